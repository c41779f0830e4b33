/** The generated code as a person and their tools see it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { adoption } from "../../../lib/cli/adopt/adopt.js";
import { literal, terraformText } from "../../../lib/cli/adopt/code/literal.js";
import { compareNaturally } from "../../../lib/cli/adopt/code/module.js";
import { constructId, Names } from "../../../lib/cli/adopt/code/names.js";
import { readTrustValue, type TrustFileValue } from "../../../lib/trust/index.js";
import { outdir } from "../../support/outdir.js";
import { EVERY_SHAPE, HOSTILE, TEN } from "./organizations.js";

function filesOf(seed: TrustFileValue, authoritative = false): ReadonlyMap<string, string> {
  const options = { where: "acme", output: "trust", engine: "packed", authoritative } as const;
  return adoption(readTrustValue(seed, "seed"), { ...options, now: new Date("2026-11-25T12:00:00Z") }).files;
}

const APPS = {
  ten: filesOf(TEN),
  "ten-authoritative": filesOf(TEN, true),
  shapes: filesOf(EVERY_SHAPE),
  "shapes-authoritative": filesOf(EVERY_SHAPE, true),
};

/** All apps in one folder, with the packages they import. */
function written(): string {
  const root = outdir();
  for (const [name, files] of Object.entries(APPS)) {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      writeFileSync(join(root, name, path), text);
    }
  }
  mkdirSync(join(root, "node_modules"));
  for (const name of ["cdktf", "constructs", "@types", "@cdktf"]) {
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  }
  symlinkSync(resolve("."), join(root, "node_modules/cloudsmith-trust"));
  return root;
}

describe("the code of an adopted app", () => {
  it("reads as somebody would write it", () => {
    expect(APPS.ten.get("repositories/prod.ts")).toMatchInlineSnapshot(`
      "import {
        accept,
        CloudsmithOidc,
        CloudsmithRepository,
        GitHubClaims,
        GitLabClaims,
        type IServiceAccount,
        OidcIssuer,
        Publisher,
        ServiceAccount,
        Team,
        User,
      } from "cloudsmith-trust";
      import {
        GitHubPublisher,
        GitHubRef,
        GitHubRepository,
      } from "cloudsmith-trust/github";
      import { Construct } from "constructs";

      /** Who gets at the Cloudsmith repository prod. */
      export class ProdRepository extends Construct {
        readonly teamB: IServiceAccount;

        constructor(scope: Construct, id: string) {
          super(scope, id);

          const repository = CloudsmithRepository.fromSlug(
            this,
            "repository",
            "prod",
          );
          repository.grantRead(Team.fromSlug(this, "team-audit", "audit"));
          repository.grantAdmin(User.fromSlug(this, "user-owner", "owner"));

          new GitHubPublisher(this, "ci-app", {
            accountName: "ci-app",
            repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
            from: [GitHubRef.branch("main").on("push", "schedule")],
            settingsNames: { "branch-main-schedule": "app nightly" },
            publishTo: [
              { repository: "prod" },
              { repository: "dependencies", privilege: "Read" },
            ],
          });

          new Publisher(this, "ci-web", {
            accountName: "ci-web",
            accountDescription: "publishes the website's images",
            issuer: OidcIssuer.gitHub(),
            from: [
              {
                id: "web",
                settingsName: "web",
                claims: GitHubClaims.of({
                  repositoryId: 76,
                  repositoryOwnerId: 65,
                  eventName: "push",
                  ref: "refs/heads/main",
                }),
              },
            ],
            publishTo: [{ repository: "prod" }],
          });

          const mirror = new Publisher(this, "mirror", {
            accountName: "mirror",
            accountDescription: "",
            issuer: OidcIssuer.gitLab(),
            from: [
              {
                id: "mirror",
                settingsName: "mirror",
                claims: GitLabClaims.of({
                  projectId: 20,
                  refPath: "refs/heads/main",
                  refProtected: "true",
                }),
              },
            ],
            publishTo: [{ repository: "prod" }],
          });
          const openSince2023 = new CloudsmithOidc(this, "open-since-2023", {
            namespace: "acme",
            name: "open since 2023",
            enabled: true,
            providerUrl: "https://token.actions.githubusercontent.com",
            claims: {},
            serviceAccounts: [mirror.account.slug],
          });
          // critical: requires no claim at all
          accept(openSince2023, "no-claims", {
            reason: "adopted as found on 2026-11-25; nobody has judged it yet",
            until: "2027-02-23",
          });

          const teamB = new ServiceAccount(this, "team-b");
          repository.grantWrite(teamB);

          this.teamB = teamB;
        }
      }
      "
    `);
    expect(APPS.ten.get("main.ts")).toMatchInlineSnapshot(`
      "import { App, TerraformStack } from "cdktf";
      import { CloudsmithProvider, importExisting } from "cloudsmith-trust";
      import { Accounts } from "./accounts.js";
      import { EXISTING } from "./imports.js";
      import { DependenciesRepository } from "./repositories/dependencies.js";
      import { ProdRepository } from "./repositories/prod.js";
      import { StageRepository } from "./repositories/stage.js";
      import { Settings } from "./settings.js";
      import { ReleaseTeam } from "./teams/release.js";

      // What gives access too, and is not declared here:
      // - people, their roles and their teams
      // - 2 teams, and who is in them
      // - the API keys of 10 service accounts: each has one, and whoever knows it needs no token
      // - the API keys of people
      // - entitlement tokens
      // - the organization's own default privilege
      // - repository docs is Public: anyone may read it
      // - repository dependencies gives Read to all members by its default

      const app = new App();
      const stack = new TerraformStack(app, "acme");
      new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });

      new Accounts(stack, "accounts");
      new ReleaseTeam(stack, "team-release");
      new DependenciesRepository(stack, "dependencies");
      const prod = new ProdRepository(stack, "prod");
      const stage = new StageRepository(stack, "stage");
      new Settings(stack, "settings", { prod, stage });

      importExisting(stack, EXISTING);
      app.synth();
      "
    `);
  });

  it("typechecks, strictly, whatever is in it", () => {
    const root = written();
    const { include: _, exclude: __, ...config } = JSON.parse(APPS.ten.get("tsconfig.json") ?? "");
    writeFileSync(
      join(root, "tsconfig.json"),
      JSON.stringify({ ...config, include: ["*/**/*.ts"], exclude: ["node_modules"] }),
    );

    const { stdout } = spawnSync(resolve("node_modules/.bin/tsc"), ["-p", "."], { cwd: root, encoding: "utf8" });

    expect(stdout).toBe("");
  });

  it("is formatted and sorted, and has nothing that a linter finds", () => {
    const root = written();
    // two spaces, and otherwise what Biome and Prettier do unless told
    const config = {
      formatter: { indentStyle: "space" },
      linter: { rules: { suspicious: { noTemplateCurlyInString: "off" } } },
      files: { includes: ["**", "!node_modules"] },
    };
    const file = join(outdir(), "biome.json");
    writeFileSync(file, JSON.stringify(config));

    const biome = resolve("node_modules/.bin/biome");
    const output = execFileSync(biome, ["check", "--error-on-warnings", `--config-path=${file}`, "."], {
      cwd: root,
      encoding: "utf8",
    });

    expect(output).toMatch(/^Checked \d\d+ files in .*\. No fixes applied\.$/m);
  });
});

describe("texts in code", () => {
  it.each(HOSTILE)("mean what they are: %j", (text) => {
    expect(new Function(`return ${literal(text)}`)()).toBe(text);
  });

  it.each([
    ["plain", "plain"],
    ["${x}", "$${x}"],
    ["$${x}", '${"$$"}{x}'],
    ["%{x}", '${"%"}{x}'],
    ["$%{x}", '${"$%"}{x}'],
    ["#{x} &{x}", "#{x} &{x}"],
    ["${TfToken[0]}", '${"$"}{TfToken[0]}'],
    ["#{TfToken[0]}", '${"#"}{TfToken[0]}'],
    ["$ { %", "$ { %"],
  ])("reach Terraform as they are: %s as %s", (text, escaped) => {
    expect(terraformText(text)).toBe(escaped);
  });
});

describe("names in code", () => {
  it("are given once, whatever their case", () => {
    const names = new Names(["taken"]);

    expect(["app", "App", "app", "Taken", "app2", "x1", "x1"].map((name) => names.unique(name))).toEqual([
      "app",
      "App2",
      "app3",
      "Taken2",
      "app2_2",
      "x1",
      "x1_2",
    ]);
    expect(names.unique("app", "other")).toBe("other");
  });

  it.each([
    ["ci-app", "ci-app"],
    ["a b/c", "a-b-c"],
    ["--", "unnamed"],
    ["名前", "unnamed"],
    ["constructor", "constructor_"],
    ["__proto__", "__proto___"],
    ["x".repeat(200), "x".repeat(60)],
  ])("make construct ids: %s → %s", (name, id) => {
    expect(constructId(name)).toBe(id);
  });

  it("are sorted as formatters sort them", () => {
    const names = ["b", "./repo-10.js", "A", "./repo-2.js", "a_b", "a-b", "Ab"];

    expect(names.sort(compareNaturally)).toEqual(["./repo-2.js", "./repo-10.js", "A", "a_b", "a-b", "Ab", "b"]);
  });
});
