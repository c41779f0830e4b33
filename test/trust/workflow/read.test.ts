import { describe, expect, it } from "vitest";
import { isTrustError } from "../../../lib/trust/index.js";
import { grantsIdToken, loginsOf, readWorkflow } from "../../../lib/trust/workflows.js";

const PATH = ".github/workflows/x.yml";

describe("readWorkflow", () => {
  it.each([
    ["on: push", ["push"]],
    ["on: [push, release]", ["push", "release"]],
    ["on: { push: { branches: [main] }, workflow_dispatch: }", ["push", "workflow_dispatch"]],
    ["name: x", []],
  ])("reads the events of %j", (on, events) => {
    expect(readWorkflow(`${on}\njobs: {}`, PATH).events).toEqual(events);
  });

  it("reads jobs with their lines, permissions, environments and steps", () => {
    const { jobs } = readWorkflow(
      `on: push
jobs:
  one:
    permissions:
      id-token: write
    environment: production
    env: { A: b }
    steps:
      - uses: actions/checkout@abc # v5
        with: { fetch-depth: 0 }
      - run: |
          make
  two:
    uses: acme/automation/.github/workflows/p.yml@main`,
      PATH,
    );
    expect(jobs).toEqual([
      {
        id: "one",
        line: 3,
        permissions: new Map([["id-token", "write"]]),
        environment: "production",
        env: new Map([["A", "b"]]),
        steps: [
          {
            line: 9,
            uses: "actions/checkout@abc",
            usesComment: "v5",
            with: new Map([["fetch-depth", "0"]]),
            env: new Map(),
          },
          { line: 11, run: "make\n", with: new Map(), env: new Map() },
        ],
      },
      { id: "two", line: 13, uses: "acme/automation/.github/workflows/p.yml@main", env: new Map(), steps: [] },
    ]);
  });

  it.each([
    ["jobs: [", /x\.yml:1:\d+: not YAML/],
    ["a: b: c", /not YAML/],
    ["just text", /no workflow: expected a mapping with jobs/],
    ["", /no workflow/],
    ["on: push", /no workflow/],
    ["jobs: text", /no workflow/],
  ])("refuses %j with the place", (text, message) => {
    let caught: unknown;
    try {
      readWorkflow(text, PATH);
    } catch (error) {
      caught = error;
    }
    expect(isTrustError(caught)).toBe(true);
    expect((caught as Error).message).toMatch(message);
  });

  it("survives odd shapes", () => {
    const odd =
      "on: { ? [a]: b }\npermissions: [x]\njobs: { a: null, b: { steps: text, permissions: 5, environment: [x] }, c: { steps: [1, null, { uses: [x] }] } }";
    expect(readWorkflow(odd, PATH).jobs.map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("grantsIdToken", () => {
  it("takes write, and write-all for it", () => {
    expect(grantsIdToken("write-all")).toBe(true);
    expect(grantsIdToken("read-all")).toBe(false);
    expect(grantsIdToken(undefined)).toBe(false);
    expect(grantsIdToken(new Map([["id-token", "write"]]))).toBe(true);
    expect(grantsIdToken(new Map([["id-token", "none"]]))).toBe(false);
  });
});

describe("loginsOf", () => {
  function logins(step: string, env = "") {
    const workflow = readWorkflow(`on: push\n${env}\njobs:\n  a:\n    steps:\n      - ${step}`, PATH);
    return workflow.jobs.flatMap((job) => loginsOf(job, workflow)).map(({ by, account }) => [by, account]);
  }

  it.each([
    [
      "uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { oidc-service-slug: ci-app }",
      "",
      [["action", "ci-app"]],
    ],
    [
      'uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { api-key: "${{ secrets.K }}" }',
      "",
      [["key", undefined]],
    ],
    [
      'run: curl "https://api.cloudsmith.io/openid/acme/" -d "{\\"service_slug\\":\\"ci-app\\"}"',
      "",
      [["exchange", "ci-app"]],
    ],
    ["run: cloudsmith push raw acme/prod x", "env: { CLOUDSMITH_SERVICE_SLUG: ci-app }", [["command-line", "ci-app"]]],
    ["run: cloudsmith push raw acme/prod x", "", []],
    ["run: cloudsmith-trust token --account ci-app -- make", "", [["command-line", "ci-app"]]],
    ["run: make", "env: { CLOUDSMITH_SERVICE_SLUG: ci-app }", []],
    ["run: echo cloudsmith", "", []],
  ])("%j: %j", (step, env, expected) => {
    expect(logins(step, env)).toEqual(expected);
  });
});

describe("a file that GitHub would not read", () => {
  it.each([
    ["a:\n\tb: 1\n", "x.yml:2:1: not YAML: a tab indents this line; YAML takes spaces only"],
    ["a: 1\njobs: {}\na: 2\n", "x.yml:3:1: not YAML: a key stands twice in one mapping"],
    ["jobs: {}\n---\njobs: {}\n", "x.yml:2:1: several YAML documents in one file; GitHub reads one"],
    ["x: &x { a: b }\njobs:\n  one:\n    env: { <<: *x }\n", "x.yml:4:12: GitHub Actions knows no merge key (<<)"],
    ["jobs:\n  one:\n    env: *x\n", "x.yml:3:10: there is no anchor &x before this alias"],
    ["jobs:\n  one:\n    env: *x\nx: &x { a: b }\n", "x.yml:3:10: there is no anchor &x before this alias"],
  ])("%j: one message with its line", (text, message) => {
    expect(() => readWorkflow(text, PATH)).toThrow(message);
  });

  it("is refused from a length on, and where aliases make more steps than anybody writes", () => {
    const filled = (length: number): string => `jobs: {}\n# ${"x".repeat(length - 11)}`;
    expect(readWorkflow(filled(1024 * 1024), PATH).jobs).toEqual([]);
    expect(() => readWorkflow(filled(1024 * 1024 + 1), PATH)).toThrow("x.yml:1:1: longer than 1 MiB");
    const jobs = (many: number): string =>
      `x: &steps [${"{ run: make }, ".repeat(200)}]\njobs:\n${Array.from({ length: many }, (_, at) => `  j${at}: { steps: *steps }\n`).join("")}`;
    expect(readWorkflow(jobs(100), PATH).jobs).toHaveLength(100);
    expect(() => readWorkflow(jobs(101), PATH)).toThrow("more than 20000 steps");
  });
});

describe("a matrix", () => {
  it.each([
    [
      "{ a: [1, 2], b: [x] }",
      [
        { a: "1", b: "x" },
        { a: "2", b: "x" },
      ],
    ],
    ["{ a: [1, 2], exclude: [{ a: 1 }] }", [{ a: "2" }]],
    ["{ a: [1], include: [{ a: 1, b: x }, { a: 2 }] }", [{ a: "1", b: "x" }, { a: "2" }]],
    ["{ include: [{ a: 1 }, { a: 2 }] }", [{ a: "1" }, { a: "2" }]],
    [
      "{ a: [1, 2], include: [{ c: y }] }",
      [
        { a: "1", c: "y" },
        { a: "2", c: "y" },
      ],
    ],
    ["{ a: [{ name: x }] }", [{ "a.name": "x" }]],
    ["${{ fromJSON(inputs.matrix) }}", "unknown"],
    ["{ a: '${{ fromJSON(inputs.matrix) }}' }", "unknown"],
    ["{ a: ['${{ inputs.a }}'] }", "unknown"],
  ])("%s", (matrix, expected) => {
    const [job] = readWorkflow(`jobs:\n  a:\n    strategy:\n      matrix: ${matrix}\n`, PATH).jobs;
    const read = job?.matrix;
    expect(typeof read === "string" ? read : read?.map((one) => Object.fromEntries(one))).toEqual(expected);
  });

  it("has 256 combinations at most", () => {
    const list = (many: number): string => `[${Array.from({ length: many }, (_, at) => at).join(", ")}]`;
    const read = (many: number): unknown =>
      readWorkflow(`jobs:\n  a:\n    strategy:\n      matrix: { a: ${list(many)}, b: [1, 2] }\n`, PATH).jobs[0]?.matrix;
    expect(read(128)).toHaveLength(256);
    expect(read(129)).toBe("unknown");
  });
});
