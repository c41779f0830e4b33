/** Where the makers of a thing explain it. */
export const LINKS = {
  cloudsmithOidc: "https://docs.cloudsmith.com/authentication/openid-connect",
  cloudsmithPrivileges: "https://docs.cloudsmith.com/repositories/repository-privileges",
  cloudsmithServices: "https://docs.cloudsmith.com/accounts-and-teams/service-accounts",
  cloudsmithProvider: "https://registry.terraform.io/providers/cloudsmith-io/cloudsmith/latest/docs/resources/oidc",
  gitHubOidc: "https://docs.github.com/en/actions/reference/security/oidc",
  gitHubOidcConcepts: "https://docs.github.com/en/actions/concepts/security/openid-connect",
  gitHubEnvironments: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  gitHubEvents: "https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows",
  gitHubPermissions: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
  gitHubSecureUse: "https://docs.github.com/en/actions/reference/security/secure-use",
  gitHubRulesets:
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets",
  gitHubReusable:
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows",
} as const;
