import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { GitHubEnvironment, GitHubRef, GitHubReviewer } from "../../lib/github/index.js";
import { refusal } from "../constructs/refusal.js";
import { acme, synth } from "../constructs/support.js";
import { acmeWithGitHub, publisher } from "./support.js";

function environmentOf(environment: GitHubEnvironment) {
  const stack = acmeWithGitHub();
  publisher(stack, { from: [environment], github: {} });
  const { github_repository_environment, github_repository_environment_deployment_policy } = synth(stack).resource;
  return {
    environment: Object.values(github_repository_environment ?? {})[0],
    policies: Object.values(github_repository_environment_deployment_policy ?? {}),
  };
}

describe("the GitHub half", () => {
  it("is off unless asked for, even where there is a GithubProvider", () => {
    const stack = acmeWithGitHub();

    publisher(stack);

    expect(Object.keys(synth(stack).resource).filter((type) => type.startsWith("github_"))).toEqual([]);
  });

  it("sets the default permission of workflows, the variables they need, and each environment", () => {
    const stack = acmeWithGitHub();

    publisher(stack, { from: [GitHubRef.branch("main"), GitHubEnvironment.named("production")], github: {} });

    const resources = synth(stack).resource;
    expect(
      Object.fromEntries(Object.entries(resources).filter(([type]) => type.startsWith("github_"))),
    ).toMatchInlineSnapshot(`
      {
        "github_actions_variable": {
          "GitHub-acme-app_Variable-CLOUDSMITH_OIDC_AUDIENCE_8596413E": {
            "repository": "app",
            "value": "cloudsmith",
            "variable_name": "CLOUDSMITH_OIDC_AUDIENCE",
          },
          "GitHub-acme-app_Variable-CLOUDSMITH_ORG_A5F07BE7": {
            "repository": "app",
            "value": "acme",
            "variable_name": "CLOUDSMITH_ORG",
          },
          "GitHub-acme-app_Variable-CLOUDSMITH_SERVICE_SLUG_DDBBA894": {
            "repository": "app",
            "value": "\${cloudsmith_service.app_Account_A2A100C7.slug}",
            "variable_name": "CLOUDSMITH_SERVICE_SLUG",
          },
        },
        "github_repository_environment": {
          "GitHub-acme-app_Environment-production_38A3A69F": {
            "can_admins_bypass": false,
            "deployment_branch_policy": {
              "custom_branch_policies": false,
              "protected_branches": true,
            },
            "environment": "production",
            "prevent_self_review": false,
            "repository": "app",
            "wait_timer": 0,
          },
        },
        "github_workflow_repository_permissions": {
          "GitHub-acme-app_WorkflowPermissions_75C8AB9D": {
            "can_approve_pull_request_reviews": false,
            "default_workflow_permissions": "read",
            "repository": "app",
          },
        },
      }
    `);
  });

  it("asked for without a GithubProvider, says how to declare one", () => {
    expect(refusal(() => publisher(acme(), { github: {} }))).toMatch(
      /the stack has no GithubProvider: declare new GithubProvider\(stack, "github", \{ owner \}\) .* \(at trust\/app\)/,
    );
  });

  it("uses the provider it is given, or the one without alias, and else asks which", () => {
    const given = acmeWithGitHub();
    const second = new GithubProvider(given, "second", { owner: "acme", alias: "second" });
    publisher(given, { github: { provider: second } });
    expect(Object.values(synth(given).resource.github_actions_variable ?? {})[0]).toMatchObject({
      provider: "github.second",
    });

    const unnamed = acmeWithGitHub();
    new GithubProvider(unnamed, "second", { owner: "other", alias: "second" });
    publisher(unnamed, { github: {} });
    expect(Object.values(synth(unnamed).resource.github_actions_variable ?? {})[0]).not.toHaveProperty("provider");

    const neither = acme();
    new GithubProvider(neither, "a", { owner: "acme", alias: "a" });
    new GithubProvider(neither, "b", { owner: "acme", alias: "b" });
    expect(refusal(() => publisher(neither, { github: {} }))).toMatch(
      /several GithubProviders; say which one as github.provider/,
    );
  });

  it("refuses a provider of another owner, where it can be known", () => {
    const stack = acme();
    new GithubProvider(stack, "github", { owner: "other" });
    expect(refusal(() => publisher(stack, { github: {} }))).toMatch(
      /the GithubProvider is for other, and acme\/app belongs to acme/,
    );

    const later = acme();
    new GithubProvider(later, "github", { owner: new TerraformVariable(later, "owner", {}).stringValue });
    publisher(later, { github: {} });

    const cased = acme();
    new GithubProvider(cased, "github", { owner: "ACME" });
    publisher(cased, { github: {} });
  });

  it("sets one repository up once, however many pipelines it has", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { github: {} });
    publisher(
      stack,
      { from: [GitHubRef.tag("v1")], github: { serviceSlugVariable: "RELEASE_SERVICE_SLUG" } },
      "release",
    );

    const { github_workflow_repository_permissions, github_actions_variable } = synth(stack).resource;
    expect(Object.values(github_workflow_repository_permissions ?? {})).toHaveLength(1);
    expect(
      Object.values(github_actions_variable ?? {})
        .map(({ variable_name }) => variable_name)
        .sort(),
    ).toEqual(["CLOUDSMITH_OIDC_AUDIENCE", "CLOUDSMITH_ORG", "CLOUDSMITH_SERVICE_SLUG", "RELEASE_SERVICE_SLUG"]);
  });

  it("refuses two values of one variable, and two protections of one environment, by both owners", () => {
    const stack = acmeWithGitHub();
    const production = GitHubEnvironment.named("production");
    publisher(stack, { from: [production], github: {} });

    expect(refusal(() => publisher(stack, { from: [GitHubRef.branch("main")], github: {} }, "second"))).toBe(
      "variable CLOUDSMITH_SERVICE_SLUG of acme/app is declared by trust/app already, and otherwise (at trust/second)",
    );
    const open = GitHubEnvironment.named("production", { adminsCanBypass: true });
    expect(refusal(() => publisher(stack, { from: [open], github: { serviceSlugVariable: "X" } }, "third"))).toBe(
      "environment production of acme/app is declared by trust/app already, and otherwise (at trust/third)",
    );
    publisher(stack, { from: [GitHubEnvironment.named("production")], github: { serviceSlugVariable: "Y" } }, "fourth");
  });

  it("tells workflows the audience that the trust demands", () => {
    const stack = acmeWithGitHub();
    publisher(stack, { audience: "https://github.com/acme", github: {} });

    expect(Object.values(synth(stack).resource.github_actions_variable ?? {})).toContainEqual(
      expect.objectContaining({ variable_name: "CLOUDSMITH_OIDC_AUDIENCE", value: "https://github.com/acme" }),
    );
  });
});

describe("an environment", () => {
  it("lets no administrator past, and deploys from protected branches, unless said otherwise", () => {
    expect(environmentOf(GitHubEnvironment.named("production")).environment).toMatchInlineSnapshot(`
      {
        "can_admins_bypass": false,
        "deployment_branch_policy": {
          "custom_branch_policies": false,
          "protected_branches": true,
        },
        "environment": "production",
        "prevent_self_review": false,
        "repository": "app",
        "wait_timer": 0,
      }
    `);
  });

  it("has reviewers, who may not approve their own runs", () => {
    const { environment } = environmentOf(
      GitHubEnvironment.named("production", {
        reviewers: [GitHubReviewer.team(17), GitHubReviewer.user(3), GitHubReviewer.user(4)],
      }),
    );

    expect(environment).toMatchObject({ prevent_self_review: true, reviewers: [{ teams: [17], users: [3, 4] }] });
  });

  it.each([
    [
      "preventSelfReview",
      { reviewers: [GitHubReviewer.user(3)], preventSelfReview: false },
      { prevent_self_review: false, reviewers: [{ users: [3] }] },
    ],
    ["adminsCanBypass", { adminsCanBypass: true }, { can_admins_bypass: true }],
    ["waitMinutes", { waitMinutes: 43_200 }, { wait_timer: 43_200 }],
  ] as const)("writes %s", (_, props, expected) => {
    expect(environmentOf(GitHubEnvironment.named("production", props)).environment).toMatchObject(expected);
  });

  it("deploys from the branches and tags it names, and no others", () => {
    const { environment, policies } = environmentOf(
      GitHubEnvironment.named("production", { deployableFrom: { branches: ["main", "release/*"], tags: ["v*"] } }),
    );

    expect(environment).toMatchObject({
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(policies.map(({ branch_pattern, tag_pattern }) => branch_pattern ?? tag_pattern).sort()).toEqual([
      "main",
      "release/*",
      "v*",
    ]);
    expect(policies[0]).toMatchObject({ environment: expect.stringMatching(/^\$\{github_repository_environment\./) });
  });

  it("has a name of 1 to 255 characters, 6 reviewers at most, and a wait of 43200 minutes at most", () => {
    const reviewers = (count: number) => Array.from({ length: count }, (_, id) => GitHubReviewer.user(id));
    GitHubEnvironment.named("x".repeat(255), { reviewers: reviewers(6), waitMinutes: 0 });

    expect(refusal(() => GitHubEnvironment.named(""))).toMatch(/1 to 255 characters, got 0/);
    expect(refusal(() => GitHubEnvironment.named("x".repeat(256)))).toMatch(/got 256/);
    expect(refusal(() => GitHubEnvironment.named("p", { reviewers: reviewers(7) }))).toMatch(
      /6 reviewers at most, got 7/,
    );
    expect(refusal(() => GitHubEnvironment.named("p", { waitMinutes: 43_201 }))).toMatch(/from 0 to 43200, got 43201/);
    expect(refusal(() => GitHubEnvironment.named("p", { waitMinutes: 1.5 }))).toMatch(/got 1.5/);
    expect(refusal(() => GitHubEnvironment.named("p", { deployableFrom: {} }))).toMatch(/nothing could deploy/);
  });
});
