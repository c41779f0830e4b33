/** What makes a folder of code a project. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AdoptionReport, renderAdoptionMarkdown } from "../../../report/index.js";
import { GITIGNORE } from "../../init/files/package.js";
import { packageRoot } from "../../private/package.js";

/** Files that a project may have of its own. */
export const OPTIONAL = [".gitignore", "README.md", "cdktf.json", "package.json", "tsconfig.json"] as const;

interface Package {
  readonly version: string;
  readonly devDependencies: { readonly [name: string]: string };
}

export function projectFiles(organization: string): ReadonlyMap<string, string> {
  return new Map([
    ["package.json", json(packageJson(organization))],
    ["tsconfig.json", TSCONFIG],
    ["cdktf.json", json(cdktfJson(organization))],
    [".gitignore", GITIGNORE],
  ]);
}

function packageJson(organization: string): object {
  const { version, devDependencies } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as Package;
  const tested = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
  return {
    name: `${organization.toLowerCase()}-cloudsmith-trust`,
    version: "0.0.0",
    private: true,
    scripts: {
      typecheck: "tsc",
      synth: "cdktf synth",
      plan: "cdktf plan",
      deploy: "cdktf deploy",
    },
    dependencies: { ...tested("cdktf"), "cloudsmith-trust": version, ...tested("constructs") },
    devDependencies: tested("@types/node", "cdktf-cli", "tsx", "typescript"),
  };
}

/** As formatters lay it out. */
const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "node16",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "noUnusedLocals": true,
    "noUnusedParameters": true,
    "skipLibCheck": true,
    "types": ["node"],
    "noEmit": true
  },
  "include": ["**/*.ts"],
  "exclude": ["node_modules", "cdktf.out"]
}
`;

/** The project id is the same each time, so that adopting again changes no more than what is live. */
function cdktfJson(organization: string): object {
  const hex = createHash("sha256").update(`cloudsmith-trust adopt ${organization}`).digest("hex");
  const projectId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return {
    language: "typescript",
    app: "node --import tsx main.ts",
    projectId: projectId.join("-"),
    sendCrashReports: "false",
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function readme(report: AdoptionReport): string {
  const { organization, engine, grants } = report;
  const revokes =
    grants === "authoritative"
      ? "Each repository's grants are one list: who is not in it loses access at the next deploy."
      : "Grants stand beside whatever others there are: what somebody grants by hand is left alone.";
  const caller =
    engine === "registry"
      ? "\nThe registry's provider plans only as an identity that is itself in the list of each repository, or with a team in it.\n"
      : "";
  return `# Cloudsmith trust of ${organization}

Who may do what on the Cloudsmith organization ${organization}, and which CI jobs may act as whom. Made from what was live; from here on this code says it.

${revokes}

## First

\`\`\`sh
npm install
npm run typecheck
export CLOUDSMITH_API_KEY=...   # of an Owner, or of a Manager with Admin on the repositories
npm run plan                    # imports only: nothing to add, to change or to destroy
npm run deploy
\`\`\`
${caller}
Before CI deploys it, give the stack in \`main.ts\` a backend that outlives a job, such as \`new S3Backend(stack, { ... })\`: the state is the memory of what belongs to this app. Once the imports are applied, delete \`imports.ts\` and what \`main.ts\` says of it.

${renderAdoptionMarkdown(report)}`;
}
