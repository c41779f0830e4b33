import { describe, expect, it } from "vitest";
import { GITHUB_ISSUER } from "../../../lib/oidc/index.js";
import {
  accessOf,
  explainTrust,
  formatTrustFile,
  type LiveParts,
  parseTrustFile,
  readLive,
} from "../../../lib/trust/index.js";

const SERVICE = {
  name: "CI of app",
  slug: "ci-app",
  description: "",
  role: "Member",
  teams: [{ name: "Release", slug: "release", role: "Manager" }],
  key: "********7890",
  key_expires_at: null,
  created_at: "2026-09-01T10:00:00Z",
  created_by: "alice",
  created_by_url: "https://api.cloudsmith.io/v1/users/profile/alice/",
};
const SETTING = {
  name: "app-main",
  slug: "app-main",
  slug_perm: "x1",
  enabled: true,
  provider_url: GITHUB_ISSUER,
  claims: { repository_id: "74", nested: { a: [1, null] } },
  service_accounts: ["ci-app"],
  mapping_claim: null,
};
const REPOSITORY = {
  name: "Prod",
  slug: "prod",
  slug_perm: "r1",
  namespace: "acme",
  repository_type_str: "Private",
  default_privilege: "None",
  created_at: "2026-09-01T10:00:00Z",
};
const GRANT = { privilege: "Write", service: "ci-app", team: null, user: null };
const WHERE = "acme at api.cloudsmith.io";
const found = (...items: readonly unknown[]) => ({ found: items });
const forbidden = { missing: "forbidden", reason: "GET /x answered 403" } as const;

function read(overrides: Partial<LiveParts> = {}) {
  const parts: LiveParts = {
    organization: "acme",
    services: found(SERVICE),
    settings: found(SETTING),
    mappings: new Map(),
    repositories: found(REPOSITORY),
    seesAllRepositories: true,
    privileges: new Map([["prod", found(GRANT)]]),
    teams: found({ name: "Release", slug: "release", slug_perm: "t1", description: null, visibility: "Visible" }),
    members: found(),
    ...overrides,
  };
  return readLive(parts, WHERE);
}

describe("the live organization", () => {
  it("is a model of everything there is", () => {
    const origin = (at: string) => ({ source: "live", where: WHERE, at });
    expect(read()).toEqual({
      organization: "acme",
      scope: "organization",
      accounts: [
        {
          slug: "ci-app",
          name: "CI of app",
          role: "Member",
          teams: [{ slug: "release", role: "Manager" }],
          origin: origin("services/ci-app"),
        },
      ],
      settings: [{ ...SETTING, dynamic_mappings: [], origin: origin("openid-connect/x1") }],
      repositories: [
        {
          slug: "prod",
          name: "Prod",
          slug_perm: "r1",
          repository_type_str: "Private",
          default_privilege: "None",
          origin: origin("repos/prod"),
        },
      ],
      grants: [{ repository: "prod", privilege: "Write", service: "ci-app", origin: origin("repos/prod/privileges") }],
      teams: [{ slug: "release", name: "Release", origin: origin("teams/release") }],
      users: [],
      unknowns: [],
    });
  });

  it("can be kept as a trust file, without its people", () => {
    const model = read({ members: found({ user: "alice", role: "Owner", teams: [] }) });
    expect(formatTrustFile(model)).not.toContain("alice");
    expect(formatTrustFile(parseTrustFile(formatTrustFile(model), "trust.json"))).toBe(formatTrustFile(model));
  });

  it("has the dynamic mappings of a setting with a mapping claim", () => {
    const settings = found({ ...SETTING, service_accounts: [], mapping_claim: "environment" });
    const mapping = { claim_value: "production", service_account: "ci-app" };
    expect(read({ settings, mappings: new Map([["x1", found(mapping)]]) })).toMatchObject({
      settings: [{ mapping_claim: "environment", dynamic_mappings: [mapping] }],
      unknowns: [],
    });
    for (const mappings of [new Map(), new Map([["x1", forbidden]])]) {
      expect(read({ settings, mappings }).unknowns).toMatchObject([
        { about: "settings", name: "app-main", field: ["dynamic_mappings"] },
      ]);
    }
  });

  it("has its active people with their roles and teams", () => {
    const member = { role: "Member", teams: [{ slug: "release", role: "Member" }], is_active: true };
    const members = found({ ...member, user: "alice" }, { ...member, user: "gone", is_active: false });
    expect(read({ members }).users).toMatchObject([
      { slug: "alice", role: "Member", teams: [{ slug: "release", role: "Member" }] },
    ]);
    expect(read({ members: forbidden })).not.toHaveProperty("users");
  });
});

describe("what the API does not show", () => {
  it.each([
    ["services", ["accounts"]],
    ["settings", ["settings"]],
    ["repositories", ["repositories", "privileges"]],
    ["teams", ["teams"]],
  ] as const)("of %s is unknown as a whole: %j", (part, lists) => {
    for (const missing of ["forbidden", "failed"] as const) {
      const model = read({ [part]: { missing, reason: "GET /x answered 403" } });
      expect(model.unknowns.map(({ about, name }) => [about, name])).toEqual(lists.map((about) => [about, undefined]));
      expect(model.unknowns[0]?.reason).toBe("GET /x answered 403");
    }
  });

  it("of the grants on one repository is unknown for that one", () => {
    for (const privileges of [new Map(), new Map([["prod", forbidden]])]) {
      const model = read({ privileges });
      expect(model.grants).toEqual([]);
      expect(model.unknowns).toMatchObject([{ about: "privileges", name: "prod" }]);
    }
  });

  it("of repositories, to anybody but an Owner, is unknown: there may be more", () => {
    expect(read({ seesAllRepositories: false }).unknowns).toMatchObject([
      { about: "repositories", reason: expect.stringContaining("no others") },
    ]);
  });

  it("never lets a verdict be fine", () => {
    const job = { repository: "acme/app", repositoryId: 74 };
    const question = { account: "ci-app", subject: { job } };
    expect(explainTrust(read({ settings: forbidden }), question).verdict).toBe("unknown");
    const { claims: _, ...untold } = SETTING;
    expect(explainTrust(read({ settings: found(untold) }), question).verdict).toBe("unknown");
    expect(explainTrust(read({ settings: found({ ...SETTING, claims: {} }) }), question).verdict).toBe("admitted");
  });
});

describe("answers of another shape", () => {
  it.each([
    ["services", { ...SERVICE, role: "Robot" }, "accounts", ["role"]],
    ["services", { ...SERVICE, role: undefined }, "accounts", ["role"]],
    ["services", { ...SERVICE, teams: undefined }, "accounts", ["teams"]],
    ["services", { ...SERVICE, teams: ["release"] }, "accounts", ["teams"]],
    ["services", { ...SERVICE, teams: [{ slug: 7 }] }, "accounts", ["teams", "0", "role"]],
    ["services", { ...SERVICE, slug: "" }, "accounts", undefined],
    ["services", "ci-app", "accounts", undefined],
    ["settings", { ...SETTING, enabled: "perhaps" }, "settings", ["enabled"]],
    ["settings", { ...SETTING, provider_url: null }, "settings", ["provider_url"]],
    ["settings", { ...SETTING, claims: null }, "settings", ["claims"]],
    ["settings", { ...SETTING, claims: [] }, "settings", ["claims"]],
    ["settings", { ...SETTING, service_accounts: undefined }, "settings", ["service_accounts"]],
    ["settings", { ...SETTING, service_accounts: [{}] }, "settings", ["service_accounts", "0"]],
    ["settings", { ...SETTING, mapping_claim: {} }, "settings", ["mapping_claim"]],
    ["settings", { ...SETTING, slug_perm: undefined }, "settings", undefined],
    ["repositories", { ...REPOSITORY, repository_type_str: "Secret" }, "repositories", ["repository_type_str"]],
    ["repositories", { ...REPOSITORY, default_privilege: undefined }, "repositories", ["default_privilege"]],
    ["repositories", null, "repositories", undefined],
    ["teams", 7, "teams", undefined],
  ] as const)("in %s %j are unknown", (part, item, about, field) => {
    const model = read({ [part]: found(item) });
    expect(model.unknowns.map((unknown) => [unknown.about, unknown.field])).toContainEqual([about, field]);
  });

  it.each([
    [{ ...GRANT, privilege: "Everything" }, ["privilege"]],
    [{ ...GRANT, privilege: undefined }, ["privilege"]],
    [{ ...GRANT, service: null }, undefined],
    [{ ...GRANT, user: "alice" }, undefined],
    ["grant", undefined],
  ])("in grants %j are unknown", (grant, field) => {
    const model = read({ privileges: new Map([["prod", found(grant)]]) });
    expect(model.unknowns.map((unknown) => [unknown.about, unknown.name, unknown.field])).toEqual([
      ["privileges", "prod", field],
    ]);
  });

  it("count as what gives most", () => {
    const repositories = found({ ...REPOSITORY, default_privilege: "New" });
    expect(accessOf(read({ repositories }), "ci-app")[0]?.level).toBe("Admin");
    expect(read({ services: found({ ...SERVICE, role: "New" }) }).accounts[0]?.role).toBe("Manager");
    expect(read({ members: found({ user: "a", role: "New" }) }).users?.[0]?.role).toBe("Owner");
  });

  it("keep claims as they are, names of prototypes included", () => {
    const claims = JSON.parse('{"__proto__": "a", "n": 1, "deep": {"x": null}}') as object;
    expect(Object.entries(read({ settings: found({ ...SETTING, claims }) }).settings[0]?.claims ?? {})).toEqual([
      ["__proto__", "a"],
      ["n", 1],
      ["deep", { x: null }],
    ]);
  });
});
