import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { outdir } from "../support/outdir.js";
import { inProcess } from "./in-process.js";

/** Types take lines that the running code has not, so that only a source map gives the right ones. */
const MAIN = `import { App, TerraformStack } from ${JSON.stringify(resolve("node_modules/cdktf"))};
import { CloudsmithProvider, GitHubClaims, OidcIssuer } from ${JSON.stringify(resolve("dist/lib"))};
import { open } from "./parts/open";

interface Team {
  readonly name: string;
}

const teams: Team[] = [{ name: "a" }, { name: "b" }];
const stack = new TerraformStack(new App({ outdir: "cdktf.out", skipValidation: true }), "trust");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
for (const { name } of teams) {
  open(stack, name, OidcIssuer.gitHub(), GitHubClaims.of({ repositoryOwner: "acme" }));
}
(stack.node.root as App).synth();
`;

const PART = `import { OidcProvider, ServiceAccount } from ${JSON.stringify(resolve("dist/lib"))};

export interface Unused {
  readonly nothing: string;
}

export function open(stack: any, name: string, issuer: any, claims: any) {
  const made = new OidcProvider(stack, name, { name, issuer, claims, serviceAccounts: [ServiceAccount.fromSlug(stack, \`\${name}-account\`, "ci-app")] });
  made.accept("name-not-id", { reason: "a demo", until: "2099-01-01" });
}
`;

const repository = outdir();
const infra = join(repository, "infra");

beforeAll(() => {
  mkdirSync(join(repository, ".git"));
  mkdirSync(join(infra, "parts"), { recursive: true });
  writeFileSync(join(infra, "main.ts"), MAIN);
  writeFileSync(join(infra, "parts/open.ts"), PART);
  const tsx = pathToFileURL(require.resolve("tsx")).href;
  const env = { ...process.env, CLOUDSMITH_TRUST_BREAK_GLASS: "a test" };
  execFileSync(process.execPath, ["--import", tsx, "main.ts"], { cwd: infra, env, stdio: "pipe" });
});

describe("the line of a person's TypeScript", () => {
  it("is named beside what a construct of it declares, from the repository's root", async () => {
    const { stdout } = await inProcess(["check", "--format", "json"], { cwd: infra });
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; where: string; location?: object }[] };
    expect(findings.filter(({ rule }) => rule === "owner-only")).toMatchObject([
      { subject: "setting a", location: { file: "infra/parts/open.ts", line: 8, column: 16 } },
      { subject: "setting b", location: { file: "infra/parts/open.ts", line: 8, column: 16 } },
    ]);
  });

  it("is where GitHub shows annotations and SARIF's results", async () => {
    const { stdout } = await inProcess(["check", "--format", "github"], { cwd: infra });
    expect(stdout).toContain("::error file=infra/parts/open.ts,line=8,col=16,title=high owner-only::");
    const sarif = JSON.parse((await inProcess(["check", "--format", "sarif"], { cwd: infra })).stdout);
    expect(sarif.runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "infra/parts/open.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 8, startColumn: 16 },
    });
  });

  it("is named for the stack's folder, too, and by whoever stands elsewhere in the repository", async () => {
    const { stdout } = await inProcess(["check", "--app", "infra/cdktf.out/stacks/trust"], { cwd: repository });
    expect(stdout).toContain("infra/parts/open.ts:8:16");
  });

  it("is not named where the file is not there", async () => {
    const elsewhere = outdir();
    mkdirSync(join(elsewhere, ".git"));
    const { stdout } = await inProcess(["check", "--app", join(infra, "cdktf.out")], { cwd: elsewhere });
    expect(stdout).toContain("owner-only");
    expect(stdout).not.toContain("open.ts");
  });
});
