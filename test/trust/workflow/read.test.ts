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
