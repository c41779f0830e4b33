import { describe, expect, it } from "vitest";
import { judgeUnmanaged } from "../../../lib/trust/index.js";
import { settingValue, trustValue } from "../support.js";
import { APP, changed, contextOf, stackOf, unmanaged } from "./support.js";

const OWN = settingValue({ slug_perm: "perm-app-main" });
const live = (more: Parameters<typeof unmanaged>[0]) => ({ ...trustValue({ settings: [OWN] }), ...more });

describe("unmanaged trust", () => {
  it("is nothing where the stacks declare all that is live", () => {
    expect(unmanaged(live({}))).toEqual([]);
  });

  it("finds a setting that was added by hand, by what it opens", () => {
    const settings = [OWN, settingValue({ name: "back-door", slug_perm: "x", claims: { repository_owner_id: "66" } })];
    expect(unmanaged(live({ settings }))).toMatchObject([
      {
        section: "unmanaged",
        kind: "provider settings",
        name: "back-door",
        what: "is not declared by any stack",
        severity: "high",
        gained: [{ by: "admission", subject: { account: "ci-app" } }],
        trace: { about: "oidc" },
      },
    ]);
    expect(unmanaged(live({ settings }))[0]?.stack).toBeUndefined();
  });

  it("finds a setting with the same name as a declared one, which is another", () => {
    const settings = [settingValue({ slug_perm: "other", claims: { repository_owner_id: "66" } })];
    expect(unmanaged(live({ settings }))).toMatchObject([{ name: "app-main", severity: "high" }]);
  });

  it("weighs a disabled setting little", () => {
    const settings = [OWN, settingValue({ name: "off", slug_perm: "x", enabled: false })];
    expect(unmanaged(live({ settings }))).toMatchObject([{ name: "off", severity: "low" }]);
  });

  it.each([
    ["Write", "high"],
    ["Admin", "high"],
    ["Read", "medium"],
    [undefined, "low"],
  ] as const)("weighs an account with %s on a repository, its grants told with it", (privilege, severity) => {
    const privileges = [
      { repository: "prod", service: "ci-app", privilege: "Write" as const },
      ...(privilege === undefined ? [] : [{ repository: "prod", service: "stranger", privilege }]),
    ];
    const accounts = [{ slug: "ci-app" }, { slug: "stranger" }];
    expect(unmanaged(live({ accounts, privileges }))).toMatchObject([
      { kind: "service account", name: "stranger", severity },
    ]);
  });

  it("weighs a Manager most", () => {
    const accounts = [{ slug: "ci-app" }, { slug: "boss", role: "Manager" as const }];
    expect(unmanaged(live({ accounts }))).toMatchObject([{ name: "boss", severity: "critical" }]);
  });

  it("finds a grant to an account that a stack declares", () => {
    const privileges = [
      { repository: "prod", service: "ci-app", privilege: "Write" as const },
      { repository: "secret", service: "ci-app", privilege: "Read" as const },
    ];
    const repositories = [{ slug: "prod" }, { slug: "secret" }];
    expect(unmanaged(live({ privileges, repositories }))).toMatchObject([
      { kind: "grant", name: "Read on secret to service ci-app", severity: "medium" },
    ]);
  });

  it("weighs grants to people little, and those to teams of accounts by what the accounts get", () => {
    const own = { repository: "prod", service: "ci-app", privilege: "Write" as const };
    const accounts = [{ slug: "ci-app", teams: [{ slug: "release" }] }];
    const privileges = [
      own,
      { repository: "prod", user: "owner", privilege: "Admin" as const },
      { repository: "prod", team: "people", privilege: "Admin" as const },
      { repository: "stage", team: "release", privilege: "Admin" as const },
    ];
    const repositories = [{ slug: "prod" }, { slug: "stage" }];
    const found = unmanaged(
      live({ accounts, privileges, repositories, teams: [{ slug: "release" }, { slug: "people" }] }),
    );
    expect(found.map(({ name, severity }) => [name, severity])).toEqual([
      ["Admin on prod to user owner", "low"],
      ["Admin on prod to team people", "low"],
      ["Admin on stage to team release", "high"],
    ]);
  });

  it("takes what was changed beside Terraform for managed still", () => {
    const refreshed = changed(APP, "cloudsmith_repository_privilege.app", { privilege: "Admin" });
    const privileges = [{ repository: "prod", service: "ci-app", privilege: "Admin" as const }];
    const { drifts } = judgeUnmanaged(contextOf([stackOf(APP, refreshed)], live({ privileges })));
    expect(drifts).toEqual([]);
  });

  it("has another fingerprint once a stranger gets more", () => {
    const accounts = [{ slug: "ci-app" }, { slug: "stranger" }];
    const own = { repository: "prod", service: "ci-app", privilege: "Write" as const };
    const print = (privilege: "Read" | "Write") =>
      unmanaged(live({ accounts, privileges: [own, { repository: "prod", service: "stranger", privilege }] }))[0]
        ?.fingerprint;
    expect(print("Read")).toBe(print("Read"));
    expect(print("Read")).not.toBe(print("Write"));
  });
});
