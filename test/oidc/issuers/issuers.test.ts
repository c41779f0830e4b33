import { describe, expect, it } from "vitest";
import {
  AZURE_DEVOPS,
  BITBUCKET,
  CIRCLECI,
  GITHUB,
  GITHUB_CLAIMS,
  GITHUB_ISSUER,
  GITLAB,
  gitHubDataResidencyIssuer,
  gitHubEnterpriseIssuer,
  gitHubServerIssuer,
  ISSUERS,
  isClaimText,
  mayBeginClaim,
  tryIssuerOf,
} from "../../../lib/oidc/index.js";

const UUID = "8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4";

describe("tryIssuerOf", () => {
  it.each([
    [GITHUB_ISSUER, "github"],
    [`${GITHUB_ISSUER}/`, "github"],
    [gitHubEnterpriseIssuer("octo-ent"), "github-enterprise-cloud"],
    [gitHubDataResidencyIssuer("octocorp"), "github-data-residency"],
    [`${gitHubDataResidencyIssuer("octocorp")}/octocorp`, "github-data-residency"],
    [gitHubServerIssuer("github.acme.example"), "github-enterprise-server"],
    [gitHubServerIssuer("github.acme.example:8443"), "github-enterprise-server"],
    ["https://gitlab.com", "gitlab"],
    ["https://gitlab.acme.example", "gitlab-self-managed"],
    [`https://oidc.circleci.com/org/${UUID}`, "circleci"],
    ["https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "bitbucket"],
    ["https://agent.buildkite.com", "buildkite"],
    [`https://vstoken.dev.azure.com/${UUID}`, "azure-devops"],
    ["https://app.terraform.io", "hcp-terraform"],
  ])("%s is %s", (url, id) => {
    expect(tryIssuerOf(url)?.id).toBe(id);
  });

  it.each([
    "http://token.actions.githubusercontent.com",
    `${GITHUB_ISSUER}//`,
    `${GITHUB_ISSUER}/.well-known/openid-configuration`,
    `${GITHUB_ISSUER}/a/b`,
    `${GITHUB_ISSUER}.evil.example`,
    "https://token.actions.githubusercontent.com.ghe.com",
    "https://token-actions.githubusercontent.com",
    "https://TOKEN.actions.githubusercontent.com",
    "https://token.actions.a.b.ghe.com",
    "https://oidc.circleci.com/org/acme",
    "https://vstoken.dev.azure.com/acme",
    "https://jenkins.acme.example",
    "",
  ])("%s is none that is known", (url) => {
    expect(tryIssuerOf(url)).toBeUndefined();
  });
});

describe("every issuer", () => {
  for (const issuer of ISSUERS) {
    it(`${issuer.id} names each claim once, with an example that keeps to its grammar`, () => {
      const names = issuer.claims.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(["iss", "aud", "sub", "exp"]));
      for (const claim of issuer.claims) {
        if (claim.notText !== true && !claim.example.includes("…")) {
          expect(isClaimText(claim, claim.example), claim.name).toBe(true);
          for (let length = 0; length <= claim.example.length; length++) {
            expect(mayBeginClaim(claim, claim.example.slice(0, length)), claim.name).toBe(true);
          }
        }
        expect(issuer.claim(claim.name)).toBe(claim);
      }
    });

    it(`${issuer.id} has a claim that identifies a tenant`, () => {
      expect(issuer.claims.some(({ identifies }) => identifies !== undefined)).toBe(true);
    });
  }
});

describe("GitHub's claims", () => {
  it("are those of its reference, custom properties aside", () => {
    expect(GITHUB_CLAIMS.map(({ name }) => name).sort()).toMatchInlineSnapshot(`
      [
        "actor",
        "actor_id",
        "aud",
        "base_ref",
        "check_run_id",
        "enterprise",
        "enterprise_id",
        "environment",
        "environment_node_id",
        "event_name",
        "exp",
        "head_ref",
        "iat",
        "iss",
        "job_workflow_ref",
        "job_workflow_sha",
        "jti",
        "nbf",
        "ref",
        "ref_protected",
        "ref_type",
        "repository",
        "repository_id",
        "repository_owner",
        "repository_owner_id",
        "repository_visibility",
        "run_attempt",
        "run_id",
        "run_number",
        "runner_environment",
        "sha",
        "sub",
        "workflow",
        "workflow_ref",
        "workflow_sha",
      ]
    `);
  });

  it.each([
    ["repository_id", "x"],
    ["repository_id", "07"],
    ["repository", "acme/app/"],
    ["repository_owner", "acme/"],
    ["ref", "main"],
    ["ref", "refs/other"],
    ["ref_type", "brunch"],
    ["event_name", "Push"],
    ["workflow_ref", "acme//"],
    ["sha", "g"],
  ])("%s never begins with %s", (claim, prefix) => {
    expect(mayBeginClaim(GITHUB.claim(claim)!, prefix)).toBe(false);
  });

  it("include any custom property of a repository", () => {
    expect(GITHUB.claim("repo_property_tier")?.optional).toBe(true);
    expect(GITHUB.claim("repo_property_")).toBeUndefined();
    expect(GITHUB.claim("__proto__")).toBeUndefined();
  });

  it.each([
    ["respository_id", "repository_id"],
    ["repository_ownerid", "repository_owner_id"],
    ["enviroment", "environment"],
    ["repository-owner", "repository_owner"],
    ["Ref", "ref"],
    ["event", undefined],
    ["something_else", undefined],
  ])("%s may mean %s", (name, meant) => {
    expect(GITHUB.nearestClaim(name)).toBe(meant);
  });
});

describe("default audiences", () => {
  it("of GitHub differ by client", () => {
    expect(GITHUB.defaultAudience("cloudsmith-cli")).toBe("cloudsmith");
    expect(GITHUB.defaultAudience("terraform-provider")).toBe("cloudsmith");
    expect(GITHUB.defaultAudience("cloudsmith-cli-action", { owner: "acme" })).toBe("https://github.com/acme");
    expect(GITHUB.defaultAudience("cloudsmith-cli-action")).toBeUndefined();
    expect(GITHUB.defaultAudience("cloudsmith-cli-action-v1")).toBe("api://AzureADTokenExchange");
  });

  it("of others are the CI's own", () => {
    expect(AZURE_DEVOPS.defaultAudience("cloudsmith-cli")).toBe("api://AzureADTokenExchange");
    expect(CIRCLECI.defaultAudience("cloudsmith-cli", { organizationId: UUID })).toBe(UUID);
    expect(BITBUCKET.defaultAudience("cloudsmith-cli", { workspaceId: UUID })).toBe(
      `ari:cloud:bitbucket::workspace/${UUID}`,
    );
    expect(GITLAB.defaultAudience("cloudsmith-cli", { cloudsmithOrganization: "acme" })).toBe(
      "https://api.cloudsmith.io/openid/acme",
    );
    expect(GITLAB.defaultAudience("cloudsmith-cli")).toBeUndefined();
  });
});
