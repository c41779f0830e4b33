import { describe, expect, it } from "vitest";
import {
  checkTrust,
  joinSnapshot,
  parseTrustFile,
  readSynthesized,
  reviewTrust,
  type TrustFileValue,
  type TrustModel,
  type TrustReview,
} from "../../../lib/trust/index.js";
import { settingValue, trustValue } from "../support.js";

const WRITE = { repository: "prod", service: "ci-app", privilege: "Write" } as const;
const OPEN = settingValue({ name: "legacy", claims: { repository_owner: "acme" }, service_accounts: ["legacy-bot"] });

/** The organization: this app's account and setting, and those of another stack. */
function snapshot(overrides: Partial<TrustFileValue> = {}): TrustModel {
  const value = trustValue({
    accounts: [{ slug: "ci-app-x1", name: "ci-app" }, { slug: "legacy-bot" }, { slug: "boss" }],
    settings: [settingValue({ service_accounts: ["ci-app-x1"] }), OPEN],
    repositories: [{ slug: "prod" }, { slug: "tools" }],
    privileges: [
      { ...WRITE, service: "ci-app-x1" },
      { repository: "tools", service: "boss", privilege: "Admin" },
    ],
    ...overrides,
  });
  return parseTrustFile(JSON.stringify(value), "snapshot.json");
}

interface App {
  readonly account?: object;
  readonly setting?: object;
  readonly more?: { readonly [type: string]: object };
}

function app({ account = {}, setting = {}, more = {} }: App = {}): TrustModel {
  const resource = {
    cloudsmith_service: { ci: { organization: "acme", name: "ci-app", ...account } },
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        ...settingValue({ service_accounts: ["${cloudsmith_service.ci.slug}"] }),
        ...setting,
      },
    },
    cloudsmith_repository_privilege: {
      prod: { ...WRITE, organization: "acme", service: "${cloudsmith_service.ci.slug}" },
    },
  };
  return readSynthesized({ resource: { ...resource, ...more } }, "cdk.tf.json");
}

function review(before: TrustModel, after: TrustModel, of: TrustModel = snapshot()): TrustReview {
  const joined = joinSnapshot(of, before, after);
  return reviewTrust(joined.before, joined.after, {
    shared: joined.shared,
    findings: { before: checkTrust(joined.before).findings, after: checkTrust(joined.after).findings },
  });
}

const grantTo = (service: string) => ({
  cloudsmith_repository_privilege: {
    prod: { ...WRITE, organization: "acme", service: "${cloudsmith_service.ci.slug}" },
    more: { organization: "acme", repository: "prod", service, privilege: "Write" },
  },
});

describe("a change joined with a snapshot", () => {
  it("is no change where nothing changes, whatever else the organization has", () => {
    const { direction, gained, lost, newFindings, undecided, scope } = review(app(), app());
    expect({ direction, gained, lost, newFindings, undecided }).toEqual({
      direction: "unchanged",
      gained: [],
      lost: [],
      newFindings: [],
      undecided: [],
    });
    expect(scope.after).toEqual({ speaksFor: "organization", accounts: 3, settings: 2 });
  });

  it("shows a grant to an account that another stack's setting opens wide", () => {
    const alone = reviewTrust(app(), app({ more: grantTo("legacy-bot") }));
    expect(alone.gained).toMatchObject([{ severity: "medium", subject: { account: "legacy-bot" } }]);
    expect(alone.gained[0]?.witness).toBeUndefined();
    const { direction, gained } = review(app(), app({ more: grantTo("legacy-bot") }));
    expect(direction).toBe("widened");
    expect(gained).toMatchObject([
      {
        severity: "high",
        by: "level",
        subject: { account: "legacy-bot" },
        access: [{ repository: "prod", before: "None", after: "Write" }],
        witness: { settings: ["legacy"] },
      },
    ]);
  });

  it("shows a setting that lets jobs in as an account that is Admin by another stack", () => {
    const after = app({ setting: { service_accounts: ["${cloudsmith_service.ci.slug}", "boss"] } });
    const alone = reviewTrust(app(), after);
    expect(alone.gained.map(({ access }) => access)).toEqual([[]]);
    expect(review(app(), after).gained).toMatchObject([
      {
        severity: "high",
        by: "admission",
        appeared: false,
        subject: { account: "boss" },
        access: [{ repository: "tools", after: "Admin" }],
        witness: { settings: ["app-main"] },
      },
    ]);
  });

  it("knows an account without a slug by its name, and by its address when it is renamed", () => {
    const wider = app({ setting: { claims: { repository_id: "74", repository_owner_id: "65" } } });
    expect(review(app(), wider).gained).toMatchObject([{ subject: { account: "ci-app-x1" }, appeared: false }]);
    expect(review(app(), app({ account: { name: "ci-other" } })).direction).toBe("unchanged");
    const fresh = app({
      more: {
        cloudsmith_service: {
          ci: { organization: "acme", name: "ci-app" },
          two: { organization: "acme", name: "new" },
        },
        ...grantTo("${cloudsmith_service.two.slug}"),
      },
    });
    expect(review(app(), fresh).gained).toMatchObject([
      { subject: { account: "${cloudsmith_service.two}" }, appeared: true },
    ]);
  });

  it("cannot tell which account is meant where several bear its name", () => {
    const of = snapshot({
      accounts: [
        { slug: "ci-app-x1", name: "ci-app" },
        { slug: "ci-app-x2", name: "ci-app" },
        { slug: "legacy-bot" },
        { slug: "boss" },
      ],
    });
    const { undecided } = review(app(), app(), of);
    expect(undecided).toMatchObject([
      {
        about: "accounts ${cloudsmith_service.ci}",
        side: "before",
        reason: expect.stringContaining('2 accounts are named "ci-app"'),
      },
      { side: "after" },
    ]);
  });

  it("takes a live setting that the app begins to declare for what it was", () => {
    const adopting = {
      main: { namespace: "acme", ...settingValue({ service_accounts: ["${cloudsmith_service.ci.slug}"] }) },
    };
    const closed = { namespace: "acme", ...OPEN, claims: { repository_owner_id: "65", repository_id: "75" } };
    const { direction, lost } = review(app(), app({ more: { cloudsmith_oidc: { ...adopting, legacy: closed } } }));
    expect(direction).toBe("both");
    expect(lost).toMatchObject([{ subject: { account: "legacy-bot" }, by: "admission" }]);
  });

  it("keeps teams that nobody declares, so that what a team has counts", () => {
    const of = snapshot({
      accounts: [
        { slug: "ci-app-x1", name: "ci-app", teams: [{ slug: "release" }] },
        { slug: "legacy-bot" },
        { slug: "boss" },
      ],
      teams: [{ slug: "release" }],
      privileges: [{ ...WRITE, service: "ci-app-x1" }],
    });
    const grant = {
      cloudsmith_repository_privilege: {
        ...grantTo("x").cloudsmith_repository_privilege,
        more: { organization: "acme", repository: "tools", team: "release", privilege: "Admin" },
      },
    };
    expect(review(app(), app({ more: grant }), of).gained).toMatchObject([
      { subject: { account: "ci-app-x1" }, access: [{ repository: "tools", after: "Admin" }] },
    ]);
    const leaves = app({ account: { team: [{ slug: "release", role: "Member" }] } });
    expect(joinSnapshot(of, leaves, app()).after.accounts.find(({ slug }) => slug === "ci-app-x1")?.teams).toEqual([]);
  });

  it("passes over what the snapshot could not read, since that is the same on both sides", () => {
    const { privileges: _, teams: __, ...partial } = trustValue({ accounts: [{ slug: "ci-app" }] });
    const of = parseTrustFile(JSON.stringify(partial), "snapshot.json");
    expect(of.unknowns).toHaveLength(2);
    expect(review(app(), app(), of)).toMatchObject({ direction: "unchanged", undecided: [] });
    expect(review(app(), app({ more: grantTo("boss") }), of)).toMatchObject({ direction: "widened", undecided: [] });
  });

  describe("that is partial", () => {
    const LIVE = {
      accounts: [{ slug: "ci-app-x1", name: "ci-app" }, { slug: "legacy-bot" }, { slug: "boss" }],
      privileges: [{ ...WRITE, service: "ci-app-x1" }],
    };
    /** A snapshot with some of it not read. */
    const without = (
      unread: { readonly about: "settings" | "privileges" | "repositories" | "accounts"; readonly name?: string },
      { teams = [] as { slug: string }[], ...more }: Partial<TrustFileValue> & { teams?: { slug: string }[] } = {},
    ): TrustModel => {
      const model = snapshot({ ...LIVE, teams, ...more });
      const origin = { source: "live", where: "acme", at: "x" } as const;
      return { ...model, unknowns: [...model.unknowns, { ...unread, reason: "answered 403", origin }] };
    };
    const joins = app({ account: { team: [{ slug: "release", role: "Member" }] } });
    const smaller = app({ more: { cloudsmith_repository_privilege: {} } });
    const inTeam = {
      accounts: [
        { slug: "ci-app-x1", name: "ci-app", teams: [{ slug: "release" }] },
        { slug: "legacy-bot" },
        { slug: "boss" },
      ],
    };

    it.each([
      ["grants", { about: "privileges" }],
      ["grants on a repository", { about: "privileges", name: "tools" }],
      ["repositories", { about: "repositories" }],
    ] as const)("could not tell what comes with a team where %s were not read", (_, unread) => {
      expect(review(app(), joins)).toMatchObject({ direction: "unchanged", undecided: [] });
      expect(review(app(), joins, without(unread))).toMatchObject({
        direction: "unknown",
        undecided: [
          {
            account: "ci-app-x1",
            side: "both",
            reason: "what its change of teams brings or takes depends on what the snapshot did not read: answered 403",
          },
        ],
      });
      expect(review(joins, app(), without(unread)).direction).toBe("unknown");
      expect(review(joins, joins, without(unread))).toMatchObject({ direction: "unchanged", undecided: [] });
    });

    it("could not tell whether a level is lost where a team may give it still", () => {
      const unread = { about: "privileges", name: "prod" } as const;
      expect(review(app(), smaller, without(unread, inTeam))).toMatchObject({
        direction: "unknown",
        lost: [{ by: "level", certain: false }],
        undecided: [
          { about: "privileges prod", account: "ci-app-x1", reason: expect.stringContaining("whether it is lost") },
        ],
      });
      expect(review(app(), smaller, without({ ...unread, name: "tools" }, inTeam)).direction).toBe("narrowed");
      expect(review(app(), smaller, without(unread)).direction).toBe("narrowed");
    });

    it("could not tell whether a level is lost on a repository of which nothing was read", () => {
      const unread = { about: "repositories" } as const;
      const direction = (of: TrustModel) => review(app(), smaller, of).direction;
      expect(direction(without(unread))).toBe("narrowed");
      expect(direction(without(unread, { repositories: [{ slug: "tools" }] }))).toBe("unknown");
    });

    it("could not tell whether jobs are kept out where not all settings were read", () => {
      const closed = app({ setting: { enabled: false } });
      expect(review(app(), closed, without({ about: "accounts" })).direction).toBe("narrowed");
      expect(review(app(), closed, without({ about: "settings" }))).toMatchObject({
        direction: "unknown",
        lost: [{ by: "admission", certain: false }],
        undecided: [{ about: "settings", reason: expect.stringContaining("whether it is lost") }],
      });
    });

    it("says what is gained all the same", () => {
      const { direction, undecided } = review(app(), app({ more: grantTo("boss") }), without({ about: "privileges" }));
      expect({ direction, undecided }).toEqual({ direction: "widened", undecided: [] });
    });

    it("says of who lets in more that it may do more than was read, unless it is new", () => {
      const wider = app({ setting: { claims: { ...settingValue().claims, ref: "refs/heads/dev" } } });
      const unread = without({ about: "privileges", name: "tools" });
      const because = "an existing account lets in more";
      expect(review(app(), wider, without({ about: "accounts", name: "boss" })).gained).toMatchObject([{ because }]);
      expect(review(app(), wider, unread).gained).toMatchObject([
        { because: `${because}; what it may do where the snapshot read nothing is not known` },
      ]);
      const fresh = {
        cloudsmith_service: {
          ci: { organization: "acme", name: "ci-app" },
          two: { organization: "acme", name: "new" },
        },
      };
      const setting = { service_accounts: ["${cloudsmith_service.two.slug}"] };
      const main = { namespace: "acme", ...settingValue({ service_accounts: ["${cloudsmith_service.ci.slug}"] }) };
      const added = app({
        more: { ...fresh, cloudsmith_oidc: { main, two: { ...main, ...setting, name: "two" } } },
      });
      expect(review(app(), added, unread).gained).toMatchObject([{ because: "a new account, at most Write" }]);
    });

    it("calls no account new where the accounts were not read", () => {
      const after = app({ setting: { service_accounts: ["${cloudsmith_service.ci.slug}", "hidden"] } });
      expect(review(app(), after, without({ about: "accounts" })).gained).toMatchObject([
        { subject: { account: "hidden" }, appeared: false },
      ]);
    });

    it("knows that an account which is gone has lost all", () => {
      const gone = readSynthesized({ resource: {} }, "cdk.tf.json");
      expect(review(joins, gone, without({ about: "repositories" }, inTeam)).direction).toBe("narrowed");
    });
  });

  it("has to be about one organization, and about an app on both sides", () => {
    expect(() => review(app(), snapshot())).toThrow("speaks for the whole organization already");
    expect(() => review(app(), app(), app())).toThrow("not a snapshot of an organization");
    expect(() => review(app(), app(), snapshot({ organization: "other" }))).toThrow(
      "the snapshot is of the organization other",
    );
  });
});
