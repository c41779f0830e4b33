import { describe, expect, it } from "vitest";
import { judgeManaged } from "../../../lib/trust/index.js";
import { trustValue } from "../support.js";
import { APP, changed, contextOf, environment, managed, oidc, privilege, service, stackOf } from "./support.js";

const SETTING = "cloudsmith_oidc.app-main";
const ACCOUNT = "cloudsmith_service.ci-app";
const GRANT = "cloudsmith_repository_privilege.app";

const TWO = [
  service("ci-app"),
  service("b"),
  oidc("app-main", { service_accounts: ["ci-app", "b"] }),
  privilege("app"),
];
const OTHER = [...APP, { address: "random_id.x", values: { hex: "00" } }];

describe("managed drift", () => {
  it("is nothing where nothing was changed", () => {
    expect(managed(APP)).toEqual([]);
  });

  it("does not say of the accounts that it concerns what rules say of a whole change: others deploy still", () => {
    const manager = { role: "Manager" };
    const app = [
      service("deployer", manager),
      oidc("deploy", { service_accounts: ["deployer"] }),
      service("other", manager),
      oidc("other", { service_accounts: ["other"] }),
    ];
    expect(managed(changed(app, "cloudsmith_oidc.deploy", { enabled: false }), app)).toMatchObject([
      { name: "deploy", severity: "medium", newFindings: [{ rule: "disabled-stale" }], lost: [{ by: "admission" }] },
    ]);
  });

  it("weighs a setting that lets in more by what it opens, though nobody new appeared", () => {
    const [drift, ...others] = managed(changed(APP, SETTING, { claims: { repository_owner_id: "65" } }));
    expect(others).toEqual([]);
    expect(drift).toMatchObject({
      section: "managed",
      stack: "app",
      kind: "provider settings",
      name: "app-main",
      at: SETTING,
      severity: "high",
      gained: [{ by: "admission", subject: { kind: "account", account: "ci-app" } }],
      lost: [],
      changes: [{ field: "claims" }],
      trace: { about: "oidc", names: expect.arrayContaining(["app-main", "perm-app-main"]) },
    });
    expect(drift?.gained[0]?.access).toMatchObject([{ repository: "prod", after: "Write" }]);
    expect(drift?.gained[0]?.witness?.settings).toEqual(["app-main"]);
  });

  it.each([
    ["a description", APP, changed(APP, ACCOUNT, { description: "by hand" })],
    ["a name", APP, changed(APP, SETTING, { name: "renamed" })],
    ["the order of accounts", TWO, changed(TWO, SETTING, { service_accounts: ["b", "ci-app"] })],
    ["what another provider has", OTHER, changed(OTHER, "random_id.x", { hex: "ff" })],
  ])("never alarms for %s", (_, recorded, live) => {
    expect(managed(live, recorded)).toMatchObject([{ severity: "none", gained: [], lost: [], newFindings: [] }]);
  });

  it("says who loses what where something is gone", () => {
    expect(managed(changed(APP, SETTING, undefined))).toMatchObject([
      { severity: "medium", what: expect.stringContaining("is gone"), gained: [], lost: [{ by: "admission" }] },
    ]);
    expect(managed(changed(APP, GRANT, undefined))).toMatchObject([
      { severity: "medium", kind: "privilege of", name: "service ci-app on prod", lost: [{ by: "level" }] },
    ]);
  });

  it("weighs a raised level, a new Manager and an added grant", () => {
    expect(managed(changed(APP, GRANT, { privilege: "Admin" }))).toMatchObject([
      { severity: "high", gained: [{ by: "level", access: [{ before: "Write", after: "Admin" }] }] },
    ]);
    expect(managed(changed(APP, ACCOUNT, { role: "Manager" }))).toMatchObject([
      { severity: "critical", gained: [{ by: "role" }] },
    ]);
    const list = (services: readonly object[]) => ({
      address: "cloudsmith_repository_privileges.prod",
      values: { organization: "acme", repository: "prod", service: services, team: [], user: [] },
    });
    const own = { slug: "ci-app", privilege: "Write" };
    const before = [service("ci-app"), service("b"), list([own])];
    const after = [service("ci-app"), service("b"), list([own, { slug: "b", privilege: "Write" }])];
    expect(managed(after, before)).toMatchObject([
      { severity: "high", kind: "list of privileges on", name: "prod", gained: [{ subject: { account: "b" } }] },
    ]);
  });

  it("is not masked by another drift that lets in the same", () => {
    const recorded = [...APP, oidc("second", { claims: { repository_id: "75", repository_owner_id: "65" } })];
    const open = { claims: { repository_owner_id: "65" } };
    const live = changed(changed(recorded, SETTING, open), "cloudsmith_oidc.second", open);
    expect(managed(live, recorded).map(({ name, severity }) => [name, severity])).toEqual([
      ["app-main", "high"],
      ["second", "high"],
    ]);
  });

  it("takes the grants that may not be read from what the stacks know", () => {
    const recorded = APP;
    const live = changed(APP, SETTING, { claims: { repository_owner_id: "65" } });
    const unread = trustValue({ repositories: [], privileges: [] });
    const { drifts } = judgeManaged(contextOf([stackOf(recorded, live)], unread));
    expect(drifts).toMatchObject([
      { severity: "high", gained: [{ access: [{ repository: "prod", after: "Write" }] }] },
    ]);
  });

  it("has the same fingerprint in every run, and another once it changes further", () => {
    const print = (claims: object): string | undefined => managed(changed(APP, SETTING, { claims }))[0]?.fingerprint;
    expect(print({ ref: "a", aud: "b" })).toBe(print({ aud: "b", ref: "a" }));
    expect(print({ ref: "a" })).not.toBe(print({ ref: "b" }));
  });

  it("shows no value that is sensitive", () => {
    const recorded = APP.map((each) => ({ ...each, sensitive: { key: true } }));
    const live = changed(recorded, ACCOUNT, { key: "secret", role: "Manager" });
    const [drift] = managed(live, recorded);
    expect(drift?.changes).toEqual([{ field: "role", declared: "Member", live: "Manager" }]);
    expect(JSON.stringify(drift)).not.toContain("secret");
  });
});

describe("what guards trust on GitHub", () => {
  const ENVIRONMENT = "github_repository_environment.production";
  const leaning = [
    service("ci-app"),
    oidc("app-main", {
      claims: { repository: "acme/app", repository_id: "74", environment: "production", aud: "cloudsmith" },
    }),
    privilege("app"),
    environment(),
  ];
  const of = (values: object | undefined) => managed(changed(leaning, ENVIRONMENT, values), leaning);

  it("reads as widening where the reviewers were removed", () => {
    expect(of({ reviewers: [] })).toMatchObject([
      {
        severity: "high",
        kind: "GitHub environment",
        name: "production of app",
        effects: [{ direction: "wider", words: "nobody has to review deployments any more" }],
      },
    ]);
  });

  it("brings the findings of rules that look at the environment", () => {
    const [drift] = of({ reviewers: [], deployment_branch_policy: [] });
    expect(drift?.newFindings).toMatchObject([{ rule: "environment-unprotected", severity: "high" }]);
  });

  it.each([
    ["somebody else may approve", { reviewers: [{ teams: [7, 8], users: null }] }, "wider", "high"],
    ["one of two may not any more", { reviewers: [{ teams: [7], users: null }] }, "narrower", "low"],
    ["admins may pass it over", { can_admins_bypass: true }, "wider", "high"],
    ["one may approve one's own", { prevent_self_review: false }, "wider", "high"],
    ["any branch may deploy", { deployment_branch_policy: [] }, "wider", "high"],
    ["it waits less", { wait_timer: 0 }, "wider", "high"],
    ["it waits longer", { wait_timer: 30 }, "narrower", "low"],
    ["it is gone", undefined, "wider", "high"],
  ])("weighs an environment where %s", (what, values, direction, severity) => {
    const recorded = leaning.map((each) =>
      each.address !== ENVIRONMENT
        ? each
        : environment(
            what.startsWith("one of two")
              ? { reviewers: [{ teams: [7, 8], users: null }] }
              : what.startsWith("it waits")
                ? { wait_timer: 10 }
                : {},
          ),
    );
    expect(managed(changed(recorded, ENVIRONMENT, values), recorded)).toMatchObject([
      { severity, effects: [{ direction }] },
    ]);
  });

  it("weighs less where no setting leans on it", () => {
    const alone = [...APP, environment()];
    expect(managed(changed(alone, ENVIRONMENT, { reviewers: [] }), alone)).toMatchObject([{ severity: "medium" }]);
  });

  it("takes an environment of that name for the one of a setting that knows its repository by id alone", () => {
    const byId = leaning.map((each) =>
      each.address === "cloudsmith_oidc.app-main"
        ? oidc("app-main", { claims: { repository_id: "74", environment: "production" } })
        : each,
    );
    expect(managed(changed(byId, ENVIRONMENT, { reviewers: [] }), byId)).toMatchObject([{ severity: "high" }]);
  });

  it("leans on it by what is declared, even where the setting was changed as well", () => {
    const both = changed(changed(leaning, ENVIRONMENT, { reviewers: [] }), "cloudsmith_oidc.app-main", {
      claims: { repository_owner_id: "65" },
    });
    expect(managed(both, leaning)).toMatchObject([{ severity: "high" }, { severity: "high" }]);
  });

  it("knows the repository by the variable that tells its workflows whom to become", () => {
    const byId = [
      service("ci-app"),
      oidc("app-main", { claims: { repository_id: "74", environment: "production" } }),
      privilege("app"),
      environment(),
      {
        address: "github_actions_variable.slug",
        values: { repository: "app", variable_name: "CLOUDSMITH_SERVICE_SLUG", value: "ci-app" },
      },
    ];
    expect(managed(changed(byId, ENVIRONMENT, { reviewers: [] }), byId)).toMatchObject([{ severity: "high" }]);
  });

  it.each([
    [
      "default workflow permissions",
      "github_workflow_repository_permissions.app",
      { repository: "app", default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
      { default_workflow_permissions: "write" },
      "high",
    ],
    [
      "a ruleset that is no longer enforced",
      "github_repository_ruleset.tags",
      {
        repository: "app",
        name: "tags",
        target: "tag",
        enforcement: "active",
        bypass_actors: [],
        rules: [{ update: true }],
      },
      { enforcement: "disabled" },
      "high",
    ],
    [
      "a variable that workflows sign in by",
      "github_actions_variable.slug",
      { repository: "app", variable_name: "CLOUDSMITH_ORG", value: "acme" },
      { value: "evil" },
      "medium",
    ],
    [
      "a variable of others",
      "github_actions_variable.other",
      { repository: "app", variable_name: "COLOUR", value: "red" },
      { value: "blue" },
      "none",
    ],
    [
      "a file that may only have failed to be read",
      "github_repository_file.workflow",
      { repository: "app", file: ".github/workflows/publish.yml" },
      undefined,
      "low",
    ],
  ])("weighs %s", (_, address, values, now, severity) => {
    const recorded = [...leaning, { address, values }];
    expect(managed(changed(recorded, address, now), recorded)).toMatchObject([{ severity, at: address }]);
  });
});
