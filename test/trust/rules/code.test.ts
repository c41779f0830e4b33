import { describeRules, PINNED } from "./support.js";

const REPOSITORY = { repository_id: "74", repository_owner_id: "65" };
const reader = { privileges: [{ repository: "prod", service: "ci-app", privilege: "Read" as const }] };
const byEvent = (claim_value: string) => ({
  service_accounts: [],
  mapping_claim: "event_name",
  dynamic_mappings: [{ claim_value, service_account: "ci-app" }],
});

describeRules([
  {
    rule: "repo-wide",
    found: [
      { claims: REPOSITORY },
      { claims: { repository: "acme/app" } },
      { claims: { sub: "repo:acme/app:.*" } },
      { claims: { ...REPOSITORY, event_name: "push" } },
      { claims: { ...REPOSITORY, ref: ".*" } },
      { claims: REPOSITORY, trust: reader, severity: "medium" },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...REPOSITORY, environment: "production" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
      { claims: { ...REPOSITORY, workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main" } },
      { claims: { repository_owner: "acme" } },
    ],
  },
  {
    rule: "pull-request-trusted",
    found: [
      { claims: { ...REPOSITORY, event_name: "pull_request" } },
      { claims: { ...REPOSITORY, event_name: "pull_request_review" } },
      { claims: { ...REPOSITORY, event_name: "pull_request.*" } },
      { claims: { sub: "repo:acme/app:pull_request" } },
      { claims: { ...REPOSITORY, ref: "refs/pull/.*" } },
      { claims: REPOSITORY, setting: byEvent("pull_request") },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, event_name: "pull_request_target" } },
      { claims: { sub: "repo:acme/app:environment:production" } },
      { claims: REPOSITORY, setting: byEvent("push") },
    ],
  },
  {
    rule: "ref-without-event",
    found: [
      { claims: { ...REPOSITORY, ref: "refs/heads/main" } },
      { claims: { ...REPOSITORY, ref: "refs/heads/release/.*" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...REPOSITORY, ref: "refs/heads/main", environment: "production" } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v.*" } },
      { claims: { sub: "repo:acme/app:environment:production" } },
      {
        claims: {
          ...REPOSITORY,
          ref: "refs/heads/main",
          workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main",
        },
      },
    ],
  },
  {
    rule: "trusted-dangerous-event",
    found: [
      { claims: { ...PINNED, event_name: "pull_request_target" } },
      { claims: { ...PINNED, event_name: "workflow_run" } },
      { claims: { ...PINNED, event_name: "issue_comment" } },
      { claims: REPOSITORY, setting: byEvent("workflow_run") },
    ],
    fine: [{ claims: PINNED }, { claims: { ...PINNED, event_name: "release" } }],
  },
  {
    rule: "environment-unprotected",
    found: [
      {
        claims: { ...REPOSITORY, environment: "production" },
        github: { environments: [{ name: "production", reviewers: [], deployment_branch_policy: null }] },
        says: /neither reviewers nor a branch policy/,
      },
      {
        claims: { sub: "repo:acme/app:environment:production" },
        github: { environments: [{ name: "Production", reviewers: [], deployment_branch_policy: null }] },
      },
      {
        claims: { ...REPOSITORY, environment: "production" },
        github: {
          environments: [
            {
              name: "production",
              reviewers: ["team:release"],
              can_admins_bypass: true,
              deployment_branch_policy: null,
            },
          ],
        },
        severity: "medium",
      },
      {
        claims: { ...REPOSITORY, environment: "production" },
        github: {
          environments: [
            { name: "production", reviewers: ["user:me"], prevent_self_review: false, deployment_branch_policy: null },
          ],
        },
        severity: "medium",
      },
    ],
    fine: [
      { claims: { ...REPOSITORY, environment: "production" } },
      { claims: { ...REPOSITORY, environment: "production" }, github: {} },
      { claims: { ...REPOSITORY, environment: "production" }, github: { environments: [{ name: "production" }] } },
      {
        claims: { ...REPOSITORY, environment: "production" },
        github: {
          environments: [
            {
              name: "production",
              reviewers: [],
              can_admins_bypass: true,
              deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
            },
          ],
        },
      },
      {
        claims: { ...REPOSITORY, environment: "production" },
        github: {
          environments: [
            {
              name: "production",
              reviewers: ["team:release"],
              can_admins_bypass: false,
              prevent_self_review: true,
              deployment_branch_policy: null,
            },
          ],
        },
      },
    ],
  },
  {
    rule: "token-default-write",
    found: [{ claims: PINNED, github: { default_workflow_permissions: "write" } }],
    fine: [
      { claims: PINNED, github: { default_workflow_permissions: "read" } },
      { claims: PINNED, github: {} },
      { claims: PINNED, github: { default_workflow_permissions: "write" }, setting: { enabled: false } },
    ],
  },
  {
    rule: "fork-pr-gets-write-tokens",
    found: [{ claims: PINNED, github: { fork_pr_write_tokens: true } }],
    fine: [
      { claims: PINNED, github: { fork_pr_write_tokens: false } },
      { claims: PINNED, github: {} },
      { claims: PINNED },
    ],
  },
  {
    rule: "environment-phantom",
    found: [{ claims: { ...REPOSITORY, environment: "prod" }, github: { environments: [{ name: "production" }] } }],
    fine: [
      { claims: { ...REPOSITORY, environment: "production" }, github: { environments: [{ name: "production" }] } },
      { claims: { ...REPOSITORY, environment: "prod" } },
      { claims: { ...REPOSITORY, environment: "prod" }, github: {} },
      { claims: { ...REPOSITORY, environment: "prod.*" }, github: { environments: [] } },
    ],
  },
  {
    rule: "tag-ref",
    found: [
      { claims: { ...REPOSITORY, ref: "refs/tags/v.*" }, github: { protected_tags: [] } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v1" }, github: { protected_tags: ["release-*"] } },
      { claims: { ...REPOSITORY, ref_type: "tag" }, github: { protected_tags: ["v*"] } },
      { claims: { sub: "repo:acme/app:ref:refs/tags/v1" }, github: { protected_tags: [] } },
    ],
    fine: [
      { claims: PINNED, github: { protected_tags: [] } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v.*" } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v.*" }, github: { protected_tags: ["v*"] } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v1.2" }, github: { protected_tags: ["v?.*"] } },
      { claims: { ...REPOSITORY, ref_type: "tag" }, github: { protected_tags: ["*"] } },
      { claims: { ...REPOSITORY, ref: "refs/tags/v1", environment: "production" }, github: { protected_tags: [] } },
    ],
  },
  {
    rule: "branch-prefix-collision",
    found: [
      { claims: { ...PINNED, ref: "refs/heads/release.*" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/release.*" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, ref: "refs/heads/release/.*" } },
      { claims: { ...PINNED, ref: "refs/heads/.*" } },
      { claims: { ...PINNED, ref: "refs/tags/v.*" } },
    ],
  },
  {
    rule: "branch-unprotected",
    found: [
      { claims: PINNED, github: { protected_branches: [] } },
      { claims: PINNED, github: { protected_branches: ["release/*"] } },
    ],
    fine: [
      { claims: PINNED },
      { claims: PINNED, github: {} },
      { claims: PINNED, github: { protected_branches: ["main"] } },
      { claims: PINNED, github: { protected_branches: ["**"] } },
      { claims: { ...PINNED, environment: "production" }, github: { protected_branches: [] } },
    ],
  },
  {
    rule: "workflow-name-trust",
    found: [
      { claims: { ...REPOSITORY, workflow: "Publish" } },
      { claims: { repository_owner: "acme", workflow: "Publish" } },
    ],
    fine: [
      { claims: { ...PINNED, workflow: "Publish" } },
      { claims: { ...REPOSITORY, workflow: "Publish", environment: "production" } },
    ],
  },
  {
    rule: "mutable-job-workflow-ref",
    found: [
      { claims: { job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/tags/v1" } },
      { claims: { ...REPOSITORY, job_workflow_ref: "acme/automation/.github/workflows/publish.yml@.*" } },
      { claims: { ...REPOSITORY, job_workflow_ref: "acme/automation/.github/workflows/publish.yml.*" } },
      {
        claims: { ...REPOSITORY, job_workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main" },
        github: { protected_branches: [] },
      },
    ],
    fine: [
      { claims: { ...REPOSITORY, job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main" } },
      {
        claims: { ...REPOSITORY, job_workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main" },
        github: { protected_branches: ["main"] },
      },
      { claims: { ...REPOSITORY, job_workflow_ref: `acme/automation/.github/workflows/x.yml@${"a".repeat(40)}` } },
    ],
  },
  {
    rule: "workflow-ref-mix-up",
    found: [
      {
        claims: {
          repository: "acme/app",
          workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main",
        },
      },
      {
        claims: {
          ...REPOSITORY,
          workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main",
          job_workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/dev",
        },
      },
    ],
    fine: [
      {
        claims: {
          repository: "acme/app",
          workflow_ref: "acme/app/.github/workflows/x.yml@refs/heads/main",
          job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main",
        },
      },
      { claims: { repository: "acme/app", workflow_ref: "acme/.*" } },
    ],
  },
  {
    rule: "actor-only",
    found: [
      { claims: { ...REPOSITORY, actor: "octocat" } },
      { claims: { ...REPOSITORY, actor_id: "12" } },
      { claims: { repository_owner: "acme", actor: "octocat" } },
      { claims: { ...PINNED, actor: "octocat" }, severity: "low" },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, actor_id: "12" } },
      { claims: { ...PINNED, actor: "octocat", actor_id: "12" } },
    ],
  },
  {
    rule: "attribute-only",
    found: [
      { claims: { repository_owner: "acme", repository_visibility: "private" } },
      { claims: { ...REPOSITORY, ref_protected: "true", runner_environment: "github-hosted" } },
    ],
    fine: [
      { claims: { ...PINNED, ref_protected: "true" } },
      { claims: { ...REPOSITORY, ref_type: "branch", event_name: "push" } },
      { claims: REPOSITORY },
    ],
  },
  {
    rule: "self-hosted-runner",
    found: [
      { claims: { ...PINNED, runner_environment: "self-hosted" } },
      { claims: PINNED, trust: { privileges: [{ repository: "prod", service: "ci-app", privilege: "Admin" }] } },
    ],
    fine: [{ claims: PINNED }, { claims: { ...PINNED, runner_environment: "github-hosted" } }],
  },
]);
