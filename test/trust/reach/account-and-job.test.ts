import { describe, expect, it } from "vitest";
import { reachOfAccount, reachOfJob, readSynthesized, type TrustModel } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";

const MAIN = { repository: "acme/app", repositoryId: 74, ownerId: 65, ref: "refs/heads/main" } as const;

describe("what an account reaches", () => {
  it("goes through its grants, teams, defaults and visibility, with how it is got", () => {
    const model = trust({
      accounts: [{ slug: "ci-app", name: "App", teams: [{ slug: "release" }] }],
      repositories: [
        { slug: "prod", default_privilege: "Read" },
        { slug: "open", repository_type_str: "Public" },
      ],
      privileges: [{ repository: "prod", team: "release", privilege: "Write" }],
    });
    for (const asked of ["ci-app", "App"]) {
      expect(reachOfAccount(model, asked)).toMatchObject({
        account: "ci-app",
        role: "Member",
        access: [
          { repository: "open", level: "Read", paths: [{ by: "public" }] },
          { repository: "prod", level: "Write", paths: [{ by: "team", team: "release" }, { by: "default" }] },
        ],
        waysIn: [{ setting: "app-main" }],
        undecided: [],
        scope: "organization",
      });
    }
    expect(reachOfAccount(model, "ci-app")).not.toHaveProperty("everything");
  });

  it("is everything for a Manager, and says why", () => {
    const model = trust({ accounts: [{ slug: "ci-app", role: "Manager" }] });
    expect(reachOfAccount(model, "ci-app").everything).toMatch(/a Manager .* can take any privilege/);
  });

  it("is an error for an account that nothing speaks of", () => {
    expect(() => reachOfAccount(trust(), "ci-ap")).toThrow(/speaks of no account ci-ap; did you mean ci-app\?/);
    const granted = trust({ accounts: [], settings: [] });
    expect(reachOfAccount(granted, "ci-app").access).toHaveLength(1);
  });

  it("is open where something that may give it more was not read", () => {
    const origin = { source: "live", where: "x", at: "y" } as const;
    const unread = { about: "repositories", reason: "shown what it may read only", origin } as const;
    const teams = { about: "teams", reason: "403", origin } as const;
    expect(reachOfAccount({ ...trust(), unknowns: [unread, teams] }, "ci-app").undecided).toEqual([unread]);
  });
});

describe("what a job reaches", () => {
  const settings = [
    settingValue(),
    settingValue({ name: "read", claims: { repository_id: "74" }, service_accounts: ["ci-read", "ci-app"] }),
    settingValue({ name: "off", enabled: false, service_accounts: ["ci-off"] }),
    settingValue({ name: "elsewhere", claims: { repository_id: "75" }, service_accounts: ["ci-else"] }),
    settingValue({ name: "gone", service_accounts: ["ci-gone"] }),
    settingValue({
      name: "mapped",
      service_accounts: [],
      mapping_claim: "environment",
      dynamic_mappings: [
        { claim_value: "production", service_account: "ci-boss" },
        { claim_value: "staging", service_account: "ci-read" },
      ],
    }),
  ];
  const model = trust({
    accounts: [
      { slug: "ci-app" },
      { slug: "ci-read" },
      { slug: "ci-off" },
      { slug: "ci-else" },
      { slug: "ci-boss", role: "Manager" },
    ],
    settings,
    privileges: [
      { repository: "prod", service: "ci-app", privilege: "Write" },
      { repository: "prod", service: "ci-read", privilege: "Read" },
    ],
  });

  it("is what every account reaches that it gets", () => {
    expect(reachOfJob(model, MAIN)).toMatchObject({
      accounts: [
        {
          account: "ci-app",
          verdict: "admitted",
          settings: ["app-main", "read"],
          role: "Member",
          access: [{ repository: "prod", level: "Write" }],
        },
        { account: "ci-read", settings: ["read"], access: [{ repository: "prod", level: "Read" }] },
      ],
      undecided: [],
    });
    expect(reachOfJob(model, { ...MAIN, repositoryId: 76 }).accounts).toEqual([]);
  });

  it("is everything where it becomes a Manager", () => {
    const [, boss] = reachOfJob(model, { ...MAIN, environment: "production" }).accounts;
    expect(boss).toMatchObject({ account: "ci-boss", settings: ["mapped"], everything: expect.any(String) });
  });

  it("is nothing where the CI gives it no token, and says why", () => {
    expect(reachOfJob(model, { ...MAIN, event: "pull_request", fromFork: true })).toMatchObject({
      noToken: expect.stringContaining("fork"),
      accounts: [],
      undecided: [],
    });
  });

  it("depends on the audience where the settings do", () => {
    const picky = trust({ settings: [settingValue({ claims: { aud: "mine" } })] });
    expect(reachOfJob(picky, MAIN, { audience: "mine" }).accounts).toHaveLength(1);
    expect(reachOfJob(picky, MAIN, { audience: "other" }).accounts).toHaveLength(0);
  });

  describe("that is described without ids", () => {
    const { repositoryId: _, ownerId: __, ...named } = MAIN;

    it("may get what asks for them", () => {
      expect(reachOfJob(model, named)).toMatchObject({
        accounts: [
          { account: "ci-app", verdict: "unknown", settings: ["app-main", "read"] },
          { account: "ci-else", verdict: "unknown" },
          { account: "ci-read", verdict: "unknown" },
        ],
        undecided: [
          { name: "app-main", field: ["claims", "repository_id"], reason: "the job is described without it" },
          { name: "read" },
          { name: "elsewhere" },
        ],
      });
      const elsewhere = { ...named, ref: "refs/heads/dev" };
      expect(reachOfJob(trust(), elsewhere)).toMatchObject({ accounts: [], undecided: [] });
    });

    it("has those that are known of GitHub", () => {
      const github = { repositories: [{ full_name: "Acme/App", id: 74, owner_id: 65 }] };
      expect(reachOfJob({ ...model, github }, named)).toMatchObject({
        accounts: [{ account: "ci-app", verdict: "admitted" }, { account: "ci-read" }],
        undecided: [],
      });
    });

    it("may get what maps them", () => {
      const mapped = settingValue({
        claims: { ref: "refs/heads/main" },
        service_accounts: [],
        mapping_claim: "repository_id",
        dynamic_mappings: [{ claim_value: "74", service_account: "ci-app" }],
      });
      expect(reachOfJob(trust({ settings: [mapped] }), named)).toMatchObject({
        accounts: [{ account: "ci-app", verdict: "unknown" }],
        undecided: [{ field: ["mapping_claim"] }],
      });
    });
  });

  describe("where something is not known", () => {
    const app = (oidc: object): TrustModel =>
      readSynthesized(
        {
          resource: {
            cloudsmith_service: { ci: { organization: "acme", name: "ci-app" } },
            cloudsmith_oidc: {
              app: {
                namespace: "acme",
                name: "app-main",
                enabled: true,
                provider_url: "https://token.actions.githubusercontent.com",
                claims: { ref: "refs/heads/main" },
                service_accounts: ["${cloudsmith_service.ci.slug}"],
                ...oidc,
              },
            },
          },
        },
        "cdk.tf.json",
      );

    it("may be an account more", () => {
      const reach = reachOfJob(app({ claims: { ref: "refs/heads/${var.branch}" } }), MAIN);
      expect(reach.accounts).toMatchObject([{ account: "${cloudsmith_service.ci}", verdict: "unknown" }]);
      expect(reach.undecided).toMatchObject([{ field: ["claims", "ref"] }]);
      expect(reachOfJob(app({ claims: { ref: "refs/tags/${var.tag}" } }), MAIN)).toMatchObject({
        accounts: [],
        undecided: [],
      });
    });

    it("may be any account, which nobody can name", () => {
      for (const service_accounts of ["${var.accounts}", ["${var.account}"]]) {
        const reach = reachOfJob(app({ service_accounts }), MAIN);
        expect(reach.accounts).toEqual([]);
        expect(reach.undecided).toMatchObject([{ about: "settings", name: "app-main" }]);
      }
    });

    it("says so of settings as a whole", () => {
      const unread = { about: "settings", reason: "403", origin: { source: "live", where: "x", at: "y" } } as const;
      expect(reachOfJob({ ...trust({ settings: [] }), unknowns: [unread] }, MAIN).undecided).toEqual([unread]);
    });

    it("is decided where another setting gives the same account", () => {
      const model = app({});
      const twice = app({ claims: { ref: "${var.ref}" } });
      const both = {
        ...model,
        settings: [
          ...model.settings,
          ...twice.settings.map((setting) => ({ ...setting, origin: { ...setting.origin, at: "cloudsmith_oidc.b" } })),
        ],
        unknowns: twice.unknowns.map((unknown) => ({
          ...unknown,
          origin: { ...unknown.origin, at: "cloudsmith_oidc.b" },
        })),
      };
      expect(reachOfJob(both, MAIN)).toMatchObject({ accounts: [{ verdict: "admitted" }], undecided: [] });
    });
  });
});
