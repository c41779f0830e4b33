import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.js";
import { ADOPTION_SCHEMA } from "../../../lib/report/index.js";
import type { TrustFileValue } from "../../../lib/trust/index.js";
import { outdir } from "../../support/outdir.js";
import { sarifProblems } from "../../support/sarif.js";
import { file, HARMFUL, run } from "../executable.js";
import { inProcess } from "../in-process.js";
import { EVERY_SHAPE, HOSTILE, TEN } from "./organizations.js";

let emulator: Emulator;
beforeAll(async () => {
  const accounts = [...(TEN.accounts ?? []), { slug: "other-manager", role: "Manager" as const }];
  emulator = await startEmulator({ seed: { ...TEN, accounts } });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.faults.clear();
  emulator.requests.clear();
});

const as = (account?: string) => ({
  CLOUDSMITH_API_HOST: emulator.url,
  CLOUDSMITH_API_KEY: account === undefined ? emulator.apiKey : (emulator.state.services.get(account)?.key ?? ""),
});

function adopt(args: readonly string[], env: { [name: string]: string } = as()) {
  return inProcess(["adopt", ...args], { env });
}

interface SarifResultValue {
  readonly ruleId: string;
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
}

const folder = (): string => join(outdir(), "trust");
const fixed = (seed: Partial<TrustFileValue>): string =>
  file({ organization: "acme", accounts: [], settings: [], repositories: [], privileges: [], teams: [], ...seed });

describe("adopt", () => {
  it("writes the app of a live organization, and says what has to be looked at", async () => {
    const output = folder();

    const { code, stdout, stderr } = await adopt(["--live", "acme", "--output", output]);

    expect({ code, stderr }).toEqual({ code: 10, stderr: "" });
    expect(stdout).toContain(`Adopted acme at ${new URL(emulator.url).host} into ${output}`);
    expect(stdout).toContain("11 service accounts, 11 provider settings, 13 grants: 35 resources to import");
    expect(stdout).toContain("critical no-claims, setting open since 2023 in repositories/prod.ts");
    expect(stdout).toContain("high over-privileged-account, account drift in accounts.ts");
    expect(stdout).toContain("repository dependencies gives Read to all members by its default");
    expect(readdirSync(output).sort()).toEqual([
      ".cloudsmith-trust-adopted.json",
      ".gitignore",
      "README.md",
      "accounts.ts",
      "cdktf.json",
      "imports.ts",
      "main.ts",
      "package.json",
      "repositories",
      "settings.ts",
      "teams",
      "tsconfig.json",
    ]);
    expect(new Set(emulator.requests.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    // organization, self, members, services, settings, the mappings of one, repositories, teams, four privileges
    expect(emulator.requests.total).toBe(12);
  });

  it("accepts what is open with the day, the finding beside it, and an end", async () => {
    const output = folder();
    const today = new Date().toISOString().slice(0, 10);

    await adopt(["--live", "acme", "--output", output]);

    const code = readFileSync(join(output, "repositories/prod.ts"), "utf8");
    const [, comment, reason, until] =
      /\n {4}\/\/ (critical: .*)\n {4}accept\(openSince2023, "no-claims", \{\n {6}reason: "(.*)",\n {6}until: "(.*)",/.exec(
        code,
      ) ?? [];
    expect([comment, reason]).toEqual([
      "critical: requires no claim at all",
      `adopted as found on ${today}; nobody has judged it yet`,
    ]);
    expect((Date.parse(until ?? "") - Date.parse(today)) / 86_400_000).toBe(90);
  });

  it("says the same as JSON, in the shape of its schema, and as markdown", async () => {
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(ADOPTION_SCHEMA);

    const { stdout } = await adopt(["--live", "acme", "--output", folder(), "--format", "json"]);
    const markdown = await adopt(["--live", "acme", "--output", folder(), "--format", "markdown"]);

    const report = JSON.parse(stdout);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({
      complete: true,
      grants: "additive",
      declared: { accounts: 11, settings: 11, grants: 13 },
      accepted: [
        {
          rule: "no-claims",
          severity: "critical",
          what: "setting",
          name: "open since 2023",
          file: "repositories/prod.ts",
        },
        { rule: "over-privileged-account", severity: "high", what: "account", name: "drift", file: "accounts.ts" },
      ],
    });
    expect(markdown.stdout).toContain("### Open trust, accepted as it was found");
    expect(markdown.stdout).toContain(
      "critical no-claims, setting <code>open since 2023</code> in repositories/prod.ts",
    );
  });

  it("shows open trust at the lines of the app that accept it: for code scanning, as annotations, on a page", async () => {
    const repository = outdir();
    mkdirSync(join(repository, ".git"));
    const adopted = async (format: string) => {
      const args = [
        "adopt",
        "--live",
        "acme",
        "--output",
        "trust",
        "--force",
        "--format",
        format,
        "--report",
        "report",
      ];
      const { code, stdout, stderr } = await inProcess(args, { cwd: repository, env: as() });
      expect({ code, stdout, stderr }).toEqual({ code: 10, stdout: "", stderr: "" });
      return readFileSync(join(repository, "report"), "utf8");
    };

    const sarif = JSON.parse(await adopted("sarif"));
    const annotations = await adopted("github");
    const page = await adopted("html");

    expect(sarifProblems(sarif)).toEqual([]);
    const places = sarif.runs[0].results.map(({ ruleId, locations: [{ physicalLocation: at }] }: SarifResultValue) => {
      const lines = readFileSync(join(repository, at.artifactLocation.uri), "utf8").split("\n");
      return [ruleId, at.artifactLocation.uri, lines[at.region.startLine - 1]?.trim()];
    });
    expect(places).toEqual([
      ["no-claims", "trust/repositories/prod.ts", 'accept(openSince2023, "no-claims", {'],
      ["over-privileged-account", "trust/accounts.ts", 'drift.accept("over-privileged-account", {'],
    ]);
    expect(annotations).toMatch(
      /^::error file=trust\/repositories\/prod\.ts,line=\d+,title=critical no-claims::setting open since 2023 /,
    );
    expect(page).toContain("Adopted whole, 2 open as found");
    expect(page).toMatch(/<code>repositories\/prod\.ts:\d+<\/code>/);
  });

  it.each([
    ["fine where nothing is open", ["--fail-on", "none"], 0],
    ["a finding from the severity asked for", ["--fail-on", "critical"], 10],
  ])("ends %s", async (_, args, code) => {
    expect((await adopt(["--live", "acme", "--output", folder(), ...args])).code).toBe(code);
  });

  it("adopts what it is shown, lists the rest and ends with 1", async () => {
    const output = folder();
    emulator.faults.add({ kind: "status", status: 403, path: "/repos/acme/prod/privileges", times: "always" });

    const { code, stdout } = await adopt(["--live", "acme", "--output", output]);

    expect(code).toBe(1);
    expect(stdout).toContain("Not read");
    expect(stdout).toContain("privileges on prod: GET /repos/acme/prod/privileges answered 403");
    expect(readFileSync(join(output, "main.ts"), "utf8")).toContain(
      "// What gives access too, and is not declared here:\n// - privileges on prod: not read, GET /repos/acme/prod/privileges answered 403\n",
    );
    expect(readFileSync(join(output, "README.md"), "utf8")).toContain("### Not read");
  });

  it("says that a Manager is not shown every repository", async () => {
    const { code, stdout } = await adopt(["--live", "acme", "--output", folder()], as("other-manager"));

    expect(code).toBe(1);
    expect(stdout).toContain("repositories: this identity is shown the repositories that it may read, and no others");
  });

  it("writes nothing where neither accounts nor settings could be read", async () => {
    const output = folder();

    const { code, stderr, stdout } = await adopt(["--live", "acme", "--output", output], as("ci-app"));

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/neither the service accounts nor the provider settings of acme could be read: .*403.*403/);
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(join(output, ".."))).toEqual([]);
  });

  it("leaves out what Terraform cannot say, each with the reason", async () => {
    const output = folder();
    const setting = { enabled: true, provider_url: "https://ci.example.com", service_accounts: ["ci"], slug_perm: "x" };
    const trust = fixed({
      accounts: [{ slug: "ci" }],
      repositories: [{ slug: "prod" }],
      privileges: [{ repository: "prod", service: "ci", privilege: "Write" }],
      settings: [
        { ...setting, name: "fine", claims: { sub: "job", aud: "x" }, slug_perm: "y" },
        { ...setting, name: "pattern", slug_perm: "p0", claims: { ref: "refs/.*/main" } },
        { ...setting, name: "empty", slug_perm: "p1", claims: { ref: "" } },
        { ...setting, name: "proto", slug_perm: "p2", claims: JSON.parse('{ "__proto__": "x" }') },
      ],
    });

    const { code, stdout, stderr } = await adopt(["--trust", trust, "--output", output]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const [, left = ""] = /\nLeft out\n(.*?)\n\n/s.exec(stdout) ?? [];
    expect(left.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^ {2}- setting pattern: .*"refs\/\.\*\/main": "\.\*" means something at the end only/),
      expect.stringMatching(/^ {2}- setting empty: .*neither may be empty/),
      expect.stringMatching(/^ {2}- setting proto: it requires a claim called "__proto__"/),
    ]);
    expect(readFileSync(join(output, "main.ts"), "utf8")).toMatch(/\/\/ - setting pattern: /);
  });

  it("says what Terraform keeps in other words", async () => {
    const setting = { name: "numbers", enabled: true, provider_url: "https://ci.example.com", slug_perm: "x" };
    const trust = fixed({
      accounts: [{ slug: "ci" }],
      settings: [{ ...setting, claims: { id: 74, sub: "a" }, service_accounts: ["ci"] }],
    });

    const { code, stdout } = await adopt(["--trust", trust, "--output", folder()]);

    expect(code).toBe(0);
    expect(stdout).toContain("setting numbers requires id to be something else than a text");
  });

  it("refuses a trust file without the ids that imports need", async () => {
    const setting = { enabled: true, provider_url: "https://ci.example.com", claims: { sub: "x" } };
    const settings = Array.from({ length: 7 }, (_, index) => ({ ...setting, name: `s${index}` }));

    const { code, stderr } = await adopt(["--trust", fixed({ settings }), "--output", folder()]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/gives no slug_perm to the settings "s0", "s1", "s2", "s3", "s4" and 2 more/);
  });

  describe("asked to look at GitHub", () => {
    const named = (id: number, full_name: string, owner_id: number) => ({
      full_name,
      exists: true as const,
      id,
      owner_id,
    });
    const setting = (id: number) => ({
      name: `api ${id}`,
      slug_perm: `p${id}`,
      enabled: true,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: {
        ...{ repository_id: String(id), repository_owner_id: "65" },
        ...{ ref: "refs/heads/main", ref_type: "branch", event_name: "push" },
      },
      service_accounts: [`ci-${id}`],
      mapping_claim: null,
    });
    const ids = [90, 91, 92];
    let world: Emulator;
    beforeAll(async () => {
      world = await startEmulator({
        seed: {
          organization: "acme",
          accounts: ids.map((id) => ({ slug: `ci-${id}` })),
          repositories: [{ slug: "prod" }],
          privileges: ids.map((id) => ({ repository: "prod", service: `ci-${id}`, privilege: "Write" as const })),
          settings: ids.map(setting),
          github: { repositories: [named(90, "acme/api", 65), named(91, "other/api", 66)] },
        },
      });
    });
    afterAll(() => world.close());
    const env = (token: string) => ({
      CLOUDSMITH_API_HOST: world.url,
      CLOUDSMITH_API_KEY: world.apiKey,
      GITHUB_API_URL: `${world.url}/api/v3`,
      GITHUB_TOKEN: token,
    });

    it("calls repositories by their names, as long as they are whose they were", async () => {
      const output = folder();

      const { code, stderr } = await adopt(["--live", "acme", "--output", output, "--github"], env(world.githubToken));

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const prod = readFileSync(join(output, "repositories/prod.ts"), "utf8");
      expect(prod).toContain('repository: GitHubRepository.of("acme/api", { id: 90, ownerId: 65 }),');
      // one belongs to somebody else by now, and one is not to be seen
      expect(prod).toContain("repositoryId: 91,");
      expect(prod).toContain("repositoryId: 92,");
      expect(new Set(world.requests.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    });

    it("needs a token for it", async () => {
      world.requests.clear();

      const { code, stderr } = await adopt(["--live", "acme", "--output", folder(), "--github"], env(""));

      expect(code).toBe(2);
      expect(stderr).toContain("--github has no token to ask GitHub with");
      expect(world.requests.log).toEqual([]);
    });
  });

  it.each([
    ["no organization", [], "adopt takes one organization"],
    ["two organizations", ["--live", "acme", "--trust", "x.json"], "adopt takes one organization"],
    [
      "a format that there is not",
      ["--live", "acme", "--format", "mermaid"],
      "Allowed choices are text, markdown, json, sarif, github, html",
    ],
    ["a provider that there is not", ["--live", "acme", "--engine", "mine"], "Allowed choices are packed, registry"],
  ])("given %s ends with 2", async (_, args, message) => {
    const { code, stderr, stdout } = await adopt([...args, "--output", folder()]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(emulator.requests.total).toBe(0);
  });

  it("wants to be told the folder", async () => {
    expect(await adopt(["--live", "acme"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--output") });
  });

  it("touches no folder that holds something, and asks nothing", async () => {
    const output = folder();
    mkdirSync(output);
    writeFileSync(join(output, "mine.txt"), "mine");

    const { code, stderr } = await adopt(["--live", "acme", "--output", output]);

    expect(code).toBe(2);
    expect(stderr).toContain("is not empty");
    expect(readdirSync(output)).toEqual(["mine.txt"]);
    expect(emulator.requests.total).toBe(0);
  });

  it("prints nothing hostile, in whatever format", async () => {
    for (const format of ["text", "markdown", "json"]) {
      const { stdout } = await adopt(["--trust", file(EVERY_SHAPE), "--output", folder(), "--format", format]);
      expect(stdout).not.toMatch(HARMFUL);
      expect(stdout).not.toMatch(/^\s*::/m);
      if (format === "markdown") {
        expect(stdout).not.toMatch(/@octocat|<script|\]\(http/);
      }
    }
  });

  it("holds no hostile character in any file of the app", async () => {
    const output = folder();

    await adopt(["--trust", file(EVERY_SHAPE), "--output", output]);

    const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(files.length).toBeGreaterThan(10);
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), "utf8");
      expect(text, name).not.toMatch(HARMFUL);
      expect(text, name).not.toMatch(/[\u2028\u2029]/);
    }
    expect(HOSTILE.length).toBeGreaterThan(10);
  });

  it("runs as the executable, and leaves nothing behind when it is stopped while it reads", async () => {
    const output = folder();
    emulator.settings.latencyMs = 5_000;
    try {
      const { start, finished } = await import("../executable.js");
      const child = start(["adopt", "--live", "acme", "--output", output], { env: as() });
      while (emulator.requests.total === 0) {
        await new Promise((settle) => setTimeout(settle, 20));
      }
      child.kill("SIGINT");
      await finished(child);
    } finally {
      emulator.settings.latencyMs = 0;
    }
    expect(readdirSync(join(output, ".."))).toEqual([]);
    expect((await run(["adopt", "--live", "acme", "--output", output], { env: as() })).code).toBe(10);
  });
});
