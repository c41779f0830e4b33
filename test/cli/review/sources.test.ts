import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReviewOptions } from "../../../lib/cli/commands/review.js";
import { describeError } from "../../../lib/cli/errors.js";
import { addToStepSummary, MOST_SUMMARY_BYTES } from "../../../lib/cli/private/step-summary.js";
import { readChangedFiles } from "../../../lib/cli/review/changed-files.js";
import { review } from "../../../lib/cli/review/index.js";
import { REVIEW_SCHEMA } from "../../../lib/report/index.js";
import { formatSnapshot } from "../../../lib/trust/index.js";
import { type JsonSchema, validate } from "../../../lib/trust/private/schema.js";
import { newService, newSetting, plan } from "../../trust/plan/support.js";
import { settingValue, trust, trustValue } from "../../trust/support.js";
import { file, HARMFUL } from "../executable.js";

const folder = mkdtempSync(join(tmpdir(), "review-sources-"));
afterAll(() => {
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command in this process, and gives its JSON. */
async function reviewed(options: Partial<ReviewOptions>, environment = {}) {
  const output = file("", "report");
  const code = await review({ format: "json", failOn: "high", output, ...options }, environment);
  process.exitCode = undefined;
  const text = readFileSync(output, "utf8");
  return { code, text, value: options.format === undefined ? JSON.parse(text) : undefined };
}

async function refused(options: Partial<ReviewOptions>): Promise<{ text: string; exitCode: number }> {
  try {
    await reviewed(options);
  } catch (error) {
    return describeError(error);
  }
  throw new Error("nothing was refused");
}

/** A folder of stacks, each with these files. */
function stacks(name: string, files: { readonly [stack: string]: { readonly [file: string]: object } }): string {
  for (const [stack, contents] of Object.entries(files)) {
    mkdirSync(join(folder, name, "stacks", stack), { recursive: true });
    for (const [path, content] of Object.entries(contents)) {
      writeFileSync(join(folder, name, "stacks", stack, path), JSON.stringify(content));
    }
  }
  return join(folder, name);
}

const planned = plan([newService(), newSetting(["cloudsmith_service.ci.slug", "cloudsmith_service.ci"])]);

describe("review of several plans", () => {
  it("makes one report of those of a folder, or of those that are given", async () => {
    const both = stacks("plans", {
      one: { plan: planned, "cdk.tf.json": {} },
      two: { plan: planned, "cdk.tf.json": {} },
    });
    const { value } = await reviewed({ plan: [both], failOn: "none" });
    expect(value).toMatchObject({
      direction: "widened",
      before: { where: `${both}: 2 plans (before)` },
      after: { accounts: 2, settings: 2 },
    });
    expect(value.gained).toHaveLength(2);
    const [one, two] = ["one", "two"].map((name) => join(both, "stacks", name, "plan"));
    const given = await reviewed({ plan: [one ?? "", two ?? ""], failOn: "none" });
    expect(given.value.gained).toHaveLength(2);
    const single = await reviewed({ plan: [join(both, "stacks", "one")], failOn: "none" });
    expect(single.value.gained).toHaveLength(1);
  });

  it("refuses a folder without plans, or with plans of some of its stacks only", async () => {
    const none = stacks("none", { one: { "cdk.tf.json": {} } });
    expect(await refused({ plan: [none] })).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining("holds no plan"),
    });
    const some = stacks("some", { one: { plan: planned, "cdk.tf.json": {} }, two: { "cdk.tf.json": {} } });
    expect((await refused({ plan: [some] })).text).toContain("has no plan of two");
  });
});

describe("review of an app against the live organization", () => {
  it("knows again what exists already: exit code 1, with the commands that tell more", async () => {
    const service = { cloudsmith_service: { ci: { organization: "acme", name: "ci-app" } } };
    const after = stacks("against", { app: { "cdk.tf.json": { resource: service } } });
    const { code, text } = await reviewed({ before: file(JSON.stringify(trustValue())), after, format: "text" });
    expect(code).toBe(1);
    expect(text).not.toContain("is new");
    expect(text).toMatch(/accounts, after: ci-app exists already: .*; drift says what no stack manages, adopt writes/);
  });
});

describe("review with a snapshot", () => {
  const rest = trust({
    accounts: [{ slug: "ci-app" }, { slug: "legacy-bot" }],
    settings: [
      settingValue(),
      settingValue({ name: "legacy", claims: { repository_owner: "acme" }, service_accounts: ["legacy-bot"] }),
    ],
  });
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const snapshot = (taken_at = hourAgo) =>
    file(formatSnapshot(rest, { taken_at, by: "cloudsmith-trust drift 0.1.0" }), "snapshot");
  const grant = (service: string) => ({ organization: "acme", repository: "prod", service, privilege: "Write" });
  const app = (name: string, service: string) =>
    stacks(name, {
      app: { "cdk.tf.json": { resource: { cloudsmith_repository_privilege: { prod: grant(service) } } } },
    });

  it("sees what the change does together with other stacks, and says how old the snapshot is", async () => {
    const change = { before: app("c1", "ci-app"), after: app("c2", "legacy-bot") };
    const context = snapshot();
    const { code, value } = await reviewed({ ...change, context });
    expect(validate(value, REVIEW_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(code).toBe(10);
    expect(value).toMatchObject({
      gained: [{ severity: "high", subject: { account: "legacy-bot" }, witness: { settings: ["legacy"] } }],
      context: { where: context, takenAt: hourAgo, by: "cloudsmith-trust drift 0.1.0", unread: [] },
    });
    expect(value.context.ageSeconds).toBeGreaterThanOrEqual(3_600);
    expect((await reviewed(change)).code).toBe(0);
    const { text } = await reviewed({ ...change, context, format: "text" });
    expect(text).toContain("joined with a snapshot of ");
    expect(text).toContain("less than a day old");
  });

  it("could not tell what depends on what it did not read: exit code 1", async () => {
    const origin = { source: "live", where: "acme", at: "repos" } as const;
    const unread = { about: "repositories", reason: "GET /repos/acme/ answered 403", origin } as const;
    const partial = formatSnapshot(
      { ...rest, repositories: [], unknowns: [unread] },
      { taken_at: hourAgo, by: "cloudsmith-trust drift 0.1.0" },
    );
    const less = stacks("p2", { app: { "cdk.tf.json": { resource: {} } } });
    const change = { before: app("p1", "ci-app"), after: less, format: "text" } as const;
    const { code, text } = await reviewed({ ...change, context: file(partial, "partial") });
    expect(code).toBe(1);
    expect(text).toMatch(/^COULD NOT TELL/);
    expect(text).toContain("The snapshot is partial. Not read: repositories.");
    expect(text).toContain("whether it is lost depends on what the snapshot did not read");
    expect((await reviewed({ ...change, context: snapshot() })).text).toMatch(/^NARROWED/);
  });

  it("warns of one that is old, or of a moment still to come", async () => {
    const change = { before: app("d1", "ci-app"), after: app("d2", "ci-app"), format: "markdown" } as const;
    const daysAgo = (days: number) => snapshot(new Date(Date.now() - days * 86_400_000).toISOString());
    expect((await reviewed({ ...change, context: daysAgo(8) })).text).toContain("The snapshot is old");
    expect((await reviewed({ ...change, context: daysAgo(7) })).text).not.toContain("The snapshot is old");
    expect((await reviewed({ ...change, context: daysAgo(-1) })).text).toContain("a moment still to come");
  });

  it.each<{ what: string; content: string | object; said: string }>([
    { what: "a trust file", content: trustValue(), said: "does not say when it was taken" },
    { what: "a file cut short", content: '{"organization": "acme", "snap', said: "not JSON" },
    { what: "one nested deep", content: `{"organization": ${"[".repeat(100_000)}`, said: "nested more than" },
    { what: "one of another organization", content: "other", said: "the snapshot is of the organization other" },
    {
      what: "one with a hostile author",
      content: { ...trustValue(), snapshot: { taken_at: "\u001b]0;x\u0007::error::", by: "x", unknowns: [] } },
      said: "/snapshot/taken_at",
    },
  ])("refuses $what with one clear error", async ({ content, said }) => {
    const other = { ...trustValue(), organization: "other", snapshot: { taken_at: hourAgo, by: "x", unknowns: [] } };
    const context = file(content === "other" ? other : content);
    const { text, exitCode } = await refused({ before: app("e1", "ci-app"), after: app("e2", "ci-app"), context });
    expect({ exitCode, text }).toEqual({ exitCode: 1, text: expect.stringContaining(said) });
    expect(text).not.toMatch(HARMFUL);
    expect(text).not.toMatch(/^\s*::/m);
  });
});

describe("review of an app", () => {
  const stack = (ref: string) => ({
    "//": { metadata: { trustSources: { "main.ts:12:5": ["app/publisher"] } } },
    resource: {
      cloudsmith_service: { ci: { organization: "acme", name: "ci-app" } },
      cloudsmith_oidc: {
        main: {
          "//": { metadata: { path: "app/publisher/main" } },
          ...settingValue({
            claims: { repository_id: "74", ref, event_name: "push" },
            service_accounts: ["${cloudsmith_service.ci.slug}"],
          }),
          namespace: "acme",
        },
      },
    },
  });
  const synthesized = (name: string, ref: string, more: { readonly [stack: string]: object } = {}) => {
    const contents = Object.entries({ app: stack(ref), ...more }).map(([each, value]) => [
      each,
      { "cdk.tf.json": value },
    ]);
    return stacks(join("repository", name), Object.fromEntries(contents));
  };

  it("shows the line of TypeScript that a gain comes from, in SARIF and in annotations", async () => {
    mkdirSync(join(folder, "repository", ".git"), { recursive: true });
    writeFileSync(join(folder, "repository", "main.ts"), "");
    const [before, after] = [synthesized("base.out", "refs/heads/main"), synthesized("cdktf.out", "refs/heads/.*")];
    const here = process.cwd();
    process.chdir(join(folder, "repository"));
    try {
      const { text } = await reviewed({ before, after, format: "sarif" });
      const [first] = JSON.parse(text).runs[0].results;
      expect(first).toMatchObject({
        ruleId: "review-gained-admission",
        locations: [{ physicalLocation: { artifactLocation: { uri: "main.ts" }, region: { startLine: 12 } } }],
      });
      expect((await reviewed({ before, after, format: "github" })).text).toContain("file=main.ts,line=12,col=5,");
    } finally {
      process.chdir(here);
    }
  });

  it("says of several stacks which one a place is in", async () => {
    const before = synthesized("two.out", "refs/heads/main", { other: stack("refs/heads/x") });
    const after = synthesized("twice.out", "refs/heads/.*", { other: stack("refs/heads/x") });
    const { text } = await reviewed({ before, after, format: "text" });
    expect(text).toContain("at stack app (cloudsmith_oidc.main)");
  });
});

describe("a trust file from a pull request", () => {
  it("is read up to 32 MiB", async () => {
    const of = (bytes: number): string => {
      const text = JSON.stringify(trustValue());
      return file(text + " ".repeat(bytes - text.length));
    };
    const most = 32 * 1024 * 1024;
    const [whole, more] = [of(most), of(most + 1)];
    expect((await reviewed({ before: whole, after: whole })).code).toBe(0);
    expect(await refused({ before: whole, after: more })).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining("is larger than 32 MiB"),
    });
  });
});

describe("review with the changed files", () => {
  it("says what of them the reviewer hangs on", async () => {
    const before = file(trustValue());
    const changedFiles = file(".github/workflows/review.yml\nREADME.md\n");
    const { code, value } = await reviewed({ before, after: before, changedFiles });
    expect(code).toBe(10);
    expect(value.weakened).toMatchObject([{ kind: "workflow", where: ".github/workflows/review.yml" }]);
  });

  it("reads what git prints, with and without -z, and JSON with texts", () => {
    expect(readChangedFiles(file("a\r\nb c\n"))).toEqual([{ path: "a" }, { path: "b c" }]);
    expect(readChangedFiles(file("a\0b\nc\0"))).toEqual([{ path: "a" }, { path: "b\nc" }]);
    expect(readChangedFiles(file('"\\303\\244\\"\\n.yml"\n'))).toEqual([{ path: 'ä"\n.yml' }]);
    expect(readChangedFiles(file('[{"path": "a", "before": "x", "else": 1}, {"path": "b"}]'))).toEqual([
      { path: "a", before: "x" },
      { path: "b" },
    ]);
    expect(readChangedFiles(file(""))).toEqual([]);
  });

  it.each(['[{"path": 1}]', '["a"]', "[null]", '[{"path": "a", "after": 1}]', "[1,"])("refuses %s", (content) => {
    expect(() => readChangedFiles(file(content))).toThrow("the list of changed files");
  });

  it("takes a hundred thousand files and no more", () => {
    expect(readChangedFiles(file("a\n".repeat(100_000)))).toHaveLength(100_000);
    expect(() => readChangedFiles(file("a\n".repeat(100_001)))).toThrow("more than 100000");
  });
});

describe("the step summary", () => {
  it("is filled up to a mebibyte, with what is there already", () => {
    const room = (taken: number, length: number): boolean => {
      let fitted = false;
      const summary = file("x".repeat(taken));
      addToStepSummary(
        (fits) => {
          fitted = fits("y".repeat(length));
          return "z";
        },
        { GITHUB_STEP_SUMMARY: summary },
      );
      return fitted;
    };
    expect(room(0, MOST_SUMMARY_BYTES)).toBe(true);
    expect(room(0, MOST_SUMMARY_BYTES + 1)).toBe(false);
    // and a line between the two
    expect(room(1_000, MOST_SUMMARY_BYTES - 1_001)).toBe(true);
    expect(room(1_000, MOST_SUMMARY_BYTES - 1_000)).toBe(false);
  });

  it("is written beside the report where the runner has one, unless it is not wanted", async () => {
    const before = file(trustValue());
    const [wanted, not] = [file(""), file("")];
    await reviewed({ before, after: before }, { GITHUB_STEP_SUMMARY: wanted });
    expect(readFileSync(wanted, "utf8")).toMatch(/^## Trust is unchanged\n/);
    await reviewed({ before, after: before, summary: false }, { GITHUB_STEP_SUMMARY: not });
    expect(readFileSync(not, "utf8")).toBe("");
  });
});
