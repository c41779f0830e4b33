import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import {
  annotations,
  type Check,
  drawnMarkdown,
  fencedMarkdown,
  json,
  jsonLines,
  markdown,
  mermaid,
  page,
  plain,
  sarif,
} from "../support/hostile/formats.js";
import { HARMFUL, HOSTILE, NAMES } from "../support/hostile/names.js";
import { hostileWorld } from "../support/hostile/world.js";
import { inProcess } from "./in-process.js";

const { folder, trust, before, app, plan, claims, batch, repository, keyed } = hostileWorld();

/** It gets the account ci-app, a Manager. */
const JOB = ["--repository", "acme/app", "--repository-id", "74", "--environment", HOSTILE["a script"] ?? ""];

const ALL = ["text", "markdown", "json", "sarif", "github", "html"] as const;

/** Every command that reports, what it is asked, and its formats. A new format of a command is a line here. */
const REPORTS: readonly {
  readonly args: readonly string[];
  /** Name of its published schema. */
  readonly schema: string;
  readonly formats: readonly (keyof typeof CHECKS | "json")[];
}[] = [
  { args: ["check", "--trust", trust], schema: "findings", formats: ALL },
  { args: ["check", "--app", app], schema: "findings", formats: ALL },
  { args: ["review", "--before", before, "--after", trust], schema: "review", formats: ALL },
  {
    args: ["review", "--before", trust, "--after", before],
    schema: "review",
    formats: ["text", "markdown", "json", "html"],
  },
  { args: ["review", "--before", before, "--after", app], schema: "review", formats: ALL },
  { args: ["reach", "--trust", trust, "--to", "prod"], schema: "reach", formats: ALL },
  { args: ["reach", "--trust", trust, "--account", "account-0"], schema: "reach", formats: ALL },
  { args: ["reach", "--trust", trust, ...JOB], schema: "reach", formats: ALL },
  {
    args: ["explain", "--trust", trust, "--account", "account-0", "--claims", claims],
    schema: "explanation",
    formats: ALL,
  },
  {
    args: ["explain", "--trust", trust, "--account", "ci-app", ...JOB],
    schema: "explanation",
    formats: ["json", "sarif", "github"],
  },
  {
    args: ["explain", "--trust", trust, "--batch", batch],
    schema: "batch-answer",
    formats: ["text", "markdown", "json lines", "sarif", "github", "html"],
  },
  {
    args: ["graph", "--trust", trust],
    schema: "graph",
    formats: ["text", "mermaid", "markdown (drawn)", "json", "sarif", "github", "html"],
  },
  { args: ["graph", "--app", app], schema: "graph", formats: ["text", "mermaid", "json", "sarif", "github", "html"] },
  {
    args: ["workflows", repository, "--trust", trust, "--repository", "acme/app"],
    schema: "workflows",
    formats: ALL,
  },
  {
    args: ["migrate", keyed, "--repository", "acme/app", "--organization", "acme"],
    schema: "migration",
    formats: ["text", "markdown (fenced)", "json", "sarif", "github", "html"],
  },
  {
    args: ["adopt", "--trust", trust, "--output", join(folder, "adopted-again"), "--force"],
    schema: "adoption",
    formats: ALL,
  },
];

const CHECKS = {
  text: plain,
  markdown,
  "markdown (drawn)": drawnMarkdown,
  "markdown (fenced)": fencedMarkdown,
  "json lines": jsonLines("batch-answer"),
  sarif,
  github: annotations,
  html: page,
  mermaid,
} as const satisfies {
  readonly [format: string]: Check;
};

describe("hostile names in what a command reports", () => {
  const all = REPORTS.flatMap(({ args, schema, formats }) => formats.map((format) => ({ args, schema, format })));
  it.each(
    all.map((each) => [[...each.args.map((word) => word.replace(folder, "")), each.format].join(" "), each] as const),
  )("are text and nothing else: %s", async (_, { args, schema, format }) => {
    const { code, stdout, stderr } = await inProcess([...args, "--format", format.replace(/ .*/, "")], { cwd: folder });
    expect([0, 1, 10]).toContain(code);
    expect(stderr).toBe("");
    const check = format === "json" ? json(schema) : CHECKS[format];
    expect(check(stdout)).toEqual([]);
  });
});

describe("hostile names in what is live", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ seed: JSON.parse(readFileSync(trust, "utf8")) });
  });
  afterAll(() => emulator.close());

  const drift = ["drift", "--only", "unmanaged", "--live", "acme", "--plan", plan];
  it.each([
    ...ALL.map((format) => [drift, "drift", format] as const),
    [["check", "--live", "acme"], "findings", "json"],
    [["reach", "--live", "acme", "--to", "prod"], "reach", "markdown"],
  ] as const)("are text and nothing else: %s, %s, %s", async (args, schema, format) => {
    const env = { CLOUDSMITH_API_HOST: emulator.url, CLOUDSMITH_API_KEY: emulator.apiKey };
    const { code, stdout, stderr } = await inProcess([...args, "--format", format], { cwd: folder, env });
    expect({ code: [0, 1, 10, 11].includes(code ?? -1), stderr }).toEqual({ code: true, stderr: "" });
    const check = format === "json" ? json(schema) : CHECKS[format];
    expect(check(stdout)).toEqual([]);
  });
});

describe("hostile names in code that is written", () => {
  it("are texts of it and nothing else", async () => {
    const output = join(folder, "adopted");
    const { code, stderr, stdout } = await inProcess(["adopt", "--trust", trust, "--output", output], { cwd: folder });
    expect([0, 1, 10], stderr).toContain(code);
    expect(plain(stdout)).toEqual([]);
    for (const file of readdirSync(output, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    )) {
      const text = readFileSync(join(output, file), "utf8");
      expect(text, file).not.toMatch(HARMFUL);
      const { code: made } = transformSync(text, { loader: "ts", minifyWhitespace: true });
      expect(made.replaceAll(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'/g, '""'), file).not.toMatch(
        /evil|zq7zq(?!x)|exit\(/,
      );
    }
  });
});

describe("hostile names on a command line", () => {
  it.each(NAMES.filter((name) => !name.includes("\u0000")))(
    "never reach the terminal as they are: %j",
    async (name) => {
      for (const args of [
        ["check", "--trust", name],
        ["check", "--format", name],
        ["explain", "--trust", trust, "--account", name, "--claims", claims],
        ["reach", "--trust", trust, "--to", name],
        ["help", name],
        [name],
      ]) {
        const { stdout, stderr } = await inProcess(args, { cwd: folder });
        expect([...plain(stdout), ...plain(stderr)], args.join(" ")).toEqual([]);
      }
    },
  );
});
