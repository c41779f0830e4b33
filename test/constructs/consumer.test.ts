import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { outdir } from "../support/outdir.js";

/** A project that has this package and its peers installed, all but those left out. */
function project(
  files: { readonly [name: string]: string },
  without: readonly string[] = [],
  installedAs: { readonly [name: string]: string } = {},
): string {
  const directory = outdir();
  const modules = join(directory, "node_modules");
  mkdirSync(join(modules, "@cdktf"), { recursive: true });
  for (const part of ["package.json", "dist/lib", "dist/provider"]) {
    cpSync(part, join(modules, "cloudsmith-trust", part), { recursive: true });
  }
  for (const name of ["cdktf", "constructs", "@types", "@cdktf/provider-github"].filter(
    (one) => !without.includes(one),
  )) {
    symlinkSync(resolve("node_modules", installedAs[name] ?? name), join(modules, name));
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

const APP = `
import { App, TerraformStack } from "cdktf";
import { CloudsmithProvider, GitHubClaims, OidcIssuer, OidcProvider, ServiceAccount, CloudsmithService } from "cloudsmith-trust";
import { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository } from "cloudsmith-trust/github";
import { trustMatchers } from "cloudsmith-trust/testing";

const stack = new TerraformStack(new App({ outdir: "out" }), "trust");
new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
const account = new ServiceAccount(stack, "reader");
new OidcProvider(stack, "read", {
  issuer: OidcIssuer.gitHub(),
  claims: GitHubClaims.of({ repositoryId: 74, eventName: "push" }),
  serviceAccounts: [account, ServiceAccount.fromSlug(stack, "other", "other")],
});
new GitHubPublisher(stack, "app", {
  repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
  from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production")],
  publishTo: [{ repository: "prod", privilege: "Write" }],
});
new CloudsmithService(stack, "plain", { name: "plain", organization: "acme", description: undefined });
const admits: boolean = trustMatchers.toAdmit(stack, { repository: "acme/app", repositoryId: 74, ownerId: 65 }).pass;
console.log(admits ? "admitted" : "refused");
`;

function run(directory: string, ...args: string[]): string {
  return execFileSync("node", args, { cwd: directory, encoding: "utf8" });
}

describe("a consumer", () => {
  it("compiles under strict and exactOptionalPropertyTypes, with our declarations checked as well", () => {
    const directory = project({
      "app.ts": APP,
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          target: "es2022",
          module: "node16",
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          noPropertyAccessFromIndexSignature: true,
          preserveSymlinks: false,
          skipLibCheck: false,
          noEmit: true,
          types: ["node"],
        },
      }),
    });

    const { stdout } = spawnSync(resolve("node_modules/.bin/tsc"), ["-p", "."], { cwd: directory, encoding: "utf8" });

    // cdktf's own declarations are not ours to keep.
    expect(
      stdout
        .split("\n")
        .filter((line) => /error TS/.test(line) && !/node_modules\/(cdktf|constructs|@cdktf|@types)\//.test(line)),
    ).toEqual([]);
  });

  it("imports the package by require", () => {
    const directory = project({
      "app.cjs":
        'const a = require("cloudsmith-trust"); const b = require("cloudsmith-trust/github"); console.log(typeof a.OidcProvider, typeof b.GitHubPublisher, typeof require("cloudsmith-trust/testing").trustMatchers);',
    });

    expect(run(directory, "app.cjs")).toBe("function function object\n");
  });

  it("imports the package by import, with named exports", () => {
    const directory = project({ "app.mjs": APP.replace(": boolean", "") });

    expect(run(directory, "app.mjs")).toBe("admitted\n");
  });

  it("loads the GitHub entry point without @cdktf/provider-github, as long as the half is off", () => {
    const directory = project({ "app.mjs": APP.replace(": boolean", "") }, ["@cdktf/provider-github"]);

    expect(run(directory, "app.mjs")).toBe("admitted\n");
  });

  it("is told to install @cdktf/provider-github where the half is on", () => {
    const half = `
class Github extends TerraformProvider {}
new Github(stack, "github", { terraformResourceType: "github", terraformProviderSource: "integrations/github" });
try {
  new GitHubPublisher(stack, "second", {
    repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
    from: [GitHubRef.branch("main")],
    publishTo: [{ repository: "dev" }],
    github: {},
  });
} catch (error) {
  console.log(error.code, error.message);
}`;
    const directory = project(
      {
        "app.mjs":
          APP.replace(": boolean", "").replace("TerraformStack }", "TerraformProvider, TerraformStack }") + half,
      },
      ["@cdktf/provider-github"],
    );

    expect(run(directory, "app.mjs")).toBe(
      "admitted\nmissing_provider the GitHub half needs the package @cdktf/provider-github: npm install @cdktf/provider-github@15 (at trust/GitHub-acme-app)\n",
    );
  });

  it("finds only the entry points that are there", () => {
    const directory = project({
      "app.cjs":
        'try { require("cloudsmith-trust/dist/lib/constructs/private/checks.js"); } catch (error) { console.log(error.code); }',
    });

    expect(run(directory, "app.cjs")).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED\n");
    expect(readdirSync(resolve("dist/lib"))).toContain("index.js");
  });
});

describe("importing cloudsmith-trust", () => {
  it("loads neither a HTTP client, nor the provider, nor the GitHub classes", () => {
    const directory = project({
      "app.cjs":
        'require("cloudsmith-trust"); require("cloudsmith-trust/github"); console.log(Object.keys(require.cache).join("\\n"));',
    });

    const ours = run(directory, "app.cjs")
      .split("\n")
      .filter((path) => !/node_modules\/(cdktf|constructs)\//.test(path));
    expect(
      ours.filter((path) =>
        /axios|jose|provider-github|lib\/(provider|cloudsmith|emulator|cli|terraform)\//.test(path),
      ),
    ).toEqual([]);
  });
});

/** Prints the JSON and the HCL of one app with L1, L2, L3 and the GitHub half, and whose the framework is. */
const EVERY_LEVEL = `
const { readFileSync } = require("node:fs");
const { App, S3Backend, TerraformStack } = require("cdktf");
const trust = require("cloudsmith-trust");
const { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository, GitHubReviewer } = require("cloudsmith-trust/github");
const { GithubProvider } = require("@cdktf/provider-github/lib/provider");

function written(hcl) {
  process.env.SYNTH_HCL_OUTPUT = String(hcl);
  const app = new App({ outdir: "out-" + hcl });
  const stack = new TerraformStack(app, "trust");
  new S3Backend(stack, { bucket: "state", key: "trust", region: "eu-west-1" });
  new trust.CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  new GithubProvider(stack, "github", { owner: "acme" });
  new trust.CloudsmithService(stack, "l1", { name: "l1", organization: "acme", team: [{ slug: "release" }] });
  const account = new trust.ServiceAccount(stack, "l2");
  new trust.OidcProvider(stack, "l2-trust", {
    issuer: trust.OidcIssuer.gitHub(),
    claims: trust.GitHubClaims.of({ repositoryId: 74, repositoryOwnerId: 65, ref: "refs/heads/main", eventName: "push" }),
    serviceAccounts: [account],
  });
  trust.CloudsmithRepository.fromSlug(stack, "prod", "prod").grantWrite(account);
  new GitHubPublisher(stack, "l3", {
    repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65, visibility: "public" }),
    from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production", { reviewers: [GitHubReviewer.user(1)] })],
    publishTo: [{ repository: "dev" }],
    github: {},
  });
  app.synth();
  return readFileSync("out-" + hcl + "/stacks/trust/cdk.tf" + (hcl ? "" : ".json"), "utf8");
}
const { resource, data, terraform, provider } = JSON.parse(written(false));
// a version of the framework's, and where constructs were made
const plain = JSON.stringify({ resource, data, terraform, provider }, (name, value) => (name === "//" ? undefined : value));
console.log(JSON.stringify({ framework: require("cdktf/package.json").name, json: plain, hcl: written(true) }));
`;

describe("cdktn under the name of cdktf", () => {
  const under = (framework: string) => {
    const directory = project({ "app.cjs": EVERY_LEVEL }, [], { cdktf: framework });
    // one copy, as npm installs it, rather than the one that the GitHub classes have beside them here
    const printed = run(directory, "--preserve-symlinks", "--preserve-symlinks-main", "app.cjs");
    return JSON.parse(printed) as { readonly framework: string; readonly json: string; readonly hcl: string };
  };

  it("writes L1, L2, L3 and the GitHub half as cdktf does, as JSON and as HCL", () => {
    const [cdktf, cdktn] = [under("cdktf"), under("cdktn")];

    expect([cdktf.framework, cdktn.framework]).toEqual(["cdktf", "cdktn"]);
    expect(Object.keys(JSON.parse(cdktn.json).resource)).toEqual(
      expect.arrayContaining(["cloudsmith_service", "cloudsmith_oidc", "github_repository_environment"]),
    );
    expect(cdktn.json).toBe(cdktf.json);
    expect(cdktn.hcl).toBe(cdktf.hcl);
  });

  it("is a peer that is accepted, up to the version that is tested", () => {
    const { peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    const tested: string = JSON.parse(readFileSync("node_modules/cdktn/package.json", "utf8")).version;

    expect(peerDependencies.cdktf).toBe(">=0.21.0 <0.25.0");
    expect(tested).toMatch(/^0\.24\.\d+$/);
  });
});
