import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { GitHubEnvironment, GitHubRef, renderWorkflow, type WorkflowProps } from "../../lib/github/index.js";
import { refusal } from "../constructs/refusal.js";
import { resolved } from "../support/resolve.js";

function render(props: Partial<WorkflowProps> = {}) {
  const text = renderWorkflow({
    from: GitHubRef.branch("main").on("push"),
    organization: "acme",
    steps: [{ name: "Publish", run: "node publish.mjs" }],
    ...props,
  });
  return { text, workflow: parse(text) };
}

describe("a rendered workflow", () => {
  it("has no permission but the two its one job needs", () => {
    const { workflow } = render();

    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs.publish.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("holds names that are known only later, where it is the content of a resource", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const branch = new TerraformVariable(stack, "branch", { type: "string" }).stringValue;
    const { text } = render({ from: GitHubRef.branch(branch) });

    expect(resolved(stack, text)).toContain('branches:\n      - "${var.branch}"\n');
  });

  it("reads by default like this", () => {
    expect(render().text).toMatchInlineSnapshot(`
      "name: Publish

      on:
        push:
          branches:
            - main

      permissions: {}

      concurrency:
        group: \${{ github.workflow }}-\${{ github.ref }}
        cancel-in-progress: false

      jobs:
        publish:
          name: Publish
          runs-on: ubuntu-24.04
          timeout-minutes: 15
          permissions:
            contents: read # to check the repository out
            id-token: write # to sign in to Cloudsmith
          env:
            CLOUDSMITH_ORG: acme
            CLOUDSMITH_SERVICE_SLUG: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
            CLOUDSMITH_OIDC_AUDIENCE: cloudsmith
          steps:
            - name: Check out
              uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
              with:
                persist-credentials: false
            - name: Set up Node
              uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
              with:
                node-version: "22"
                package-manager-cache: false
            - name: Publish
              run: node publish.mjs
      "
    `);
  });

  it("pins every action to a commit, and says its version", () => {
    for (const line of render()
      .text.split("\n")
      .filter((one) => one.includes("uses:"))) {
      expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it("holds no key, and lets no expression near a command", () => {
    const { text, workflow } = render();

    expect(text).not.toMatch(/secrets\./);
    for (const { run = "" } of workflow.jobs.publish.steps) {
      expect(run).not.toContain("${{");
    }
  });

  it("leaves no credentials of the checkout on disk", () => {
    expect(render().workflow.jobs.publish.steps[0].with).toEqual({ "persist-credentials": false });
  });

  it.each([
    [GitHubRef.branch("main").on("push"), { push: { branches: ["main"] } }],
    [GitHubRef.branchesUnder("release"), { push: { branches: ["release/**"] } }],
    [GitHubRef.tag("v1.0"), { push: { tags: ["v1.0"] } }],
    [GitHubRef.tagsStartingWith("v"), { push: { tags: ["v**"] } }],
    [GitHubRef.branch("main").on("workflow_dispatch"), { workflow_dispatch: null }],
    [GitHubRef.tag("v1").on("release", "push"), { push: { tags: ["v1"] }, release: { types: ["published"] } }],
    [GitHubRef.branch("a+b!"), { push: { branches: ["a\\+b\\!"] } }],
  ])("starts where its trust comes from", (from, on) => {
    expect(render({ from }).workflow.on).toEqual(on);
  });

  it("names its environment, and is told what starts it", () => {
    const { workflow } = render({
      from: GitHubEnvironment.named("pro: duction"),
      startedBy: [GitHubRef.tagsStartingWith("v"), GitHubRef.branch("main")],
    });

    expect(workflow.jobs.publish.environment).toBe("pro: duction");
    expect(workflow.on).toEqual({ push: { branches: ["main"], tags: ["v**"] } });
  });

  it.each([
    [
      "name",
      { name: "On: release" },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.name,
      "On: release",
    ],
    [
      "nodeVersion",
      { nodeVersion: "24" },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.jobs.publish.steps[1].with["node-version"],
      "24",
    ],
    [
      "runner",
      { runner: "ubuntu-latest" },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.jobs.publish["runs-on"],
      "ubuntu-latest",
    ],
    [
      "timeoutMinutes",
      { timeoutMinutes: 5 },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.jobs.publish["timeout-minutes"],
      5,
    ],
    [
      "audience",
      { audience: "https://github.com/acme" },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.jobs.publish.env.CLOUDSMITH_OIDC_AUDIENCE,
      "https://github.com/acme",
    ],
    [
      "serviceSlugVariable",
      { serviceSlugVariable: "SLUG" },
      (workflow: ReturnType<typeof render>["workflow"]) => workflow.jobs.publish.env.CLOUDSMITH_SERVICE_SLUG,
      "${{ vars.SLUG }}",
    ],
  ] as const)("writes %s", (_, props, read, expected) => {
    expect(read(render(props).workflow)).toBe(expected);
  });

  it("keeps commands as they are, whatever characters they have", () => {
    const commands = ['echo "a: b" # c', "one\n  two \\\nthree: four\n", "- x", "{a}", "'q'", "true", "@x", "ü"];

    const { workflow } = render({ steps: commands.map((run, index) => ({ name: `Step ${index}`, run })) });

    expect(workflow.jobs.publish.steps.slice(2).map(({ run }: { run: string }) => run.trimEnd())).toEqual(
      commands.map((run) => run.trimEnd()),
    );
  });

  it("refuses what it cannot render right", () => {
    expect(refusal(() => render({ from: GitHubEnvironment.named("production") }))).toMatch(/needs startedBy/);
    expect(refusal(() => render({ steps: [] }))).toMatch(/at least one step/);
    expect(refusal(() => render({ from: GitHubRef.branch("main").on("schedule") }))).toMatch(
      /a schedule needs its times/,
    );
  });
});
