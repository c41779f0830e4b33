/** What surrounds the code of a new project. */
import { randomUUID } from "node:crypto";

/** Versions of what the project builds with, as this package is built and tested with them. */
export interface Versions {
  readonly own: string;
  readonly tested: { readonly [name: string]: string };
}

const DEVELOPED_WITH = ["@types/node", "cdktf", "cdktf-cli", "constructs", "tsx", "typescript", "vitest"] as const;

export function packageFile(name: string, { own, tested }: Versions): string {
  const dependencies = Object.fromEntries(
    [["cloudsmith-trust", own] as const, ...DEVELOPED_WITH.map((each) => [each, tested[each]] as const)].sort(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
  );
  return json({
    name,
    private: true,
    scripts: { synth: "cdktf synth", typecheck: "tsc", test: "tsc && vitest run" },
    devDependencies: dependencies,
    // None of them needs its script; newer npm asks until somebody has said so.
    allowScripts: { "@cdktf/node-pty-prebuilt-multiarch": false, esbuild: false },
  });
}

export function cdktfFile(): string {
  return json({
    language: "typescript",
    app: "node --import tsx main.ts",
    projectId: randomUUID(),
    sendCrashReports: "false",
  });
}

export function tsconfigFile(): string {
  return json({
    compilerOptions: {
      target: "es2022",
      module: "node16",
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
    },
    include: ["*.ts"],
  });
}

export const GITIGNORE = `node_modules/
cdktf.out/
.terraform/
terraform.*.tfstate*
`;

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
