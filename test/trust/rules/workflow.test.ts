import { describe, expect, it } from "vitest";
import type { Severity } from "../../../lib/trust/index.js";
import { checkWorkflow, readWorkflow, WORKFLOW_RULES } from "../../../lib/trust/workflows.js";
import { settingValue, trust } from "../support.js";

const SHA = "a".repeat(40);
const LOGIN = `uses: cloudsmith-io/cloudsmith-cli-action@${SHA} # v3.1.0
        with: { oidc-namespace: acme, oidc-service-slug: ci-app }`;

interface Shape {
  readonly on?: string;
  readonly top?: string;
  readonly job?: string;
  readonly steps?: readonly string[];
  readonly more?: string;
}

/** A workflow of one job, in order unless said otherwise. */
function workflow({
  on = "push",
  top = "permissions: {}",
  job = "permissions: { id-token: write, contents: read }",
  steps = [LOGIN],
  more = "",
}: Shape = {}): string {
  return `on: ${on}
${top}
jobs:
  publish:
    runs-on: ubuntu-24.04
    ${job}
    steps:
${steps.map((step) => `      - ${step}`).join("\n")}
${more}`;
}

const ENVIRONMENT = trust({ settings: [settingValue({ claims: { repository_id: "74", environment: "production" } })] });
const MAIN = trust();

function findings(shape: Shape, model = MAIN) {
  return checkWorkflow({
    workflow: readWorkflow(workflow(shape), ".github/workflows/publish.yml"),
    trust: model,
    repository: "acme/app",
  }).findings;
}

interface Examples {
  readonly severity: Severity;
  readonly found: readonly (readonly [shape: Shape, says: RegExp, model?: typeof MAIN])[];
  readonly fine: readonly (readonly [shape: Shape, model?: typeof MAIN])[];
}

const OTHER_JOB = `
  test:
    runs-on: ubuntu-24.04
    steps: [{ run: make }]`;

const EXAMPLES: { readonly [rule: string]: Examples } = {
  "id-token-too-wide": {
    severity: "high",
    found: [
      [
        { top: "permissions: { id-token: write, contents: read }", job: "timeout-minutes: 5", more: OTHER_JOB },
        /whole workflow/,
      ],
      [{ top: "permissions: write-all" }, /write-all/],
      [{ job: "permissions: write-all" }, /job publish/],
    ],
    fine: [
      [{}],
      [{ top: "permissions: { id-token: write, contents: read }", job: "timeout-minutes: 5" }],
      [{ top: "permissions: read-all" }],
    ],
  },
  "id-token-missing": {
    severity: "medium",
    found: [
      [{ job: "permissions: { contents: read }" }, /lacks id-token: write/],
      [{ top: "env: {}", job: "timeout-minutes: 5" }, /lacks/],
      [{ top: "permissions: { id-token: write }", job: "permissions: { contents: read }" }, /lacks/],
      [{ job: "permissions: read-all" }, /lacks/],
      [
        {
          job: "permissions: { contents: read }",
          steps: [`run: |\n          curl https://api.cloudsmith.io/openid/acme/ -d '{"service_slug": "ci-app"}'`],
        },
        /lacks/,
      ],
      [{ job: "permissions: { contents: read }", steps: ["run: npx cloudsmith-trust token -- make publish"] }, /lacks/],
    ],
    fine: [
      [{}],
      [{ job: "permissions: { contents: read }", steps: ["run: make"] }],
      [{ on: "workflow_call", top: "env: {}", job: "timeout-minutes: 5" }],
      [
        {
          job: "permissions: { contents: read }",
          steps: [`uses: cloudsmith-io/cloudsmith-cli-action@${SHA}\n        with: { api-key: "\${{ secrets.X }}" }`],
        },
      ],
    ],
  },
  "id-token-unused": {
    severity: "low",
    found: [[{ steps: [`uses: actions/checkout@${SHA}`, "run: make test"] }, /nothing in the job publish/]],
    fine: [
      [{}],
      [{ steps: [`uses: aws-actions/configure-aws-credentials@${SHA}`] }],
      [{ steps: ["run: npm publish --provenance"] }],
      [{ job: "permissions: { contents: read }", steps: ["run: make test"] }],
    ],
  },
  "id-token-read": {
    severity: "medium",
    found: [
      [{ job: "permissions: { id-token: read }" }, /job publish has id-token: read/],
      [{ top: "permissions: { id-token: read }" }, /workflow has id-token: read/],
    ],
    fine: [[{}], [{ job: "permissions: { id-token: none }", steps: ["run: make"] }]],
  },
  "contents-lost": {
    severity: "low",
    found: [
      [
        { job: "permissions: { id-token: write }", steps: [`uses: actions/checkout@${SHA}`, LOGIN] },
        /without contents: read/,
      ],
    ],
    fine: [
      [{}],
      [{ steps: [`uses: actions/checkout@${SHA}`, LOGIN] }],
      [{ job: "permissions: { id-token: write }" }],
      [{ job: "permissions: read-all", steps: [`uses: actions/checkout@${SHA}`] }],
    ],
  },
  "pull-request-target-login": {
    severity: "high",
    found: [
      [{ on: "pull_request_target" }, /logs in to Cloudsmith on pull_request_target/],
      [{ on: "[push, pull_request_target]" }, /pull_request_target/],
      [{ on: "{ pull_request_target: { types: [opened] } }" }, /pull_request_target/],
    ],
    fine: [[{}], [{ on: "pull_request_target", steps: ["run: make lint"] }], [{ on: "pull_request" }]],
  },
  "unpinned-login-action": {
    severity: "medium",
    found: [
      [
        { steps: ["uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { oidc-service-slug: ci-app }"] },
        /cloudsmith-cli-action@v3, which is not pinned/,
      ],
      [{ steps: ["uses: actions/checkout@main", LOGIN] }, /actions\/checkout@main/],
      [{ steps: ["uses: docker://alpine:3", LOGIN] }, /can have the token and uses docker:\/\/alpine/],
      [
        {
          job: "permissions: { contents: read }",
          steps: ['uses: cloudsmith-io/action@v1\n        with: { api-key: "${{ secrets.CLOUDSMITH_API_KEY }}" }'],
        },
        /signs in to Cloudsmith and uses cloudsmith-io\/action@v1/,
      ],
    ],
    fine: [
      [{}],
      [{ steps: ["uses: ./.github/actions/build", LOGIN] }],
      [{ steps: [`uses: docker://alpine@sha256:${"b".repeat(64)}`, LOGIN] }],
      [{ job: "permissions: { contents: read }", steps: ["uses: actions/checkout@v5"] }],
    ],
  },
  "long-lived-key-next-to-oidc": {
    severity: "medium",
    found: [
      [
        { steps: ['run: make\n        env: { CLOUDSMITH_API_KEY: "${{ secrets.CLOUDSMITH_API_KEY }}" }'] },
        /long-lived/,
      ],
      [{ steps: ['uses: x/y@v1\n        with: { api-key: "${{ secrets.CLOUDSMITH_API_KEY }}" }'] }, /long-lived/],
      [{ steps: ["run: echo csa_0123456789abcdef0123456789abcdABCDEF"] }, /long-lived/],
    ],
    fine: [
      [{}],
      [{ steps: ["run: make # was secrets.CLOUDSMITH_API_KEY"] }],
      [{ steps: ['run: make\n        env: { NPM: "${{ secrets.NPM_TOKEN }}" }'] }],
    ],
  },
  "deprecated-login-inputs": {
    severity: "low",
    found: [
      [
        {
          steps: [
            "uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { oidc-service-slug: ci-app, oidc-auth-only: true }",
          ],
        },
        /version 3 of the login action oidc-auth-only/,
      ],
      [
        {
          steps: [
            `uses: cloudsmith-io/cloudsmith-cli-action@${SHA} # v3.0.0\n        with: { oidc-service-slug: ci-app, pip-install: true }`,
          ],
        },
        /pip-install/,
      ],
    ],
    fine: [
      [{}],
      [
        {
          steps: [
            "uses: cloudsmith-io/cloudsmith-cli-action@v2\n        with: { oidc-service-slug: ci-app, oidc-auth-only: true }",
          ],
        },
      ],
    ],
  },
  "environment-missing-in-job": {
    severity: "medium",
    found: [
      [{}, /names no environment; ci-app needs production/, ENVIRONMENT],
      [
        { job: "environment: staging\n    permissions: { id-token: write }" },
        /names the environment staging/,
        ENVIRONMENT,
      ],
      [
        { job: "environment: { name: staging, url: https://x.example }\n    permissions: { id-token: write }" },
        /staging/,
        ENVIRONMENT,
      ],
    ],
    fine: [
      [{ job: "environment: production\n    permissions: { id-token: write }" }, ENVIRONMENT],
      [{ job: 'environment: "${{ inputs.environment }}"\n    permissions: { id-token: write }' }, ENVIRONMENT],
      [{}, MAIN],
      [{ steps: ["run: make"] }, ENVIRONMENT],
    ],
  },
  "service-slug-not-in-trust": {
    severity: "medium",
    found: [
      [
        { steps: [LOGIN.replace("ci-app", "ci-ap")] },
        /asks for ci-ap, which no setting hands out; did you mean ci-app\?/,
      ],
      [
        { steps: ["run: cloudsmith push raw acme/prod x\n        env: { CLOUDSMITH_SERVICE_SLUG: other }"] },
        /asks for other/,
      ],
      [
        { steps: [LOGIN.replace("ci-app", "idle")] },
        /asks for idle, which no setting hands out$/,
        trust({ accounts: [{ slug: "ci-app" }, { slug: "idle" }] }),
      ],
    ],
    fine: [
      [{}],
      [{ steps: [LOGIN.replace("ci-app", '"${{ vars.CLOUDSMITH_SERVICE_SLUG }}"')] }],
      [{ steps: ["run: cloudsmith-trust token --account ci-app -- make"] }],
    ],
  },
};

describe("rules on workflows", () => {
  it("each have examples", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(WORKFLOW_RULES.map(({ id }) => id).sort());
  });
});

for (const [rule, { severity, found, fine }] of Object.entries(EXAMPLES)) {
  describe(rule, () => {
    it.each(found.map(([shape, says, model = MAIN]) => ({ shape, says, model })))(
      "speaks of $shape",
      ({ shape, says, model }) => {
        const hits = findings(shape, model).filter((finding) => finding.rule === rule);
        expect(hits.map((hit) => hit.severity)).toContain(severity);
        expect(hits.map(({ message }) => message).join("\n")).toMatch(says);
      },
    );

    it.each(fine.map(([shape, model = MAIN]) => ({ shape, model })))(
      "has nothing to say of $shape",
      ({ shape, model }) => {
        expect(findings(shape, model).filter((finding) => finding.rule === rule)).toEqual([]);
      },
    );
  });
}

describe("a workflow in order", () => {
  it("gives nothing, and findings name their line", () => {
    expect(findings({})).toEqual([]);
    const [finding] = findings({ job: "permissions: { contents: read }" });
    expect(finding).toMatchObject({
      where: "line 8",
      origin: { source: "workflow-file", where: ".github/workflows/publish.yml" },
    });
  });
});
