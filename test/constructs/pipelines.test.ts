import { describe, expect, it } from "vitest";
import {
  AzurePipeline,
  BitbucketRepository,
  BuildkitePipeline,
  CircleCiProject,
  GitLabProject,
  HcpWorkspace,
  OidcIssuer,
  Publisher,
  Reader,
  RequiredClaims,
  ServiceAccount,
} from "../../lib/index.js";
import { refusal } from "./refusal.js";
import { acme, addresses, synth } from "./support.js";

const UUID = "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11";
const project = GitLabProject.of(20, { namespaceId: 72 });

describe("Publisher", () => {
  it("makes account, grants and settings for the jobs of any CI", () => {
    const stack = acme();

    new Publisher(stack, "app", {
      issuer: OidcIssuer.gitLab(),
      from: [project.protectedBranch("main"), project.protectedEnvironment("production")],
      publishTo: [{ repository: "prod" }],
      audience: "https://api.cloudsmith.io/openid/acme",
    });

    expect(synth(stack).resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_oidc": {
          "app_From-branch-main_1FF5E45D": {
            "claims": {
              "aud": "https://api.cloudsmith.io/openid/acme",
              "namespace_id": "72",
              "pipeline_source": "push",
              "project_id": "20",
              "ref_path": "refs/heads/main",
              "ref_protected": "true",
            },
            "enabled": true,
            "name": "ci-app-branch-main",
            "namespace": "acme",
            "provider_url": "https://gitlab.com",
            "service_accounts": [
              "\${cloudsmith_service.app_Account_A2A100C7.slug}",
            ],
          },
          "app_From-environment-production_663826AD": {
            "claims": {
              "aud": "https://api.cloudsmith.io/openid/acme",
              "environment": "production",
              "environment_protected": "true",
              "namespace_id": "72",
              "project_id": "20",
            },
            "enabled": true,
            "name": "ci-app-environment-production",
            "namespace": "acme",
            "provider_url": "https://gitlab.com",
            "service_accounts": [
              "\${cloudsmith_service.app_Account_A2A100C7.slug}",
            ],
          },
        },
        "cloudsmith_repository_privilege": {
          "app_Grant-prod_5F1AEAE4": {
            "organization": "acme",
            "privilege": "Write",
            "repository": "prod",
            "service": "\${cloudsmith_service.app_Account_A2A100C7.slug}",
          },
        },
        "cloudsmith_service": {
          "app_Account_A2A100C7": {
            "description": "Publishes from GitLab CI/CD",
            "name": "ci-app",
            "organization": "acme",
            "role": "Member",
            "store_api_key": false,
          },
        },
      }
    `);
  });

  it("refuses a way in of another CI than its issuer's", () => {
    const stack = acme();

    expect(
      refusal(
        () =>
          new Publisher(stack, "app", {
            issuer: OidcIssuer.buildkite(),
            from: [project.protectedBranch("main")],
            publishTo: [{ repository: "prod" }],
          }),
      ),
    ).toMatch(/the claims are those of gitlab, and https:\/\/agent.buildkite.com is the issuer of buildkite/);
  });

  it("takes the names and the description that an organization gives such things", () => {
    const stack = acme();
    new Publisher(stack, "app", {
      accountName: "robot-app",
      accountDescription: "the app's robot",
      issuer: OidcIssuer.gitLab(),
      from: [project.protectedBranch("main"), { ...project.protectedTag("v1"), settingsName: "app releases" }],
      publishTo: [{ repository: "prod" }],
    });
    new Reader(stack, "tests", {
      accountDescription: "",
      issuer: OidcIssuer.gitLab(),
      from: [project.protectedBranch("main")],
      readFrom: ["prod"],
    });

    const { cloudsmith_service, cloudsmith_oidc } = synth(stack).resource;
    expect(Object.values(cloudsmith_service ?? {}).map(({ name, description }) => [name, description])).toEqual([
      ["robot-app", "the app's robot"],
      ["ci-tests", undefined],
    ]);
    expect(Object.values(cloudsmith_oidc ?? {}).map(({ name }) => name)).toEqual([
      "robot-app-branch-main",
      "app releases",
      "ci-tests-branch-main",
    ]);
  });

  it("refuses a description for an account that is there already", () => {
    const stack = acme();

    expect(
      refusal(
        () =>
          new Publisher(stack, "app", {
            account: ServiceAccount.fromSlug(stack, "robot", "robot"),
            accountDescription: "the app's robot",
            issuer: OidcIssuer.gitLab(),
            from: [project.protectedBranch("main")],
            publishTo: [{ repository: "prod" }],
          }),
      ),
    ).toMatch(/accountDescription describes a new account, and account is one already/);
  });

  it("refuses two audiences", () => {
    const claims = RequiredClaims.of({ sub: "job", aud: "one" });
    const issuer = OidcIssuer.custom("https://jenkins.example.com/oidc");

    expect(
      refusal(
        () =>
          new Publisher(acme(), "app", {
            issuer,
            from: [{ id: "job", claims }],
            publishTo: [{ repository: "prod" }],
            audience: "two",
          }),
      ),
    ).toBe("the claim aud is required already");
  });

  it.each([
    [{ from: [] }, "from names no jobs: say from where they may come"],
    [{ publishTo: [] }, "publishTo names no repository"],
    [{ from: [project.protectedBranch("a"), project.protectedBranch("a")] }, 'from names "branch-a" twice'],
  ])("refuses %j", (props, message) => {
    const stack = acme();
    const all = {
      issuer: OidcIssuer.gitLab(),
      from: [project.protectedTag("v1")],
      publishTo: [{ repository: "prod" }],
    };

    expect(refusal(() => new Publisher(stack, "app", { ...all, ...props }))).toContain(message);
  });
});

describe("Reader", () => {
  it("has an account of its own, and Read alone", () => {
    const stack = acme();
    new Reader(stack, "tests", {
      issuer: OidcIssuer.gitLab(),
      from: [project.protectedBranch("main")],
      readFrom: ["dependencies", "tools"],
    });

    expect(
      Object.values(synth(stack).resource.cloudsmith_repository_privilege ?? {}).map(({ privilege, repository }) => [
        repository,
        privilege,
      ]),
    ).toEqual([
      ["dependencies", "Read"],
      ["tools", "Read"],
    ]);
    expect(addresses(stack)).toMatchInlineSnapshot(`
      [
        "cloudsmith_oidc.tests_From-branch-main_8852868B",
        "cloudsmith_repository_privilege.tests_Grant-dependencies_0D01BE1A",
        "cloudsmith_repository_privilege.tests_Grant-tools_0E086AFF",
        "cloudsmith_service.tests_Account_5731BE24",
      ]
    `);
  });

  it("refuses to read nothing", () => {
    const from = [project.protectedBranch("main")];
    expect(refusal(() => new Reader(acme(), "x", { issuer: OidcIssuer.gitLab(), from, readFrom: [] }))).toMatch(
      /readFrom names no repository/,
    );
  });
});

describe("the ways in of each CI", () => {
  it.each([
    [
      project.protectedBranch("main"),
      "branch-main",
      {
        project_id: "20",
        namespace_id: "72",
        ref_path: "refs/heads/main",
        ref_protected: "true",
        pipeline_source: "push",
      },
    ],
    [
      project.protectedTag("v1"),
      "tag-v1",
      {
        project_id: "20",
        namespace_id: "72",
        ref_path: "refs/tags/v1",
        ref_protected: "true",
        pipeline_source: "push",
      },
    ],
    [
      project.protectedEnvironment("production"),
      "environment-production",
      { project_id: "20", namespace_id: "72", environment: "production", environment_protected: "true" },
    ],
    [
      CircleCiProject.of(UUID).branch("main"),
      "branch-main",
      { "oidc.circleci.com/project-id": UUID, "oidc.circleci.com/vcs-ref": "refs/heads/main" },
    ],
    [
      CircleCiProject.of(UUID).tag("v1"),
      "tag-v1",
      { "oidc.circleci.com/project-id": UUID, "oidc.circleci.com/vcs-ref": "refs/tags/v1" },
    ],
    [
      BitbucketRepository.of(`{${UUID}}`).branch("main"),
      "branch-main",
      { repositoryUuid: `{${UUID}}`, branchName: "main" },
    ],
    [
      BitbucketRepository.of(`{${UUID}}`).deployment("production", `{${UUID}}`),
      "deployment-production",
      { repositoryUuid: `{${UUID}}`, deploymentEnvironmentUuid: `{${UUID}}` },
    ],
    [
      BuildkitePipeline.of("acme", "app").branch("main"),
      "branch-main",
      { organization_slug: "acme", pipeline_slug: "app", build_branch: "main" },
    ],
    [
      BuildkitePipeline.of("acme", "app", { organizationId: UUID, pipelineId: UUID }).step("publish", "main"),
      "step-publish-main",
      {
        organization_slug: "acme",
        organization_id: UUID,
        pipeline_slug: "app",
        pipeline_id: UUID,
        build_branch: "main",
        step_key: "publish",
      },
    ],
    [
      AzurePipeline.of("acme/app/publish").branch("main"),
      "branch-main",
      { sub: "p://acme/app/publish", rpo_ref: "refs/heads/main" },
    ],
    [
      HcpWorkspace.of("ws-1a", { organizationId: "org-1a" }).applies(),
      "apply",
      { terraform_workspace_id: "ws-1a", terraform_organization_id: "org-1a", terraform_run_phase: "apply" },
    ],
    [
      HcpWorkspace.of("ws-1a", { organizationId: "org-1a" }).plans(),
      "plan",
      { terraform_workspace_id: "ws-1a", terraform_organization_id: "org-1a", terraform_run_phase: "plan" },
    ],
  ])("require ids and where the job runs", (way, id, claims) => {
    expect(way.id).toBe(id);
    expect(way.claims.toRecord()).toEqual(claims);
  });

  it("refuse what is no such thing", () => {
    expect(refusal(() => AzurePipeline.of("acme/publish"))).toMatch(/ORGANIZATION\/PROJECT\/PIPELINE/);
    expect(refusal(() => BitbucketRepository.of("app").branch("main"))).toMatch(/never gives the claim repositoryUuid/);
  });
});
