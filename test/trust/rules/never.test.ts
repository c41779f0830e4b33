import { describeRules, PINNED } from "./support.js";

const gitHub = (suffix: string) => ({ provider_url: `https://token.actions.githubusercontent.com${suffix}` });
const AZURE = "https://vstoken.dev.azure.com/8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4";

describeRules([
  {
    rule: "unknown-claim",
    found: [
      { claims: { ...PINNED, enviroment: "production" }, says: /did you mean environment\?/ },
      { claims: { ...PINNED, "repository-owner": "acme" }, says: /did you mean repository_owner\?/ },
      { claims: { ...PINNED, nonsense_claim: "x" }, says: /has no claim nonsense_claim$/ },
      {
        claims: PINNED,
        setting: {
          service_accounts: [],
          mapping_claim: "enviroment",
          dynamic_mappings: [{ claim_value: "a", service_account: "ci-app" }],
        },
      },
      { claims: { repository_id: "74" }, setting: { provider_url: "https://gitlab.com" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, repo_property_anything: "x" } },
      { claims: { project_id: "20" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { anything: "x" }, setting: { provider_url: "https://jenkins.acme.example" } },
    ],
  },
  {
    rule: "volatile-claim",
    found: [
      { claims: { ...PINNED, sha: "a".repeat(40) } },
      { claims: { ...PINNED, run_id: "1.*" } },
      { claims: { ...PINNED, jti: "x" } },
      { claims: { ...PINNED, exp: "1767225600" } },
      { claims: { project_id: "20", job_id: "302" }, setting: { provider_url: "https://gitlab.com" } },
    ],
    fine: [{ claims: PINNED }, { claims: { ...PINNED, sha: ".*" } }],
  },
  {
    rule: "type-trap",
    found: [
      { claims: { ...PINNED, repository_id: 74 }, says: /repository_id is required to be number, not a text/ },
      { claims: { ...PINNED, ref_protected: true } },
      { claims: { ...PINNED, repository_id: null } },
      { claims: { ...PINNED, repository_id: ["74"] }, says: /a list/ },
      { claims: { ...PINNED, repository_id: "acme" } },
      { claims: { ...PINNED, repository_id: "x.*" } },
      { claims: { ...PINNED, ref_protected: "yes" } },
      { claims: { ...PINNED, repository_visibility: "secret" } },
      { claims: { ...PINNED, repository: "app" } },
      { claims: { ...PINNED, event_name: "Push" } },
      { claims: { project_id: "app" }, setting: { provider_url: "https://gitlab.com" } },
      { claims: { a: 5 }, setting: { provider_url: "https://jenkins.acme.example" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, ref_protected: "true" } },
      { claims: { ...PINNED, repository_visibility: "p.*" } },
      { claims: { a: "anything" }, setting: { provider_url: "https://jenkins.acme.example" } },
    ],
  },
  {
    rule: "full-ref-missing",
    found: [
      { claims: { ...PINNED, ref: "main" } },
      { claims: { ...PINNED, ref: "heads/.*" } },
      { claims: { ...PINNED, job_workflow_ref: "acme/automation/.github/workflows/publish.yml@main" } },
      { claims: { ...PINNED, workflow_ref: "acme/app/.github/workflows/publish.yml@v1.*" } },
      { claims: { sub: "repo:acme/app:ref:main" } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, ref: "refs/.*" } },
      { claims: { ...PINNED, ref: ".*" } },
      { claims: { ...PINNED, job_workflow_ref: `acme/automation/.github/workflows/publish.yml@${"a".repeat(40)}` } },
      { claims: { ...PINNED, job_workflow_ref: "acme/automation/.github/workflows/publish.yml@.*" } },
      { claims: { project_id: "20", ref: "main" }, setting: { provider_url: "https://gitlab.com" } },
    ],
  },
  {
    rule: "case-mismatch",
    found: [
      { claims: { ...PINNED, repository: "Acme/App" }, github: {} },
      { claims: { ...PINNED, repository_owner: "ACME" }, github: {} },
      { claims: { sub: "repo:Acme/app:ref:refs/heads/main" }, github: {} },
      { claims: { ...PINNED, environment: "Production" }, github: { environments: [{ name: "production" }] } },
    ],
    fine: [
      { claims: { ...PINNED, repository: "acme/app" }, github: {} },
      { claims: { ...PINNED, repository: "Acme/App" } },
      { claims: { ...PINNED, repository: "acme/other" }, github: {} },
    ],
  },
  {
    rule: "contradiction",
    found: [
      {
        claims: { repository: "acme/app", repository_owner: "other", ref: "refs/heads/main" },
        says: /together: repository, repository_owner$/,
      },
      { claims: { ...PINNED, ref_type: "tag" }, says: /ref, ref_type/ },
      { claims: { sub: "repo:acme/app:environment:production", environment: "staging" } },
      {
        claims: { sub: "repo:acme/app:ref:refs/heads/main", environment: "production" },
        says: /only a subject template/,
      },
      { claims: { sub: "repo:acme/app:pull_request", event_name: "push" } },
      { claims: { ...PINNED, repository: "acme/app", repository_id: "75" }, github: { exists: true } },
    ],
    fine: [
      { claims: PINNED },
      { claims: { ...PINNED, repository: "acme/app", repository_owner: "acme" } },
      { claims: { sub: "repo:acme/app:environment:production", environment: "production" } },
      { claims: { ...PINNED, repository_id: "seven" } },
      { claims: { ...PINNED, repository: "acme/app", repository_id: "75" } },
    ],
  },
  {
    rule: "subject-form-stale",
    found: [
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" }, github: { sub_claim_prefix: "repo:acme@65/app@74" } },
      { claims: { sub: "repo:acme@65/app@74:ref:refs/heads/main" }, github: { sub_claim_prefix: null } },
      { claims: { sub: "repo:acme/app:.*" }, github: { sub_claim_prefix: "repo:acme@65/app@74" } },
    ],
    fine: [
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" }, github: { sub_claim_prefix: null } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
      { claims: PINNED, github: { sub_claim_prefix: "repo:acme@65/app@74" } },
    ],
  },
  {
    rule: "malformed-immutable-sub",
    found: [
      { claims: { sub: "repo:acme@65/app:ref:refs/heads/main" } },
      { claims: { sub: "repo:acme/app@74:ref:refs/heads/main" } },
      { claims: { sub: "repo:acme@65/app@7.*" } },
      { claims: { sub: "repo:acme-65/app-74:.*", repository_owner_id: "65" } },
    ],
    fine: [
      { claims: { sub: "repo:acme@65/app@74:ref:refs/heads/main" } },
      { claims: { sub: "repo:acme/app:ref:refs/heads/main" } },
      { claims: { sub: "repo:acme@65/app.*" } },
      { claims: PINNED },
    ],
  },
  {
    rule: "custom-template-mismatch",
    found: [
      {
        claims: { ...PINNED, sub: "repo:acme/app:ref:refs/heads/main" },
        github: { sub_claim_prefix: "repository_owner_id:65" },
      },
      {
        claims: { ...PINNED, sub: "repository_owner_id:65:event_name:push" },
        github: { sub_claim_prefix: "repo:acme/app" },
      },
    ],
    fine: [
      {
        claims: { ...PINNED, sub: "repo:acme/app:ref:refs/heads/main" },
        github: { sub_claim_prefix: "repo:acme/app" },
      },
      { claims: { ...PINNED, sub: "repo:acme/app:ref:refs/heads/main" } },
      {
        claims: { ...PINNED, sub: "repository_owner_id:65:event_name:push" },
        github: { sub_claim_prefix: "repository_owner_id:65" },
      },
    ],
  },
  {
    rule: "issuer-typo",
    found: [
      { setting: { provider_url: "http://token.actions.githubusercontent.com" }, says: /did you mean https:/ },
      { setting: gitHub("/.well-known/openid-configuration") },
      { setting: gitHub("//") },
      { setting: gitHub("/octo/more") },
      { setting: { provider_url: "https://token.action.githubusercontent.com" } },
      { setting: { provider_url: "https://tokens.actions.githubusercontent.com" } },
      { setting: { provider_url: "https://Token.Actions.GitHubUserContent.com" } },
      { setting: { provider_url: "https://agent.buildkit.com" } },
      { setting: { provider_url: "http://jenkins.acme.example" }, severity: "medium" },
    ],
    fine: [
      { setting: gitHub("") },
      { setting: gitHub("/") },
      { setting: gitHub("/octo-ent") },
      { setting: { provider_url: "https://gitlab.acme.example" } },
      { setting: { provider_url: "https://jenkins.acme.example" } },
      { setting: { provider_url: "https://api.pulumi.com/oidc/v2" } },
      { setting: { provider_url: "https://oidc.codefresh.io" } },
    ],
  },
  {
    rule: "issuer-trailing-slash",
    found: [{ setting: gitHub("/") }],
    fine: [{ setting: gitHub("") }, { setting: { provider_url: "https://jenkins.acme.example/" } }],
  },
  {
    rule: "enterprise-issuer-not-used",
    found: [{ claims: { ...PINNED, enterprise: "octo" } }, { claims: { ...PINNED, enterprise_id: "42" } }],
    fine: [{ claims: PINNED }, { claims: { ...PINNED, enterprise: "octo" }, setting: gitHub("/octo") }],
  },
  {
    rule: "audience-mismatch",
    found: [
      { claims: { ...PINNED, aud: "https://github.com/acme" }, options: { client: "cloudsmith-cli" } },
      {
        claims: { ...PINNED, repository_owner: "acme", aud: "cloudsmith" },
        options: { client: "cloudsmith-cli-action" },
      },
      { claims: { aud: "cloudsmith" }, setting: { provider_url: AZURE } },
    ],
    fine: [
      { claims: { ...PINNED, aud: "cloudsmith" } },
      { claims: { ...PINNED, aud: "cloudsmith" }, options: { client: "cloudsmith-cli" } },
      {
        claims: { ...PINNED, repository_owner: "acme", aud: "https://github.com/acme" },
        options: { client: "cloudsmith-cli-action" },
      },
      { claims: { aud: "api://AzureADTokenExchange" }, setting: { provider_url: AZURE } },
      { claims: PINNED, options: { client: "cloudsmith-cli" } },
    ],
  },
  {
    rule: "multi-select-property",
    found: [{ claims: { ...PINNED, repo_property_teams: "a,b" } }],
    fine: [{ claims: { ...PINNED, repo_property_tier: "gold" } }, { claims: { ...PINNED, workflow: "a,b" } }],
  },
]);
