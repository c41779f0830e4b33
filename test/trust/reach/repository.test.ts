import { describe, expect, it } from "vitest";
import {
  type Holder,
  reachOfRepository,
  readSynthesized,
  type TrustModel,
  type Unknown,
} from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

/** `Write account ci-app by grant` */
function told({ subject, level, paths }: Holder): string {
  const { kind, ...named } = subject;
  const who = [kind, ...Object.values(named)].join(" ");
  return `${level} ${who} by ${paths.map(({ by, team }) => (team === undefined ? by : `${by} ${team}`)).join(", ")}`;
}

function holders(model: TrustModel, repository = "prod"): readonly string[] {
  return reachOfRepository(model, repository).holders.map(told);
}

describe("who reaches a repository", () => {
  it("is who has a grant, itself or by a team, greatest level first", () => {
    const model = trust({
      accounts: [
        { slug: "ci-app", teams: [{ slug: "release" }, { slug: "idle" }] },
        { slug: "ci-web", teams: [{ slug: "release" }] },
        { slug: "ci-none" },
      ],
      privileges: [
        { repository: "prod", service: "ci-app", privilege: "Read" },
        { repository: "prod", team: "release", privilege: "Write" },
        { repository: "prod", user: "alice", privilege: "Admin" },
        { repository: "prod", service: "not-listed", privilege: "Read" },
        { repository: "other", service: "ci-none", privilege: "Admin" },
      ],
    });
    expect(holders(model)).toEqual([
      "Admin user alice by grant",
      "Write account ci-app by team release, grant",
      "Write account ci-web by team release",
      "Write team release by grant",
      "Read account not-listed by grant",
    ]);
  });

  it("is everyone by its default, and anyone by its visibility", () => {
    const open = (repository_type_str: "Public" | "Open-Source") =>
      trust({ privileges: [], repositories: [{ slug: "prod", repository_type_str, default_privilege: "Write" }] });
    for (const type of ["Public", "Open-Source"] as const) {
      expect(holders(open(type))).toEqual(["Write organization by default", "Read anyone by public"]);
    }
  });

  it("is every Manager, whatever it was granted", () => {
    const model = trust({ accounts: [{ slug: "ci-app" }, { slug: "boss", role: "Manager" }] });
    expect(holders(model)).toEqual(["Admin account boss by role", "Write account ci-app by grant"]);
  });

  it("is its people, where they were read", () => {
    const origin = { source: "live", where: "x", at: "members" } as const;
    const model = trust({ privileges: [{ repository: "prod", team: "release", privilege: "Write" }] });
    const users = [
      { slug: "olga", role: "Owner", teams: [], origin },
      { slug: "mia", role: "Manager", teams: [{ slug: "release", role: "Member" }], origin },
      { slug: "max", role: "Member", teams: [{ slug: "release", role: "Member" }], origin },
      { slug: "nobody", role: "Collaborator", teams: [], origin },
    ] as const;
    expect(holders({ ...model, users })).toEqual([
      "Admin user olga by role",
      "Admin user mia by role, team release",
      "Write team release by grant",
      "Write user max by team release",
    ]);
  });

  it("tells how CI jobs become its accounts, but for settings that are disabled", () => {
    const model = trust({
      settings: [
        settingValue(),
        settingValue({ name: "off", enabled: false }),
        settingValue({
          name: "mapped",
          service_accounts: [],
          mapping_claim: "environment",
          dynamic_mappings: [
            { claim_value: "production", service_account: "ci-app" },
            { claim_value: "staging.*", service_account: "ci-app" },
            { claim_value: "test", service_account: "other" },
          ],
        }),
      ],
    });
    const [holder] = reachOfRepository(model, "prod").holders;
    expect(holder?.waysIn).toMatchObject([
      { setting: "app-main", claims: { repository_id: "74" }, uncertain: false },
      { setting: "mapped", mapped: { claim: "environment", values: ["production", "staging.*"] } },
    ]);
    expect(holder?.waysIn?.[0]).not.toHaveProperty("mapped");
  });
});

describe("the repository asked for", () => {
  const model = trust({ repositories: [{ slug: "prod", name: "Production", slug_perm: "r1" }] });

  it.each(["prod", "r1", "Production", "/repositories/0"])("may be called %s", (asked) => {
    expect(reachOfRepository(model, asked)).toMatchObject({ repository: "prod", isDescribed: true });
  });

  it("may be known by its grants alone, and then its default is not", () => {
    expect(reachOfRepository(trust({ repositories: [] }), "prod")).toMatchObject({
      isDescribed: false,
      holders: [{ level: "Write" }],
    });
  });

  it("may be one that an app creates", () => {
    const app = readSynthesized(
      { resource: { cloudsmith_repository: { r: { namespace: "acme", name: "prod" } } } },
      "cdk.tf.json",
    );
    for (const asked of ["prod", "cloudsmith_repository.r", "${cloudsmith_repository.r}"]) {
      expect(reachOfRepository(app, asked).repository).toBe("${cloudsmith_repository.r}");
    }
  });

  it("is an error where nothing speaks of it: nobody would look like an answer", () => {
    expect(() => reachOfRepository(model, "prdo")).toThrow(/speaks of no repository prdo; did you mean prod\?/);
    expect(() => reachOfRepository(model, "x")).toThrow(expect.objectContaining({ code: "unknown_repository" }));
    const two = trust({
      repositories: [
        { slug: "a", name: "same" },
        { slug: "b", name: "same" },
      ],
    });
    expect(() => reachOfRepository(two, "same")).toThrow(/2 repositories are named same: a, b; ask by slug/);
  });

  it("may be unheard of where repositories could not be read", () => {
    const { repositories: _, ...file } = { ...model, repositories: [] };
    const unread: Unknown = { about: "repositories", reason: "403", origin: { source: "live", where: "", at: "" } };
    const reach = reachOfRepository({ ...file, repositories: [], unknowns: [unread] }, "unheard-of");
    expect(reach).toMatchObject({ holders: [], undecided: [unread] });
  });
});

describe("what was not read", () => {
  const origin = { source: "live", where: "x", at: "y" } as const;
  const undecided = (unknown: Omit<Unknown, "reason" | "origin">) =>
    reachOfRepository({ ...trust(), unknowns: [{ ...unknown, reason: "403", origin }] }, "prod").undecided.length;

  it.each<Omit<Unknown, "reason" | "origin">>([
    { about: "accounts" },
    { about: "accounts", name: "ci-app", field: ["role"] },
    { about: "accounts", name: "ci-app", field: ["teams", "0", "slug"] },
    { about: "privileges" },
    { about: "privileges", name: "prod" },
    { about: "privileges", name: "prod", field: ["service", "0", "slug"] },
    { about: "privileges", name: "${x}", field: ["repository"] },
    { about: "repositories", name: "prod", field: ["default_privilege"] },
    { about: "settings" },
    { about: "settings", name: "app-main", field: ["service_accounts"] },
  ])("leaves the answer open: %j", (unknown) => {
    expect(undecided(unknown)).toBe(1);
  });

  it.each<Omit<Unknown, "reason" | "origin">>([
    { about: "accounts", name: "ci-app", field: ["description"] },
    { about: "privileges", name: "other" },
    { about: "repositories" },
    { about: "repositories", name: "other", field: ["default_privilege"] },
    { about: "repositories", name: "prod", field: ["name"] },
    { about: "settings", name: "app-main", field: ["claims", "ref"] },
    { about: "teams" },
  ])("is beside the point: %j", (unknown) => {
    expect(undecided(unknown)).toBe(0);
  });

  it("of a setting's claims makes the way in uncertain", () => {
    const model = trust();
    const [setting] = model.settings;
    const unknown: Unknown = {
      about: "settings",
      name: "app-main",
      field: ["claims", "ref"],
      reason: "later",
      origin: setting!.origin,
    };
    const [holder] = reachOfRepository({ ...model, unknowns: [unknown] }, "prod").holders;
    expect(holder?.waysIn).toMatchObject([{ setting: "app-main", uncertain: true }]);
  });

  it("is listed as not looked at: people only where they were not", () => {
    const kinds = (model: TrustModel) => reachOfRepository(model, "prod").notLookedAt.map(({ what }) => what);
    expect(kinds(trust())).toEqual(["users", "api-keys", "entitlement-tokens", "organization-default"]);
    expect(kinds({ ...trust(), users: [] })).toEqual(["api-keys", "entitlement-tokens", "organization-default"]);
  });
});
