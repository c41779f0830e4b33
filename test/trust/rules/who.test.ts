import { describeRules, PINNED } from "./support.js";

const CIRCLECI = "https://oidc.circleci.com/org/8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4";
const reader = { privileges: [{ repository: "prod", service: "ci-app", privilege: "Read" as const }] };

describeRules([
  {
    rule: "no-claims",
    found: [
      { claims: {} },
      { claims: { repository: ".*" } },
      { claims: {}, setting: { provider_url: "https://gitlab.com" } },
      { claims: {}, setting: { provider_url: "https://jenkins.acme.example" }, severity: "high" },
      { claims: {}, setting: { provider_url: CIRCLECI }, severity: "high" },
      { claims: {}, trust: reader, severity: "high" },
    ],
    fine: [
      { claims: PINNED },
      { claims: { aud: "cloudsmith" } },
      { claims: {}, setting: { enabled: false } },
      { claims: {}, setting: { service_accounts: [] } },
    ],
  },
  {
    rule: "audience-only",
    found: [
      { claims: { aud: "cloudsmith" } },
      { claims: { aud: "https://github.com/acme" } },
      { claims: { aud: "cloudsmith", iss: "https://token.actions.githubusercontent.com" } },
      { claims: { aud: "cloudsmith", repository: ".*" } },
      { claims: { aud: "jenkins" }, setting: { provider_url: "https://jenkins.acme.example" }, severity: "medium" },
    ],
    fine: [{ claims: PINNED }, { claims: {} }, { claims: { ...PINNED, aud: "cloudsmith" } }],
  },
  {
    rule: "no-tenant-anchor",
    found: [
      { claims: { ref: "refs/heads/main" } },
      { claims: { environment: "production", workflow: "Publish", event_name: "push" } },
      { claims: { repository_visibility: "private", runner_environment: "github-hosted" } },
      { claims: { job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main" } },
      { claims: { sub: "repo:.*" } },
      { claims: { actor: "octocat" } },
      { claims: { ref: "main" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { repo_property_tier: "gold" } },
      { claims: { pipeline_slug: "app" }, setting: { provider_url: "https://agent.buildkite.com" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { repository: "acme/app" } },
      { claims: { repository_owner: "acme" } },
      { claims: { enterprise_id: "42" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
      { claims: { sub: "repo:acme/.*" } },
      { claims: { sub: "repository_owner_id:65:event_name:push" } },
      { claims: { workflow_ref: "acme/app/.github/workflows/publish.yml@refs/heads/main" } },
      { claims: { project_path: "acme/app" }, setting: { provider_url: "https://gitlab.com" } },
      {
        claims: { sub: "project_path:acme/app:ref_type:branch:ref:main" },
        setting: { provider_url: "https://gitlab.com" },
      },
      { claims: { organization_slug: "acme" }, setting: { provider_url: "https://agent.buildkite.com" } },
      { claims: { "oidc.circleci.com/vcs-ref": "refs/heads/main" }, setting: { provider_url: CIRCLECI } },
      { claims: { anything: "x" }, setting: { provider_url: "https://jenkins.acme.example" } },
    ],
  },
  {
    rule: "owner-only",
    found: [
      { claims: { repository_owner: "acme" } },
      { claims: { repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" } },
      { claims: { namespace_path: "acme" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { "oidc.circleci.com/vcs-ref": "refs/heads/main" }, setting: { provider_url: CIRCLECI } },
      { claims: { repository_owner: "acme" }, trust: reader, severity: "medium" },
      {
        claims: { organization_slug: "acme", pipeline_slug: "app.*", build_branch: "main" },
        setting: { provider_url: "https://agent.buildkite.com" },
      },
    ],
    fine: [
      { claims: PINNED },
      {
        claims: { organization_slug: "acme", pipeline_slug: "app", build_branch: "main" },
        setting: { provider_url: "https://agent.buildkite.com" },
      },
      {
        claims: { terraform_organization_id: "org-GRNbCjYNpBB6NEBH", terraform_workspace_name: "publish" },
        setting: { provider_url: "https://app.terraform.io" },
      },
      {
        claims: {
          repository_owner_id: "65",
          job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main",
        },
      },
      { claims: { repository_owner_id: "65", repo_property_tier: "gold" } },
      { claims: { repository: "acme/.*" } },
    ],
  },
  {
    rule: "enterprise-only",
    found: [
      { claims: { enterprise: "octo" } },
      { claims: { enterprise_id: "42", ref: "refs/heads/main", event_name: "push" } },
      {
        claims: { ref: "refs/heads/main" },
        setting: { provider_url: "https://token.actions.githubusercontent.com/octo" },
      },
    ],
    fine: [
      { claims: { ...PINNED, enterprise_id: "42" } },
      { claims: { enterprise_id: "42", repository_owner_id: "65" } },
      { claims: { enterprise_id: "42", repo_property_tier: "gold" } },
    ],
  },
  {
    rule: "name-not-id",
    found: [
      { claims: { repository: "acme/app", ref: "refs/heads/main", event_name: "push" } },
      { claims: { repository_owner: "acme" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
      { claims: { enterprise: "octo" } },
      { claims: { project_path: "acme/app" }, setting: { provider_url: "https://gitlab.com" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { repository: "acme/app", repository_owner_id: "65" } },
      { claims: { sub: "repo:acme@65/app@74:ref:refs/heads/main" } },
      { claims: { project_path: "acme/app", namespace_id: "72" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { ref: "refs/heads/main" } },
      {
        claims: {},
        setting: {
          service_accounts: [],
          mapping_claim: "repository_id",
          dynamic_mappings: [{ claim_value: "74", service_account: "ci-app" }],
        },
      },
    ],
  },
  {
    rule: "owner-prefix-wildcard",
    found: [
      { claims: { repository: "acme.*", ref: "refs/heads/main" } },
      { claims: { repository_owner: "acme.*" } },
      { claims: { sub: "repo:acme.*" } },
      { claims: { job_workflow_ref: "acme.*" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { repository: "acme/.*" } },
      { claims: { sub: "repo:acme/.*" } },
      { claims: { sub: "repo:acme@.*" } },
      { claims: { repository: ".*", repository_id: "74" } },
      { claims: { repository: "acme.*", repository_owner_id: "65" } },
    ],
  },
  {
    rule: "org-wide-wildcard",
    found: [
      { claims: { repository: "acme/.*" } },
      { claims: { sub: "repo:acme/.*" } },
      { claims: { repository: "acme/.*", repository_owner_id: "65" } },
      { claims: { project_path: "acme/.*" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { sub: "project_path:acme/.*" }, setting: { provider_url: "https://gitlab.com" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { repository: "acme/.*", repository_id: "74" } },
      { claims: { repository: "acme/.*", repo_property_tier: "gold" } },
      {
        claims: {
          repository: "acme/.*",
          job_workflow_ref: "acme/automation/.github/workflows/publish.yml@refs/heads/main",
        },
      },
    ],
  },
  {
    rule: "repo-prefix-wildcard",
    found: [
      { claims: { repository: "acme/app.*" } },
      { claims: { sub: "repo:acme/app.*", repository_owner_id: "65" } },
      { claims: { workflow_ref: "acme/app.*" } },
      { claims: { project_path: "acme/app.*" }, setting: { provider_url: "https://gitlab.com" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { sub: "repo:acme/app:.*" } },
      { claims: { repository: "acme/app.*", repository_id: "74" } },
      { claims: { repository: "acme/app", sub: "repo:acme/app.*" } },
      { claims: { repository: "acme/.*" } },
    ],
  },
  {
    rule: "star-is-not-wildcard",
    found: [
      { claims: { ...PINNED, ref: "refs/heads/*" } },
      { claims: { ...PINNED, repository: "*" } },
      { claims: { sub: "repo:acme/*:ref:refs/heads/main" }, says: /"repo:acme\/\*:ref/ },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, ref: "refs/heads/.*" } },
      { claims: { ...PINNED, workflow: "Build *" } },
    ],
  },
  {
    rule: "wildcard-mid-value",
    found: [
      { claims: { sub: "repo:acme/.*:ref:refs/heads/main" } },
      { claims: { ...PINNED, ref: ".*main" } },
      { claims: { ref: "a.*.*" } },
    ],
    fine: [{ claims: PINNED }, { claims: { ref: "refs/tags/v.*" } }, { claims: { ref: ".*" } }],
  },
  {
    rule: "regex-dot-confusion",
    found: [
      { claims: { ...PINNED, ref: "^refs/heads/main$" } },
      { claims: { ...PINNED, ref: "refs/heads/(main|dev)" } },
      { claims: { ...PINNED, repository: "acme/[a-z]+" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, actor: "dependabot[bot]" } },
      { claims: { ...PINNED, workflow: "Publish (prod)" } },
      { claims: { ...PINNED, ref: "refs/heads/release/1.0.*" } },
    ],
  },
  {
    rule: "id-wildcard",
    found: [
      { claims: { repository_owner_id: "6.*" } },
      { claims: { ...PINNED, repository_id: "7.*" } },
      {
        claims: { repository_owner_id: "65" },
        setting: {
          service_accounts: [],
          mapping_claim: "repository_id",
          dynamic_mappings: [{ claim_value: "7.*", service_account: "ci-app" }],
        },
      },
    ],
    fine: [{ claims: PINNED }, { claims: { ...PINNED, actor_id: ".*" } }],
  },
]);
