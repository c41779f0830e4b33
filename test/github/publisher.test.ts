import { TerraformVariable, Token } from "cdktf";
import { beforeAll, describe, expect, it } from "vitest";
import { GitHubEnvironment, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import { CloudsmithProvider, CloudsmithRepository, OidcIssuer, ServiceAccount } from "../../lib/index.js";
import { trustMatchers } from "../../lib/testing/index.js";
import { refusal } from "../constructs/refusal.js";
import { acme, addresses, synth } from "../constructs/support.js";
import { acmeWithGitHub, app, publisher } from "./support.js";

beforeAll(() => {
  expect.extend(trustMatchers);
});

const settings = (stack: Parameters<typeof synth>[0]) => Object.values(synth(stack).resource.cloudsmith_oidc ?? {});

describe("GitHubPublisher", () => {
  it("makes account, grant and provider settings from one declaration", () => {
    const stack = acme();

    publisher(stack);

    expect(synth(stack).resource).toMatchInlineSnapshot(`
      {
        "cloudsmith_oidc": {
          "app_From-branch-main-push_DADF1515": {
            "claims": {
              "event_name": "push",
              "ref": "refs/heads/main",
              "ref_type": "branch",
              "repository_id": "74",
              "repository_owner_id": "65",
            },
            "enabled": true,
            "name": "ci-app-branch-main-push",
            "namespace": "acme",
            "provider_url": "https://token.actions.githubusercontent.com",
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
            "description": "Publishes from the GitHub repository acme/app",
            "name": "ci-app",
            "organization": "acme",
            "role": "Member",
            "store_api_key": false,
          },
        },
      }
    `);
  });

  it("names its settings as it is told", () => {
    const stack = acme();
    const props = {
      repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
      from: [GitHubRef.branch("main").on("push", "schedule")],
      publishTo: [{ repository: "prod" }],
    };

    publisher(stack, { ...props, settingsNames: { "branch-main-push": "app main" } });

    expect(settings(stack).map(({ name }) => name)).toEqual(["app main", "ci-app-branch-main-schedule"]);
    expect(refusal(() => publisher(acme(), { ...props, settingsNames: { "branch-main": "app" } }))).toBe(
      'settingsNames names "branch-main", and the ways in are branch-main-push, branch-main-schedule',
    );
  });

  it("is always at the same addresses, with the GitHub half and without", () => {
    const without = acme();
    publisher(without, { from: [GitHubRef.branch("main"), GitHubEnvironment.named("production")] });
    const withHalf = acmeWithGitHub();
    publisher(withHalf, { from: [GitHubRef.branch("main"), GitHubEnvironment.named("production")], github: {} });

    expect(addresses(without)).toMatchInlineSnapshot(`
      [
        "cloudsmith_oidc.app_From-branch-main-push_DADF1515",
        "cloudsmith_oidc.app_From-environment-production_663826AD",
        "cloudsmith_repository_privilege.app_Grant-prod_5F1AEAE4",
        "cloudsmith_service.app_Account_A2A100C7",
      ]
    `);
    expect(addresses(withHalf).filter((address) => !addresses(without).includes(address))).toMatchInlineSnapshot(`
      [
        "github_actions_variable.GitHub-acme-app_Variable-CLOUDSMITH_OIDC_AUDIENCE_8596413E",
        "github_actions_variable.GitHub-acme-app_Variable-CLOUDSMITH_ORG_A5F07BE7",
        "github_actions_variable.GitHub-acme-app_Variable-CLOUDSMITH_SERVICE_SLUG_DDBBA894",
        "github_repository_environment.GitHub-acme-app_Environment-production_38A3A69F",
        "github_workflow_repository_permissions.GitHub-acme-app_WorkflowPermissions_75C8AB9D",
      ]
    `);
  });

  it("keeps its addresses whatever the order of what it is made of", () => {
    const from = [GitHubRef.branch("main").on("push", "workflow_dispatch"), GitHubRef.tagsStartingWith("v")];
    const publishTo = [{ repository: "prod" }, { repository: "dev" }];
    const one = acme();
    publisher(one, { from, publishTo });
    const other = acme();
    publisher(other, { from: [...from].reverse(), publishTo: [...publishTo].reverse() });

    expect(addresses(one)).toEqual(addresses(other));
  });

  it("admits each way in by settings of its own, all pinned to ids", () => {
    const stack = acme();

    publisher(stack, {
      from: [
        GitHubRef.branch("main").on("push", "workflow_dispatch"),
        GitHubRef.branchesUnder("release"),
        GitHubRef.tag("v1.0"),
        GitHubRef.tagsStartingWith("v"),
        GitHubEnvironment.named("production"),
      ],
    });

    const pinned = { repository_id: "74", repository_owner_id: "65" };
    expect(settings(stack).map(({ name, claims }) => [name, claims])).toEqual(
      expect.arrayContaining([
        ["ci-app-branch-main-push", { ...pinned, ref: "refs/heads/main", ref_type: "branch", event_name: "push" }],
        [
          "ci-app-branch-main-workflow_dispatch",
          { ...pinned, ref: "refs/heads/main", ref_type: "branch", event_name: "workflow_dispatch" },
        ],
        [
          "ci-app-branches-release-push",
          { ...pinned, ref: "refs/heads/release/.*", ref_type: "branch", event_name: "push" },
        ],
        [
          expect.stringMatching(/^ci-app-tag-v1-0-push-[0-9a-f]{8}$/),
          { ...pinned, ref: "refs/tags/v1.0", ref_type: "tag", event_name: "push" },
        ],
        ["ci-app-tags-v-push", { ...pinned, ref: "refs/tags/v.*", ref_type: "tag", event_name: "push" }],
        ["ci-app-environment-production", { ...pinned, environment: "production" }],
      ]),
    );
    expect(settings(stack)).toHaveLength(6);
  });

  it("admits what it says, and nothing near it", () => {
    const stack = acme();
    publisher(stack, { from: [GitHubRef.branchesUnder("release").on("push")] });
    const job = { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" };

    expect(stack).toAdmit({ ...job, ref: "refs/heads/release/1.x" });
    expect(stack).toRefuse({ ...job, ref: "refs/heads/release-hack" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, ref: "refs/heads/release/1.x", event: "pull_request_target" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, ref: "refs/tags/release/1" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, repositoryId: 75, ref: "refs/heads/release/1.x" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, ownerId: 66, ref: "refs/heads/release/1.x" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, ref: "refs/heads/release/1.x", account: "other" }, "account_not_listed");
  });

  it("lets two pipelines share a Cloudsmith repository: neither owns the other's grant", () => {
    const stack = acme();
    publisher(stack);
    publisher(stack, { repository: GitHubRepository.of("acme/docs", { id: 75, ownerId: 65 }) }, "docs");

    const { cloudsmith_repository_privilege, cloudsmith_repository_privileges } = synth(stack).resource;
    expect(Object.values(cloudsmith_repository_privilege ?? {})).toHaveLength(2);
    expect(cloudsmith_repository_privileges).toBeUndefined();
  });

  it("lets two pipelines share a GitHub repository, each with its own account and way in", () => {
    const stack = acme();
    publisher(stack);
    publisher(stack, { from: [GitHubRef.tagsStartingWith("v")], publishTo: [{ repository: "releases" }] }, "release");

    const job = { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" };
    expect(stack).toAdmit({ ...job, account: "ci-app" });
    expect(stack).toRefuse({ ...job, account: "ci-release" });
    expect(stack).toAdmit({ ...job, ref: "refs/tags/v1", account: "ci-release" });
  });

  it.each([
    ["accountName", { accountName: "publisher" }, "cloudsmith_service", { name: "publisher" }],
    [
      "publishTo",
      { publishTo: [{ repository: "dev", privilege: "Admin" }] },
      "cloudsmith_repository_privilege",
      { repository: "dev", privilege: "Admin" },
    ],
    [
      "audience",
      { audience: "cloudsmith" },
      "cloudsmith_oidc",
      { claims: expect.objectContaining({ aud: "cloudsmith" }) },
    ],
    [
      "issuer",
      { issuer: OidcIssuer.gitHubEnterprise("octo") },
      "cloudsmith_oidc",
      { provider_url: "https://token.actions.githubusercontent.com/octo" },
    ],
    ["organization", { organization: "other" }, "cloudsmith_oidc", { namespace: "other" }],
    ["organization", { organization: "other" }, "cloudsmith_repository_privilege", { organization: "other" }],
  ] as const)("writes %s", (_, props, type, expected) => {
    const stack = acme();

    publisher(stack, props);

    expect(Object.values(synth(stack).resource[type] ?? {})[0]).toMatchObject(expected);
  });

  it("acts as an account made elsewhere", () => {
    const stack = acme();

    publisher(stack, { account: ServiceAccount.fromSlug(stack, "ci", "ci-x4f2") });

    expect(synth(stack).resource.cloudsmith_service).toBeUndefined();
    expect(settings(stack)[0]).toMatchObject({ service_accounts: ["ci-x4f2"] });
  });

  it("grants on a repository given as a reference", () => {
    const stack = acme();
    const repository = CloudsmithRepository.fromSlug(
      stack,
      "prod",
      new TerraformVariable(stack, "slug", {}).stringValue,
    );

    publisher(stack, { publishTo: [{ repository }] });

    expect(Object.values(synth(stack).resource.cloudsmith_repository_privilege ?? {})[0]).toMatchObject({
      repository: "${var.slug}",
    });
  });

  it("belongs to the provider it names, all of it", () => {
    const stack = acme();
    const other = new CloudsmithProvider(stack, "other", { alias: "other", organization: "other" });

    publisher(stack, { provider: other });

    for (const byId of Object.values(synth(stack).resource)) {
      expect(Object.values(byId)[0]).toMatchObject({ provider: "cloudsmith.other" });
    }
  });

  it.each([
    [{ from: [] }, "from names no jobs"],
    [{ publishTo: [] }, "publishTo names no repository"],
    [
      { from: [GitHubRef.branch("main"), GitHubRef.branch("main").on("push")] },
      'from names "branch-main-push" twice; name it once',
    ],
    [
      { publishTo: [{ repository: "a" }, { repository: "a" }] },
      'the list of repositories names "a" twice; name it once',
    ],
    [{ publishTo: [{ repository: "My Repo" }] }, "the slug of a repository must be a slug"],
    [{ accountName: "x".repeat(121) }, "the name of a service account must have 1 to 120 characters, got 121"],
  ])("refuses %j", (props, message) => {
    expect(() => publisher(acme(), props)).toThrow(new RegExp(message));
  });

  it("keeps its addresses whatever other tokens are made, where names are known only later", () => {
    const made = (others: number) => {
      const stack = acme();
      const name = new TerraformVariable(stack, "name", { type: "string" });
      for (let index = 0; index < others; index++) {
        Token.asString({ resolve: () => index });
      }
      publisher(stack, {
        from: [GitHubEnvironment.named(name.stringValue)],
        publishTo: [{ repository: name.stringValue }],
      });
      return stack;
    };

    expect(addresses(made(0))).toEqual(addresses(made(3)));
    expect(addresses(made(0)).filter((address) => !address.startsWith("cloudsmith_service"))).toEqual([
      "cloudsmith_oidc.app_From-environment---var-name--919553ca_5C9F8C0B",
      "cloudsmith_repository_privilege.app_Grant---var-name--9beae276_FE77BCCE",
    ]);
    expect(settings(made(0))[0]).toMatchObject({
      name: "ci-app-environment-${var.name}",
      claims: { environment: "${var.name}" },
    });
  });

  it("refuses a name for an account that it does not make", () => {
    const stack = acme();
    expect(
      refusal(() => publisher(stack, { account: ServiceAccount.fromSlug(stack, "c", "ci"), accountName: "x" })),
    ).toMatch(/give one of them \(at trust\/app\)/);
  });
});

describe("GitHubRepository", () => {
  it.each(["app", "acme/app/x", "acme/", "https://github.com/acme/app", "acme/.."])("refuses %j", (name) => {
    expect(refusal(() => GitHubRepository.of(name, { id: 1, ownerId: 2 }))).toMatch(/given as OWNER\/NAME/);
  });

  it.each<readonly [unknown, RegExp]>([
    ["7.*", /would be a prefix/],
    [".*", /would be a prefix/],
    ["acme/app", /never gives the claim repository_id the value "acme\/app"/],
    [undefined, /got undefined/],
    [null, /got null/],
    [Number.MAX_SAFE_INTEGER + 1, /give it as text/],
    ["", /must have some text/],
  ])("is refused with the id %j, which would trust others or nobody", (id, message) => {
    expect(refusal(() => GitHubRepository.of("acme/app", { id: id as string, ownerId: 65 }))).toMatch(message);
    expect(refusal(() => GitHubRepository.of("acme/app", { id: 74, ownerId: id as string }))).toMatch(
      id === "acme/app" ? /repository_owner_id/ : message,
    );
  });

  it("knows owner and name", () => {
    expect(app).toMatchObject({ owner: "acme", name: "app", id: 74, ownerId: 65 });
  });
});

describe("GitHubRef", () => {
  it.each(["pull_request", "pull_request_target", "workflow_run", "issue_comment", "pull_request_review"])(
    "cannot trust %s, which people without write access can start",
    (event) => {
      expect(refusal(() => GitHubRef.branch("main").on(event))).toMatch(
        /can be started by people without write access/,
      );
    },
  );

  it.each(["pushed", "Push", ""])("refuses the event %j, which GitHub does not have", (event) => {
    expect(refusal(() => GitHubRef.branch("main").on(event))).toMatch(/GitHub has no event/);
  });

  it("takes a branch that is known only later, and no wildcard behind it", () => {
    const stack = acme();
    const branch = new TerraformVariable(stack, "branch", { type: "string" }).stringValue;

    publisher(stack, { from: [GitHubRef.branch(branch)] });

    expect(settings(stack)[0]).toMatchObject({ claims: { ref: "refs/heads/${var.branch}", event_name: "push" } });
    for (const wild of [`${branch}*`, `${branch}.*`]) {
      expect(refusal(() => GitHubRef.branch(wild))).toMatch(/without wildcards/);
    }
  });

  it("refuses to be started by nothing", () => {
    expect(refusal(() => GitHubRef.branch("main").on())).toMatch(/name at least one event/);
  });

  it.each(["", "refs/heads/main", "a*", "a b", "/a", "a/", "a..b", "-a", "a~1", "a.lock", "a//b"])(
    "refuses %j as a branch",
    (name) => {
      expect(refusal(() => GitHubRef.branch(name))).toMatch(
        /is no branch name; give it without refs\/ and without wildcards/,
      );
    },
  );

  it("names, for a name with a wildcard, what trusts several", () => {
    expect(refusal(() => GitHubRef.tag("v*"))).toMatch(
      /without wildcards: for several there is GitHubRef\.tagsStartingWith$/,
    );
    expect(refusal(() => GitHubRef.branch("release/*"))).toMatch(/for several there is GitHubRef\.branchesUnder$/);
  });

  it("counts an event once, in whatever order", () => {
    expect(GitHubRef.branch("main").on("workflow_dispatch", "push", "push").events).toEqual([
      "push",
      "workflow_dispatch",
    ]);
  });
});
