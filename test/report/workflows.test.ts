import { describe, expect, it } from "vitest";
import {
  renderWorkflowsAnnotations,
  renderWorkflowsHtml,
  renderWorkflowsJson,
  renderWorkflowsMarkdown,
  renderWorkflowsSarif,
  renderWorkflowsText,
  resultsOf,
  WORKFLOWS_SCHEMA,
  type WorkflowsReport,
} from "../../lib/report/workflows/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { judgeWorkflows, readWorkflow } from "../../lib/trust/workflows.js";
import { HARMFUL } from "../cli/executable.js";
import { runnerCommands } from "../support/runner-commands.js";
import { sarifProblems } from "../support/sarif.js";
import { settingValue, trust } from "../trust/support.js";
import { REUSABLE, SIMPLE } from "../trust/workflow/corpus.js";

const EVIL = "\u001b[31m::error::x<script>alert(1)</script>\u202e[a](javascript:x)@octocat|`";

function report(files: { readonly [path: string]: string }, more: Partial<WorkflowsReport> = {}): WorkflowsReport {
  const claims = { repository_id: "74", ref: "refs/heads/main", event_name: "push" };
  const model = trust({
    settings: [settingValue({ claims }), settingValue({ name: EVIL, claims: { ...claims, x: EVIL } })],
  });
  return {
    judgement: judgeWorkflows(model, {
      workflows: Object.entries(files).map(([path, text]) => readWorkflow(text, path)),
      action: () => "there is none",
      repository: { repository: "acme/app", repositoryId: "74", defaultBranch: "main", variables: new Map() },
      now: new Date("2026-11-25T12:00:00Z"),
    }),
    problems: [],
    files: Object.keys(files).length,
    repository: "acme/app",
    organization: model.organization,
    trust: "trust.json",
    names: new Map(),
    assumed: [],
    ...more,
  };
}

/** Every text in it is a stranger's. */
function hostile(): WorkflowsReport {
  const quoted = JSON.stringify(EVIL);
  const workflow = `name: ${quoted}
on: { push: { branches: [${quoted}, main] }, workflow_dispatch: }
jobs:
  ${quoted}:
    environment: ${quoted}
    permissions: { id-token: write }
    steps:
      - uses: cloudsmith-io/cloudsmith-cli-action@v3
        with: { oidc-namespace: acme, oidc-service-slug: ${quoted}, oidc-audience: ${quoted} }
      - uses: ./${quoted.slice(1, -1).replaceAll("\\", "/")}
  other:
    permissions: { id-token: write }
    steps:
      - run: cloudsmith-trust token --organization \${{ vars.ORG }} --account "\${{ vars.A }}" -- make
  third:
    permissions: { id-token: write }
    steps: [{ uses: cloudsmith-io/cloudsmith-cli-action@v3, with: { oidc-namespace: ${quoted}, oidc-service-slug: ci-app } }]
`;
  return report(
    { [`.github/workflows/${EVIL}.yml`]: workflow },
    {
      problems: [{ path: `.github/workflows/${EVIL}.yml`, line: 3, message: EVIL }],
      trust: EVIL,
      organization: EVIL,
      repository: EVIL,
      assumed: [EVIL],
    },
  );
}

describe("the report on workflows", () => {
  it("reads for a person like this", () => {
    expect(renderWorkflowsText(report(REUSABLE))).toMatchInlineSnapshot(`
      "1 JOB REFUSED  acme/app: 1 refused, 1 let in; 3 workflow files
        against the trust of acme (trust.json)

      REFUSED  .github/workflows/publish.yml:12  job push, called by job publish of .github/workflows/nightly.yml, by cloudsmith-trust token
        ✗ schedule: refused (schedule at refs/heads/main, as ci-nightly, audience acme-ci)
            GitHub gives it no token: the job publish of .github/workflows/nightly.yml (line 5), which calls .github/workflows/publish.yml, lacks id-token: write
            → permissions with id-token: write in that job

      LET IN  .github/workflows/publish.yml:12  job push, called by job publish of .github/workflows/ci.yml, by cloudsmith-trust token
        ✓ push to main: let in, by app-main (push at refs/heads/main, as ci-app, audience acme-ci)

      Trust for this repository that no job here uses
        - \\u{1b}[31m::error::x<script>alert(1)</script>\\u{202e}[a](javascript:x)@octocat|\`, for ci-app
      "
    `);
  });

  it.each([
    ["what is refused", report(REUSABLE)],
    ["what is let in", report(SIMPLE)],
    ["nothing", report({})],
    ["hostile texts", hostile()],
  ])("is JSON of the published shape and SARIF of its schema, of %s", (_, each) => {
    expect(validate(JSON.parse(renderWorkflowsJson(each)), WORKFLOWS_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(sarifProblems(JSON.parse(renderWorkflowsSarif(each, { version: "0.1.0" })))).toEqual([]);
  });

  it("has a result at its line for each job that is refused", () => {
    expect(resultsOf(report(REUSABLE)).map(({ rule, severity, location }) => [rule, severity, location])).toEqual([
      ["login-refused", "high", { file: ".github/workflows/publish.yml", line: 12 }],
    ]);
    const commands = runnerCommands(renderWorkflowsAnnotations(report(REUSABLE)));
    expect(commands[0]).toMatchObject({
      command: "error",
      properties: { file: ".github/workflows/publish.yml", line: "12", title: "high login-refused" },
    });
    expect(commands.every((command) => command !== undefined)).toBe(true);
  });

  it("asks of an organization that is nearly the trust's whether it was meant, in every format", () => {
    const path = ".github/workflows/publish.yml";
    const each = report({ [path]: SIMPLE[path]!.replace("oidc-namespace: acme", "oidc-namespace: acne") });
    const asked = "it signs in to the organization acne; did you mean acme?";
    expect(renderWorkflowsText(each)).toContain(asked);
    expect(renderWorkflowsMarkdown(each).replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code))).toContain(
      asked,
    );
    expect(renderWorkflowsHtml(each).replaceAll(/<[^>]*>/g, "")).toContain(asked);
    expect(JSON.parse(renderWorkflowsJson(each)).logins[0].organization).toEqual({ asked: "acne", meant: "acme" });
    expect(runnerCommands(renderWorkflowsAnnotations(each))[0]?.data).toMatch(
      /organization acne, which is not the trust's\. Remedy: sign in to acme, if that is meant$/,
    );
  });

  it("tells starts that are refused for the same reason once", () => {
    const text = SIMPLE[".github/workflows/publish.yml"]!.replace("branches: [main]", "branches: [main, next]").replace(
      "      id-token: write\n",
      "",
    );
    const each = report({ ".github/workflows/publish.yml": text });
    expect(renderWorkflowsText(each)).toContain("✗ push to main; push to next: refused (push at refs/heads/main");
    expect(renderWorkflowsText(each).match(/GitHub gives it no token/g)).toHaveLength(1);
    expect(renderWorkflowsHtml(each).match(/GitHub gives it no token/g)).toHaveLength(1);
  });

  it("holds no harm from names, files and messages of strangers, in any format", () => {
    const each = hostile();
    const texts = {
      text: renderWorkflowsText(each),
      markdown: renderWorkflowsMarkdown(each),
      json: renderWorkflowsJson(each),
      sarif: renderWorkflowsSarif(each, { version: "0.1.0" }),
      github: renderWorkflowsAnnotations(each),
      html: renderWorkflowsHtml(each),
    };
    for (const [format, text] of Object.entries(texts)) {
      expect([format, HARMFUL.exec(text)]).toEqual([format, null]);
    }
    expect(texts.text).not.toMatch(/^\s*::/m);
    expect(texts.markdown).not.toMatch(/<script|@octocat|\]\(javascript|<!--/);
    expect(texts.html).not.toMatch(/<script/);
    expect(texts.html).toContain("default-src 'none'");
    expect(runnerCommands(texts.github).every((command) => command !== undefined && command.command !== "x")).toBe(
      true,
    );
  });
});
