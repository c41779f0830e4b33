import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { MigrateOptions } from "../../lib/cli/commands/migrate.js";
import { describeError } from "../../lib/cli/errors.js";
import { migrate } from "../../lib/cli/migrate/migrate.js";
import { FORMATS } from "../../lib/cli/options/output.js";
import { workflows } from "../../lib/cli/workflows/workflows.js";
import { MIGRATION_SCHEMA } from "../../lib/report/migration/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { runnerCommands } from "../support/runner-commands.js";
import { sarifProblems } from "../support/sarif.js";
import { asOn, KEYS } from "../trust/migration/keys.js";
import { type Files, SIMPLE } from "../trust/workflow/corpus.js";
import { HARMFUL, run } from "./executable.js";

const folder = mkdtempSync(join(tmpdir(), "migrate-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function repository(files: Files): string {
  made += 1;
  const root = join(folder, `r${made}`);
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const ACME = { repository: "acme/app", repositoryId: "74", ownerId: "65", defaultBranch: "main", organization: "acme" };

async function migrated(root: string, options: Partial<MigrateOptions> = {}) {
  const output = join(folder, "report");
  const code = await migrate(root, { ...ACME, var: new Map(), format: "json", failOn: "high", output, ...options });
  process.exitCode = 0;
  return { code, text: readFileSync(output, "utf8") };
}

const ALL: Files = Object.assign({}, ...Object.values(KEYS));

describe("migrate", () => {
  it("writes a patch that git applies, and that says the same as --write", async () => {
    const texts: readonly ((text: string) => string)[] = [
      (text) => text,
      (text) => `\ufeff${text.replaceAll("\n", "\r\n")}`,
      (text) => text.replace(/\n$/, ""),
    ];
    for (const change of texts) {
      const files = asOn(ALL, change);
      const [root, other] = [repository(files), repository(files)];
      const patch = join(folder, "migrate.patch");
      expect((await migrated(root, { patch })).code).toBe(0);
      expect(readFileSync(join(root, ".github/workflows/deb.yml"), "utf8")).toBe(files[".github/workflows/deb.yml"]);
      execFileSync("git", ["init", "--quiet"], { cwd: root });
      execFileSync("git", ["apply", "--check", patch], { cwd: root });
      execFileSync("git", ["apply", patch], { cwd: root });
      const value = JSON.parse((await migrated(other, { write: true })).text);
      expect(value.changes.map(({ written }: { written: boolean }) => written)).toEqual(Array(8).fill(true));
      for (const path of Object.keys(files)) {
        expect([path, readFileSync(join(root, path), "utf8")]).toEqual([path, readFileSync(join(other, path), "utf8")]);
      }
    }
  });

  it("declares trust that synthesizes, and that lets every changed job in", async () => {
    const root = repository(ALL);
    const code = join(root, "trust.ts");
    const publisher = JSON.parse((await migrated(root, { code, write: true })).text);
    expect(validate(publisher, MIGRATION_SCHEMA as unknown as JsonSchema)).toEqual([]);
    for (const name of ["cdktf", "constructs"]) {
      mkdirSync(join(root, "node_modules"), { recursive: true });
      symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
    }
    symlinkSync(resolve("."), join(root, "node_modules", "cloudsmith-trust"));
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    execFileSync("node", ["--import", tsx, code], { cwd: root, stdio: "pipe", env: { ...process.env, CI: "" } });
    const output = join(folder, "workflows");
    const exitCode = await workflows(root, {
      ...ACME,
      app: join(root, "cdktf.out"),
      var: new Map([
        ["CLOUDSMITH_SERVICE_SLUG", "ci-app"],
        ["CLOUDSMITH_READER_SLUG", "ci-app-reader"],
      ]),
      format: "json",
      output,
      failOn: "high",
    });
    process.exitCode = 0;
    const { counts } = JSON.parse(readFileSync(output, "utf8"));
    expect({ exitCode, counts }).toMatchObject({ exitCode: 0, counts: { refused: 0, partly: 0, unknown: 0 } });
    expect(counts.admitted).toBe(publisher.jobs.length);
  });

  it("has nothing to do where no key is, exit code 0", async () => {
    const { code, text } = await migrated(repository(SIMPLE), { format: "text" });
    expect(code).toBe(0);
    expect(text).toContain("NO LONG-LIVED KEY FOUND  acme/app: 1 workflow file");
  });

  it("ends with 1 where a job is left or a file cannot be read", async () => {
    const pr = ALL[".github/workflows/deb.yml"]!.replace("release:", "pull_request:");
    const one = await migrated(repository({ ".github/workflows/x.yml": pr }));
    expect(one.code).toBe(1);
    expect(JSON.parse(one.text)).toMatchObject({ complete: false, changes: [] });
    expect((await migrated(repository({ ".github/workflows/x.yml": "a:\n\tb: 1\n" }))).code).toBe(1);
  });

  it("says the steps in their order, ending with the key", async () => {
    const { text } = await migrated(repository(ALL), { patch: join(folder, "my patch") });
    const { steps, secrets } = JSON.parse(text);
    expect(secrets).toEqual(["CLOUDSMITH_API_KEY", "CLOUDSMITH_TOKEN", "CS_KEY"]);
    expect(steps.map(({ commands: [command = ""] }: { commands: string[] }) => command.replace(/ .*/, ""))).toEqual([
      "cloudsmith-trust",
      "gh",
      "git",
      "cloudsmith-trust",
      "gh",
    ]);
    expect(steps[2].commands).toEqual([`git apply '${join(folder, "my patch")}'`]);
    expect(steps.at(-1).commands.slice(0, 2)).toEqual([
      "gh secret delete CLOUDSMITH_API_KEY --repo acme/app",
      "gh secret delete CLOUDSMITH_TOKEN --repo acme/app",
    ]);
  });

  it("never shows a credential that stands in a file, in any format", async () => {
    const key = `csa_${"0123456789ab".repeat(2)}`;
    const url = "https://ci:hunter2hunter2@dl.cloudsmith.io/basic/acme/prod/raw/x";
    const token = "AbCdEfGh12345678";
    const text = ALL[".github/workflows/deb.yml"]!.replace(
      "          command: push",
      `          command: push # ${key}\n          # ${url}\n          # dl.cloudsmith.io/${token}/acme/prod/`,
    );
    const root = repository({
      ".github/workflows/x.yml": text,
      ".npmrc": `//npm.cloudsmith.io/acme/:_authToken=${key}`,
      "pip.conf": `extra-index-url = ${url}`,
      "get.sh": `curl https://dl.cloudsmith.io/${token}/acme/prod/raw/x`,
    });
    for (const format of FORMATS) {
      const { text: report, code } = await migrated(root, { format });
      expect(code).toBe(10);
      for (const secret of [key, "hunter2", token]) {
        expect([format, secret, report.includes(secret)]).toEqual([format, secret, false]);
      }
      expect(report).toMatch(/pip.*conf/);
    }
    const value = JSON.parse((await migrated(root, { write: true })).text);
    expect(value.changes).toEqual([{ file: ".github/workflows/x.yml", written: true }]);
    expect(readFileSync(join(root, ".github/workflows/x.yml"), "utf8")).toContain("oidc-service-slug");
  });

  it("holds no harm from what strangers wrote, in any format", async () => {
    const evil = "\u001b[31m::error::x<script>alert(1)</script>\u202e[a](javascript:x)@octocat|`";
    const quoted = JSON.stringify(evil);
    const text = ALL[".github/workflows/deb.yml"]!.replace(
      "  deb:\n",
      `  ${quoted}:\n    environment: ${quoted}\n`,
    ).replace("owner: acme", "owner: acme # \u202e```");
    const root = repository({ [`.github/workflows/${evil.replaceAll("/", "")}.yml`]: text });
    for (const format of ["text", "markdown", "json", "sarif", "html"] as const) {
      const { text: report } = await migrated(root, { format });
      expect([format, HARMFUL.exec(report)]).toEqual([format, null]);
      expect([format, /^\s*::/m.exec(report)]).toEqual([format, null]);
    }
    expect((await migrated(root, { format: "html" })).text).not.toMatch(/<script/);
    const { text: markdown } = await migrated(root, { format: "markdown" });
    expect(markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, "")).not.toMatch(/<script|@octocat|\]\(javascript/);
  });

  it("has every format, with each use at its line, and ends with 10 from --fail-on on", async () => {
    const root = repository({ ...ALL, ".npmrc": "//npm.cloudsmith.io/acme/:_authToken=${CLOUDSMITH_API_KEY}\n" });
    const sarif = await migrated(root, { format: "sarif", failOn: "medium" });
    expect(sarif.code).toBe(10);
    expect(sarifProblems(JSON.parse(sarif.text))).toEqual([]);
    const { text: log, code } = await migrated(root, { format: "github" });
    expect(code).toBe(0);
    const commands = runnerCommands(log);
    expect(commands.every((command) => command !== undefined)).toBe(true);
    expect(commands.find((each) => each?.properties.file === ".npmrc")?.properties).toMatchObject({ line: "1" });
    const jobs = commands.filter((each) => each?.properties.title === "medium job-uses-long-lived-key");
    expect(jobs).toHaveLength(9);
    expect(jobs.filter((each) => !/\. Remedy: \S/.test(each?.data ?? ""))).toEqual([]);
    const page = (await migrated(root, { format: "html" })).text;
    expect(page).toContain("default-src 'none'");
    // as lines, to read and to copy
    expect(page).toContain('<code class="same">app.synth();</code>');
    expect(page).toContain('<code class="same">cloudsmith-trust migrate --code trust.ts</code>');
    expect(page).not.toContain("\\n");
  });

  it("does not write over constructs that are there already", async () => {
    const root = repository({ ...ALL, "trust.ts": "mine" });
    const error = await migrated(root, { code: join(root, "trust.ts") }).catch(describeError);
    expect(error).toEqual({ exitCode: 1, text: expect.stringContaining("it is there already") });
    expect(readFileSync(join(root, "trust.ts"), "utf8")).toBe("mine");
  });

  it.each(["organization", "account"] as const)("takes no --%s that is no slug", async (name) => {
    const error = await migrated(repository(ALL), { [name]: "a: b" }).catch(describeError);
    expect(error).toEqual({ exitCode: 2, text: expect.stringContaining(`--${name} is no slug`) });
  });

  it("leaves no id to chance where none is told", async () => {
    const { text } = await migrated(repository(ALL), { repositoryId: undefined } as unknown as Partial<MigrateOptions>);
    expect(JSON.parse(text).code).toContain('id: "<gh api repos/acme/app --jq .id>"');
  });

  it("runs from the command line", async () => {
    const { code, stdout } = await run([
      "migrate",
      repository(ALL),
      "--repository",
      "acme/app",
      "--organization",
      "acme",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ JOBS TO CHANGE {2}acme\/app: 8 changed files; 3 secrets; 8 workflow files\n/);
  });
});
