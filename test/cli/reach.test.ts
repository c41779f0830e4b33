import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeError } from "../../lib/cli/errors.js";
import { questionOf } from "../../lib/cli/reach/question.js";
import { startEmulator } from "../../lib/emulator/index.js";
import { REACH_SCHEMA } from "../../lib/report/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { outdir } from "../support/outdir.js";
import { sarifProblems } from "../support/sarif.js";
import { file, MAIN, run, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const trust = file({ ...TRUST, teams: [] }, "trust.json");
const JOB = [...MAIN, "--owner-id", "65"] as const;

describe("reach", () => {
  it("says who reaches a repository, exit code 0", async () => {
    const { code, stdout, stderr } = await run(["reach", "--trust", trust, "--to", "prod"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Who reaches prod of acme\n/);
    expect(stdout).toContain(
      '← app-main: tokens of https://token.actions.githubusercontent.com with repository_id "74"',
    );
  });

  it("says what an account and a job reach, as JSON of the published shape, in a file", async () => {
    const output = join(file(""), "..", "reach.json");
    for (const [asked, expected] of [
      [["--account", "ci-app"], { question: "account", repositories: [{ repository: "prod", level: "Write" }] }],
      [JOB, { question: "job", accounts: [{ account: "ci-app", settings: ["app-main"] }] }],
    ] as const) {
      const args = ["reach", "--trust", trust, ...asked, "--format", "json", "--output", output];
      expect(await run(args)).toEqual({ code: 0, stdout: "", stderr: "" });
      const value = JSON.parse(readFileSync(output, "utf8"));
      expect(validate(value, REACH_SCHEMA as unknown as JsonSchema)).toEqual([]);
      expect(value).toMatchObject({ version: 1, complete: true, ...expected });
    }
  });

  it("shows the lines of the file that give it, for code scanning and as annotations", async () => {
    const repository = outdir();
    mkdirSync(join(repository, ".git"));
    writeFileSync(join(repository, "trust.json"), JSON.stringify({ ...TRUST, teams: [] }, null, 1));
    const args = ["reach", "--trust", "trust.json", "--to", "prod", "--format"];
    const { stdout } = await inProcess([...args, "sarif"], { cwd: repository });
    const document = JSON.parse(stdout);
    expect(sarifProblems(document)).toEqual([]);
    const [{ ruleId, level, locations, message }] = document.runs[0].results;
    expect({ ruleId, level }).toEqual({ ruleId: "reach-write", level: "note" });
    const { startLine } = locations[0].physicalLocation.region;
    const lines = readFileSync(join(repository, "trust.json"), "utf8").split("\n");
    expect(lines.slice(startLine - 1, startLine + 2).join("")).toContain('"app-main"');
    expect(message.text).toMatch(/^setting app-main .* get ci-app, which has Write on prod \(grant\)$/);
    const { stdout: annotations } = await inProcess([...args, "github"], { cwd: repository });
    expect(annotations).toContain(`::notice file=trust.json,line=${startLine},title=reach-write::${message.text}\n`);
    expect(annotations).toContain("1 way. trust.json: the whole organization. Not looked at: people");
  });

  it.each([
    ["medium", 10],
    ["high", 0],
    ["none", 0],
  ] as const)("with --fail-on %s ends with %i where somebody publishes", async (severity, expected) => {
    expect(await inProcess(["reach", "--trust", trust, "--to", "prod", "--fail-on", severity])).toMatchObject({
      code: expected,
    });
  });

  it("could not tell all of it, exit code 1, where an id that settings ask for was not told", async () => {
    const args = ["reach", "--trust", trust, "--repository", "acme/app", "--format", "markdown"];
    const { code, stdout } = await run(args);
    expect(code).toBe(1);
    expect(stdout).toContain("### perhaps as <code>ci&#45;app</code>, by <code>app&#45;main</code>");
    expect(stdout).toContain("the job is described without it");
  });

  it("reads the live organization with its people, and says what it was not shown", async () => {
    const emulator = await startEmulator({ seed: JSON.parse(JSON.stringify(TRUST)) });
    try {
      const env = { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: emulator.apiKey };
      const owner = await run(["reach", "--live", "acme", "--to", "prod"], { env });
      expect(owner.code).toBe(0);
      expect(owner.stdout).toMatch(/Admin\n {2}user owner {2}role Owner/);
      expect(owner.stdout).not.toContain("Not looked at: people");
      const { key } = emulator.state.services.get("ci-app")!;
      const member = await run(["reach", "--live", "acme", "--to", "prod"], {
        env: { ...env, CLOUDSMITH_API_KEY: key },
      });
      expect(member.code).toBe(1);
      expect(member.stdout).toContain("accounts: GET /orgs/acme/services/ answered 403");
    } finally {
      await emulator.close();
    }
  });

  it("says so, exit code 1, where the trust speaks of no such repository", async () => {
    const { code, stdout, stderr } = await run(["reach", "--trust", trust, "--to", "prud"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("this trust speaks of no repository prud; did you mean prod?");
  });

  it.each([
    [{}, "nothing was asked about"],
    [{ to: "prod", account: "ci-app" }, "--to and --account were given"],
    [{ to: "prod", repository: "acme/app" }, "--to and --repository were given"],
    [{ ref: "refs/heads/main" }, "a job is described without its repository"],
    [{ repository: "app" }, "app"],
  ])("given %j is a usage error before any trust is read", (options, message) => {
    let error: unknown;
    try {
      questionOf({ format: "text", ...options });
    } catch (thrown) {
      error = thrown;
    }
    expect(describeError(error)).toEqual({ exitCode: 2, text: expect.stringContaining(message) });
  });

  it("explains itself with examples", async () => {
    const { code, stdout } = await run(["reach", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("cloudsmith-trust reach --live acme --to prod");
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Exit codes: 0 told, 1 could not tell all of it, 2 wrong command line, 10 ",
    );
  });
});
