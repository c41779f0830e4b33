import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BATCH_ANSWER_SCHEMA } from "../../lib/report/index.js";
import type { Json } from "../../lib/trust/private/json.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { outdir } from "../support/outdir.js";
import { sarifProblems } from "../support/sarif.js";
import { file, run, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const NOW = "2026-11-23T06:00:00Z";
const SECONDS = Date.parse(NOW) / 1000;
const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  repository_id: "74",
  ref: "refs/heads/main",
  event_name: "push",
  exp: SECONDS + 300,
};
const lines = (...values: readonly unknown[]) =>
  values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("\n");
const answers = (text: string) =>
  text
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

describe("explain --batch", () => {
  it("answers each line in order, exit code 0 whatever the verdicts", async () => {
    const batch = lines(
      { id: "in", claims: CLAIMS, account: "ci-app", trust: TRUST, now: NOW },
      { id: 2, claims: { ...CLAIMS, ref: "refs/heads/dev" }, account: "ci-app", trust: TRUST, now: SECONDS },
      { id: "late", claims: CLAIMS, account: "ci-app", trust: TRUST, now: SECONDS + 300 },
      "",
      { claims: CLAIMS, account: "nobody", trust: { organization: "acme", settings: [] }, now: NOW },
    );
    const { code, stdout, stderr } = await run(["explain", "--batch", "-"], { input: `${batch}\n` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const answer of answers(stdout)) {
      expect(validate(answer as Json, BATCH_ANSWER_SCHEMA as unknown as JsonSchema)).toEqual([]);
    }
    expect(answers(stdout)).toEqual([
      { id: "in", admitted: true, reason: null, settings: ["app-main"] },
      { id: 2, admitted: false, reason: "claim_mismatch", settings: [] },
      { id: "late", admitted: false, reason: "expired", settings: [] },
      { id: null, admitted: false, reason: "no_setting", settings: [] },
    ]);
  });

  it("takes trust, account and moment from the options where a line has none", async () => {
    const args = ["explain", "--trust", file(TRUST), "--account", "ci-app", "--now", NOW];
    const { code, stdout } = await run([...args, "--batch", file(lines({ id: 1, claims: CLAIMS }))]);
    expect(code).toBe(0);
    expect(answers(stdout)).toEqual([{ id: 1, admitted: true, reason: null, settings: ["app-main"] }]);
  });

  it("names the line that cannot be read, answers the others, and ends with exit code 1", async () => {
    const batch = file(
      lines(
        { id: 1, claims: CLAIMS, account: "ci-app", now: NOW },
        '{"id": 2, "claims": {',
        { id: 3, claims: [], account: "ci-app" },
        { id: 4, claims: CLAIMS, account: 7 },
        { id: 5, claims: CLAIMS, account: "ci-app", now: "soon" },
        { id: 6, claims: CLAIMS, account: "ci-app", trust: { organization: "acme", setings: [] } },
        "[]",
        { id: 8, claims: CLAIMS, account: "ci-app", now: NOW },
      ),
    );
    const { code, stdout, stderr } = await run(["explain", "--trust", file(TRUST), "--batch", batch]);
    expect(code).toBe(1);
    expect(answers(stdout).map((answer) => (answer as { id: number }).id)).toEqual([1, 8]);
    for (const [line, what] of [
      [2, "not JSON"],
      [3, '"claims" is not an object'],
      [4, '"account" is not text'],
      [5, '"now" is not a moment'],
      [6, "did you mean settings"],
      [7, "not a JSON object"],
    ] as const) {
      expect(stderr).toMatch(new RegExp(`${batch}, line ${line}: .*${what.replace(/[?]/g, "\\?")}`));
    }
  });

  it("cannot tell where the trust does not speak of settings at all", async () => {
    const line = { id: 1, claims: CLAIMS, account: "ci-app", trust: { organization: "acme" }, now: NOW };
    const { code, stdout, stderr } = await run(["explain", "--batch", file(lines(line))]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("line 1: could not tell");
  });

  it("shows refused tokens first in the formats for people, and at their lines for code scanning and annotations", async () => {
    const repository = outdir();
    mkdirSync(join(repository, ".git"));
    const refused = { id: { job: 7 }, claims: { ...CLAIMS, ref: "refs/heads/dev" } };
    writeFileSync(join(repository, "batch.jsonl"), lines({ id: "in", claims: CLAIMS }, refused, "[]"));
    writeFileSync(join(repository, "trust.json"), JSON.stringify(TRUST));
    const args = ["explain", "--trust", "trust.json", "--now", NOW, "--batch", "batch.jsonl", "--format"];
    const as = async (format: string) => {
      const { code, stdout, stderr } = await inProcess([...args, format], { cwd: repository });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("batch.jsonl, line 3: not a JSON object"),
      });
      return stdout;
    };
    expect(await as("github")).toBe(
      [
        '::error file=batch.jsonl,line=2,title=token-refused::line 2 ({"job":7}): refused as ci-app: claim_mismatch',
        "::warning file=batch.jsonl,line=3,title=could not tell::line 3: not a JSON object",
        "::notice title=cloudsmith-trust explain::batch.jsonl: 1 of 3 tokens is refused, 1 could not be told",
        "",
      ].join("\n"),
    );
    const sarif = JSON.parse(await as("sarif"));
    expect(sarifProblems(sarif)).toEqual([]);
    const [{ results, invocations }] = sarif.runs;
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(results).toMatchObject([
      {
        ruleId: "token-refused",
        level: "error",
        locations: [{ physicalLocation: { artifactLocation: { uri: "batch.jsonl" }, region: { startLine: 2 } } }],
      },
    ]);
    const markdown = await as("markdown");
    expect(markdown.indexOf("| 2 |")).toBeLessThan(markdown.indexOf("| 1 |"));
    expect(markdown).toContain("**refused** | <code>claim&#95;mismatch</code> |");
    expect(await as("html")).toContain("<code>{&#34;job&#34;:7}</code>");
    expect(answers(await as("text"))).toEqual(answers(await as("json")));
  });

  it("refuses to mix a batch with one question", async () => {
    const { code, stderr } = await run(["explain", "--batch", "x", "--claims", "y"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--claims and --batch were both given");
  });

  it("says so where there is no trust to judge against", async () => {
    const batch = file(lines({ id: 1, claims: CLAIMS, account: "a" }));
    const { code, stderr } = await run(["explain", "--batch", batch], { cwd: outdir() });
    expect(code).toBe(1);
    expect(stderr).toContain("line 1: there is no trust");
  });
});
