import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { WorkflowsOptions } from "../../lib/cli/commands/workflows.js";
import { describeError } from "../../lib/cli/errors.js";
import { identityOf } from "../../lib/cli/workflows/identity.js";
import { renderForAccount } from "../../lib/cli/workflows/render.js";
import { workflows } from "../../lib/cli/workflows/workflows.js";
import { WORKFLOWS_SCHEMA } from "../../lib/report/workflows/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { COMPOSITE, type Files, REUSABLE, SIMPLE } from "../trust/workflow/corpus.js";
import { file, run, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const folder = mkdtempSync(join(tmpdir(), "workflows-test-"));
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

const trust = file(TRUST, "trust.json");
const ACME = { repository: "acme/app", repositoryId: "74", ownerId: "65", defaultBranch: "main" };

/** The exit code and the report, without a process of its own. */
async function judged(root: string, options: Partial<WorkflowsOptions> = {}) {
  const output = join(root, "report");
  const code = await workflows(root, {
    trust,
    ...ACME,
    var: new Map(),
    format: "json",
    failOn: "high",
    output,
    ...options,
  });
  process.exitCode = 0;
  return { code, text: readFileSync(output, "utf8") };
}

async function errorOf(work: () => unknown): Promise<{ text: string; exitCode: number }> {
  try {
    await work();
  } catch (error) {
    return describeError(error);
  }
  throw new Error("nothing was thrown");
}

describe("workflows", () => {
  it("says that every job is let in, exit code 0", async () => {
    const { code, text } = await judged(repository(SIMPLE));
    const value = JSON.parse(text);
    expect(code).toBe(0);
    expect(validate(value, WORKFLOWS_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(value).toMatchObject({
      complete: true,
      counts: { admitted: 1, refused: 0 },
      logins: [{ file: ".github/workflows/publish.yml", line: 14, verdict: "admitted" }],
    });
  });

  it("ends with 10 where a job is refused or a rule finds something grave, unless --fail-on none", async () => {
    const root = repository(REUSABLE);
    expect((await judged(root, { format: "text" })).code).toBe(10);
    expect((await judged(root, { failOn: "none" })).code).toBe(0);
    const wide = repository({
      ".github/workflows/x.yml": "on: push\npermissions: write-all\njobs: { a: { steps: [{ run: make }] } }\n",
    });
    expect((await judged(wide)).code).toBe(10);
    expect((await judged(wide, { failOn: "critical" })).code).toBe(0);
  });

  it("ends with 1 where something could not be told, with each file that cannot be read by its line", async () => {
    const { code, text } = await judged(
      repository({ ...SIMPLE, ".github/workflows/tab.yml": "on: push\njobs:\n\ta: 1\n" }),
    );
    expect(code).toBe(1);
    expect(JSON.parse(text).problems).toEqual([
      {
        path: ".github/workflows/tab.yml",
        line: 3,
        message: ".github/workflows/tab.yml:3:1: not YAML: a tab indents this line; YAML takes spaces only",
      },
    ]);
    const root = repository(SIMPLE);
    expect((await judged(root, { repositoryId: undefined } as unknown as Partial<WorkflowsOptions>)).code).toBe(1);
  });

  it("reads nothing outside of the repository, even by a link or a path", async () => {
    const root = repository(COMPOSITE);
    const outside = repository({
      "action.yml": "runs: { using: composite, steps: [] }",
      "x.yml": "on: push\njobs: {}",
    });
    symlinkSync(join(outside, "x.yml"), join(root, ".github/workflows/link.yml"));
    symlinkSync(outside, join(root, "linked"));
    writeFileSync(
      join(root, ".github/workflows/y.yml"),
      "on: push\njobs: { a: { steps: [{ uses: ./linked }, { uses: ./../x }] } }",
    );
    const value = JSON.parse((await judged(root)).text);
    expect(value.problems.map(({ path }: { path: string }) => path)).toEqual([".github/workflows/link.yml"]);
    expect(value.notFollowed.map(({ uses }: { uses: string }) => uses)).toEqual(["./linked", "./../x"]);
  });

  it("takes the app that is synthesized here, where no trust is given", async () => {
    const root = repository(SIMPLE);
    const args = ["workflows", "--repository", "acme/app", "--repository-id", "74"];
    const none = await inProcess(args, { cwd: root });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("no trust was given");
    const oidc = {
      namespace: "acme",
      name: "app-main",
      enabled: true,
      provider_url: TRUST.settings[0].provider_url,
      claims: TRUST.settings[0].claims,
      service_accounts: ["ci-app"],
    };
    mkdirSync(join(root, "cdktf.out"));
    writeFileSync(
      join(root, "cdktf.out/cdk.tf.json"),
      JSON.stringify({ resource: { cloudsmith_oidc: { app: oidc } } }),
    );
    const { code, stdout } = await inProcess(args, { cwd: root });
    expect(code, stdout).toBe(0);
    expect(stdout).toContain("EVERY JOB IS LET IN  acme/app");
  });

  it("has every format", async () => {
    const root = repository(REUSABLE);
    const texts: string[] = [];
    for (const format of ["text", "markdown", "json", "sarif", "github", "html"] as const) {
      texts.push((await judged(root, { format })).text.replace(/\s+/g, " ").slice(0, 13));
    }
    expect(texts).toEqual([
      "1 JOB REFUSED",
      "## Workflows:",
      '{ "version": ',
      '{ "$schema": ',
      "::error file=",
      "<!doctype htm",
    ]);
  });

  it("names the folder that has no workflows", async () => {
    const { text, exitCode } = await errorOf(() => judged(repository({ "README.md": "" })));
    expect(exitCode).toBe(1);
    expect(text).toContain("has no folder .github/workflows");
  });

  it("runs from the command line, with variables", async () => {
    const slug = SIMPLE[".github/workflows/publish.yml"]!.replace("slug: ci-app", "slug: ${{ vars.SLUG }}");
    const root = repository({ ".github/workflows/publish.yml": slug });
    const args = ["workflows", root, "--trust", trust, "--repository", "acme/app", "--repository-id", "74"];
    const open = await run(args);
    expect(open.code).toBe(1);
    expect(open.stdout).toContain("COULD NOT TELL ALL OF IT  acme/app");
    const told = await run([...args, "--var", "OTHER=a", "--var", "SLUG=ci-app"]);
    expect(told).toMatchObject({ code: 0, stderr: "" });
    expect(told.stdout).toContain("EVERY JOB IS LET IN  acme/app");
  });
});

describe("identityOf", () => {
  const none = { GITHUB_ACTIONS: undefined };

  it("takes what is told, then git's origin, then what the job of GitHub Actions says, whose ids are those of its own repository", () => {
    const root = repository({ "README.md": "" });
    expect(() => identityOf(root, {}, none)).toThrow("it is not known whose workflows these are");
    const git = (...args: string[]): Buffer => execFileSync("git", ["-C", root, ...args], { stdio: "pipe" });
    git("init", "--quiet");
    git("remote", "add", "origin", "git@github.com:acme/from-git.git");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    expect(identityOf(root, {}, none)).toEqual({
      repository: { repository: "acme/from-git", defaultBranch: "trunk" },
      assumed: ["the files are of acme/from-git"],
    });
    const job = {
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "Acme/From-Git",
      GITHUB_REPOSITORY_ID: "7",
      GITHUB_REPOSITORY_OWNER_ID: "8",
    };
    expect(identityOf(root, {}, job).repository).toMatchObject({
      repository: "acme/from-git",
      repositoryId: "7",
      ownerId: "8",
    });
    expect(identityOf(repository({ "README.md": "" }), {}, job).repository).toMatchObject({
      repository: "Acme/From-Git",
      repositoryId: "7",
    });
    // the job's ids are not those of another repository
    expect(identityOf(root, { repository: "acme/told" }, job)).toEqual({
      repository: { repository: "acme/told", defaultBranch: "trunk" },
      assumed: [],
    });
    expect(identityOf(root, ACME, job).repository).toEqual(ACME);
  });

  it.each([
    ["https://github.com/acme/app", "acme/app"],
    ["https://token@github.com/acme/app.git", "acme/app"],
    ["ssh://git@github.com/acme/my.app.git/", "acme/my.app"],
    ["https://gitlab.com/acme/app.git", undefined],
  ])("knows the repository of %s", (url, expected) => {
    const root = repository({ "README.md": "" });
    execFileSync("git", ["-C", root, "init", "--quiet"], { stdio: "pipe" });
    execFileSync("git", ["-C", root, "remote", "add", "origin", url], { stdio: "pipe" });
    const found = (): string => identityOf(root, {}, none).repository.repository;
    if (expected === undefined) {
      expect(found).toThrow("it is not known whose workflows these are");
    } else {
      expect(found()).toBe(expected);
    }
  });

  it("refuses what GitHub would not call so", async () => {
    const { exitCode, text } = await errorOf(() => identityOf(".", { ...ACME, repositoryId: "x" }, none));
    expect({ exitCode, text }).toEqual({ exitCode: 2, text: expect.stringContaining("repositoryId") });
  });
});

describe("workflows render", () => {
  it("writes a workflow that the same trust lets in", async () => {
    const root = repository(SIMPLE);
    const output = join(root, ".github/workflows/rendered.yml");
    rmSync(join(root, ".github/workflows/publish.yml"));
    expect(
      await renderForAccount({ trust, run: ["make publish", "npx cloudsmith-trust token -- make push"], output }),
    ).toBe(0);
    expect(parse(readFileSync(output, "utf8")).on).toEqual({ push: { branches: ["main"] } });
    const { code, text } = await judged(root, { var: new Map([["CLOUDSMITH_SERVICE_SLUG", "ci-app"]]) });
    expect({ code, counts: JSON.parse(text).counts }).toMatchObject({ code: 0, counts: { admitted: 1, refused: 0 } });
  });

  it.each([
    [{ run: [] }, 2, "the job would do nothing"],
    [{ account: "nobody" }, 1, "no enabled settings hand out nobody to jobs of GitHub"],
    [{ setting: "app-mian" }, 2, "no settings app-mian hand out ci-app"],
  ])("refuses %j with exit code %d", async (options, exitCode, message) => {
    const refused = await errorOf(() => renderForAccount({ trust, run: ["make"], ...options }));
    expect(refused).toEqual({ exitCode, text: expect.stringContaining(message) });
  });

  it("asks from where, where trust leaves the ref open, and which, where settings differ in environment", async () => {
    const open = (...claims: readonly object[]): string =>
      file({
        ...TRUST,
        settings: claims.map((each, index) => ({
          ...TRUST.settings[0],
          name: `s${index}`,
          slug_perm: `x${index}`,
          claims: each,
        })),
      });
    const output = join(folder, "open.yml");
    const anywhere = open({ repository_id: "74" });
    expect(await errorOf(() => renderForAccount({ trust: anywhere, run: ["make"] }))).toMatchObject({ exitCode: 2 });
    await renderForAccount({ trust: anywhere, run: ["make"], tag: "v", output });
    expect(parse(readFileSync(output, "utf8")).on).toEqual({ push: { tags: ["v**"] } });
    const two = open({ environment: "a" }, { environment: "b", aud: "mine" });
    expect(await errorOf(() => renderForAccount({ trust: two, run: ["make"] }))).toMatchObject({ exitCode: 2 });
    await renderForAccount({ trust: two, run: ["make"], setting: "s1", output });
    const { jobs } = parse(readFileSync(output, "utf8"));
    expect(jobs.publish).toMatchObject({ environment: "b", env: { CLOUDSMITH_OIDC_AUDIENCE: "mine" } });
    process.exitCode = 0;
  });
});
