import { describe, expect, it } from "vitest";
import { judge } from "../../../lib/oidc/index.js";
import { checkTrust, reviewTrust, type TrustFileValue, type TrustModel } from "../../../lib/trust/index.js";
import { settingValue, trust } from "../support.js";
import { declared, review, told } from "./support.js";

type File = Partial<TrustFileValue>;

const MAIN = { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" };
const PROD = { slug: "prod" };
const WRITE = { repository: "prod", service: "ci-app", privilege: "Write" } as const;
const FLEET = settingValue({
  service_accounts: [],
  mapping_claim: "repository_id",
  dynamic_mappings: [{ claim_value: "74", service_account: "ci-app" }],
});

interface Change {
  readonly what: string;
  readonly before?: File;
  readonly after?: File;
  readonly gained: readonly string[];
  /** What is lost by the change the other way round. */
  readonly mirrored: readonly string[];
}

const WIDENINGS: readonly Change[] = [
  {
    what: "a claim that becomes a prefix",
    after: { settings: [settingValue({ claims: { ...MAIN, ref: "refs/heads/.*" } })] },
    gained: ["medium: admission ci-app prod None→Write"],
    mirrored: ["admission ci-app prod Write→None"],
  },
  {
    what: "a claim that is no longer asked",
    after: { settings: [settingValue({ claims: { repository_id: "74", ref: "refs/heads/main" } })] },
    gained: ["medium: admission ci-app prod None→Write"],
    mirrored: ["admission ci-app prod Write→None"],
  },
  {
    what: "a setting more",
    after: { settings: [settingValue(), settingValue({ name: "tags", claims: { ...MAIN, ref: "refs/tags/v.*" } })] },
    gained: ["medium: admission ci-app prod None→Write"],
    mirrored: ["admission ci-app prod Write→None"],
  },
  {
    what: "a disabled setting that is enabled",
    before: { settings: [settingValue({ enabled: false })] },
    gained: ["medium: admission ci-app prod None→Write"],
    mirrored: ["admission ci-app prod Write→None"],
  },
  {
    what: "an account added to a setting",
    before: { accounts: [{ slug: "ci-app" }, { slug: "reader" }] },
    after: {
      accounts: [{ slug: "ci-app" }, { slug: "reader" }],
      settings: [settingValue({ service_accounts: ["ci-app", "reader"] })],
    },
    gained: ["medium: admission reader"],
    mirrored: ["admission reader"],
  },
  {
    what: "a new account with a setting and a grant of its own",
    after: {
      accounts: [{ slug: "ci-app" }, { slug: "new" }],
      settings: [settingValue(), settingValue({ name: "new", service_accounts: ["new"] })],
      privileges: [WRITE, { repository: "prod", service: "new", privilege: "Write" }],
    },
    gained: ["low: admission new prod None→Write"],
    mirrored: ["admission new prod Write→None"],
  },
  {
    what: "a new account that gets Admin",
    after: {
      accounts: [{ slug: "ci-app" }, { slug: "new" }],
      settings: [settingValue(), settingValue({ name: "new", service_accounts: ["new"] })],
      privileges: [WRITE, { repository: "prod", service: "new", privilege: "Admin" }],
    },
    gained: ["high: admission new prod None→Admin"],
    mirrored: ["admission new prod Admin→None"],
  },
  {
    what: "a mapping more",
    before: { settings: [{ ...FLEET, claims: { repository_owner_id: "65" } }] },
    after: {
      settings: [
        {
          ...FLEET,
          claims: { repository_owner_id: "65" },
          dynamic_mappings: [...(FLEET.dynamic_mappings ?? []), { claim_value: "75", service_account: "ci-app" }],
        },
      ],
    },
    gained: ["medium: admission ci-app prod None→Write"],
    mirrored: ["admission ci-app prod Write→None"],
  },
  {
    what: "an account that becomes Manager",
    after: { accounts: [{ slug: "ci-app", role: "Manager" }] },
    gained: ["critical: role ci-app Member→Manager"],
    mirrored: ["role ci-app Manager→Member"],
  },
  {
    what: "an account that joins a team",
    before: { privileges: [{ repository: "prod", team: "release", privilege: "Admin" }], teams: [{ slug: "release" }] },
    after: {
      accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }],
      privileges: [{ repository: "prod", team: "release", privilege: "Admin" }],
      teams: [{ slug: "release" }],
    },
    gained: ["high: level ci-app prod None→Admin"],
    mirrored: ["level ci-app prod Admin→None"],
  },
  {
    what: "an account that becomes a team's Manager",
    before: { accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }] },
    after: { accounts: [{ slug: "ci-app", teams: [{ slug: "release", role: "Manager" }] }] },
    gained: ["medium: role ci-app Member→Manager"],
    mirrored: ["role ci-app Manager→Member"],
  },
  {
    what: "a default privilege that is raised",
    after: { repositories: [{ ...PROD, default_privilege: "Read" }] },
    gained: ["medium: level organization prod None→Read"],
    mirrored: ["level organization prod Read→None"],
  },
  {
    what: "a default privilege that lets everyone publish",
    after: { repositories: [{ ...PROD, default_privilege: "Write" }] },
    gained: ["high: level organization prod None→Write"],
    mirrored: ["level organization prod Write→None"],
  },
  {
    what: "a repository made public",
    after: { repositories: [{ ...PROD, repository_type_str: "Public" }] },
    gained: ["high: level anyone prod None→Read"],
    mirrored: ["level anyone prod Read→None"],
  },
  {
    what: "a grant that is raised",
    after: { privileges: [{ ...WRITE, privilege: "Admin" }] },
    gained: ["high: level ci-app prod Write→Admin"],
    mirrored: ["level ci-app prod Admin→Write"],
  },
  {
    what: "a grant on another repository",
    after: { privileges: [WRITE, { ...WRITE, repository: "dev" }] },
    gained: ["medium: level ci-app dev None→Write"],
    mirrored: ["level ci-app dev Write→None"],
  },
  {
    what: "a grant to a team of people",
    after: { privileges: [WRITE, { repository: "prod", team: "people", privilege: "Write" }] },
    gained: ["medium: level team people prod None→Write"],
    mirrored: ["level team people prod Write→None"],
  },
  {
    what: "a grant to a user",
    after: { privileges: [WRITE, { repository: "prod", user: "jo", privilege: "Admin" }] },
    gained: ["high: level user jo prod None→Admin"],
    mirrored: ["level user jo prod Admin→None"],
  },
];

describe("a change that widens", () => {
  it.each(WIDENINGS)("is $what", ({ before = {}, after = {}, gained }) => {
    expect(told(review(before, after))).toEqual({ direction: "widened", gained, lost: [] });
  });

  it.each(WIDENINGS)("narrows the other way round: $what", ({ before = {}, after = {}, mirrored }) => {
    expect(told(review(after, before))).toEqual({ direction: "narrowed", gained: [], lost: mirrored });
  });

  it("shows who gains by a job that the judge lets in after and not before", () => {
    const after = trust({ settings: [settingValue({ claims: { ...MAIN, ref: "refs/heads/.*" } })] });
    const { gained } = reviewTrust(trust(), after);
    const witness = gained[0]?.witness;
    expect(witness?.words).toBe("a job of the repository with id 74 (push at refs/heads/other)");
    const question = { claims: witness?.claims ?? {}, now: witness?.now ?? 0, account: "ci-app" };
    expect(judge({ ...question, settings: after.settings }).admitted).toBe(true);
    expect(judge({ ...question, settings: trust().settings }).admitted).toBe(false);
    expect(gained[0]?.origins).toEqual([expect.objectContaining({ at: "/settings/0" })]);
  });

  it("names the repository where it was read from GitHub", () => {
    const github = { repositories: [{ full_name: "acme/app", exists: true, id: 74, owner_id: 65 }] };
    const settings = [settingValue({ claims: { ...MAIN, ref: "refs/heads/.*" } })];
    expect(review({ github }, { github, settings }).gained[0]?.witness?.words).toBe(
      "a job of acme/app (push at refs/heads/other)",
    );
  });

  it("weighs high where a rule calls the new setting open", () => {
    const settings = [settingValue(), settingValue({ name: "open", claims: { repository_owner_id: "65" } })];
    const [before, after] = [trust(), trust({ settings })];
    const findings = { before: checkTrust(before).findings, after: checkTrust(after).findings };
    const { gained, newFindings } = reviewTrust(before, after, { findings });
    expect(gained).toEqual([expect.objectContaining({ by: "admission", severity: "high" })]);
    expect(newFindings.map(({ rule }) => rule)).toContain("owner-only");
  });

  it("knows an account's findings again where others stand before it, and tells those of the others", () => {
    const admin = (slug: string) => ({ repository: "prod", service: slug, privilege: "Admin" }) as const;
    const settings = [settingValue({ service_accounts: ["ci-app", "ci-new"] })];
    const before = trust({ settings, accounts: [{ slug: "ci-app" }], privileges: [admin("ci-app")] });
    const after = trust({
      settings,
      accounts: [{ slug: "ci-new" }, { slug: "ci-app" }],
      privileges: [admin("ci-new"), admin("ci-app")],
    });
    const findings = { before: checkTrust(before).findings, after: checkTrust(after).findings };
    const ofAccounts = reviewTrust(before, after, { findings }).newFindings.filter(
      ({ rule }) => rule === "over-privileged-account" || rule === "standing-key-remains",
    );
    expect(findings.before.map(({ rule }) => rule)).toContain("over-privileged-account");
    expect(ofAccounts.map(({ rule, message }) => [rule, message])).toEqual([
      ["over-privileged-account", 'jobs get the account "ci-new", which administers prod'],
    ]);
  });

  it("weighs critical where the account is a Manager", () => {
    const accounts = [{ slug: "ci-app", role: "Manager" }] as const;
    const settings = [settingValue(), settingValue({ name: "tags", claims: { ...MAIN, ref: "refs/tags/.*" } })];
    expect(review({ accounts }, { accounts, settings }).gained).toEqual([
      expect.objectContaining({ by: "admission", severity: "critical" }),
    ]);
  });
});

describe("a change that does both", () => {
  it("moves trust from one branch to another", () => {
    const settings = [settingValue({ claims: { ...MAIN, ref: "refs/heads/release" } })];
    const { direction, gained, lost } = review({}, { settings });
    expect(direction).toBe("both");
    expect(gained[0]?.witness?.words).toContain("refs/heads/release");
    expect(lost[0]?.witness?.words).toContain("refs/heads/main");
  });

  it("moves a setting from one account to another", () => {
    const accounts = [{ slug: "ci-app" }, { slug: "other" }];
    expect(told(review({ accounts }, { accounts, settings: [settingValue({ service_accounts: ["other"] })] }))).toEqual(
      {
        direction: "both",
        gained: ["medium: admission other"],
        lost: ["admission ci-app prod Write→None"],
      },
    );
  });
});

describe("a change of words alone", () => {
  const tags = settingValue({ name: "tags", claims: { ...MAIN, ref: "refs/tags/.*" } });
  const two = { claim_value: "75", service_account: "ci-app" };

  it.each<{ what: string; before?: File; after: File }>([
    { what: "another name", after: { settings: [settingValue({ name: "else", slug_perm: "x9" })] } },
    { what: "a name of the account", after: { accounts: [{ slug: "ci-app", name: "CI", description: "publishes" }] } },
    {
      what: "settings in another order",
      before: { settings: [settingValue(), tags] },
      after: { settings: [tags, settingValue()] },
    },
    {
      what: "claims in another order",
      after: { settings: [settingValue({ claims: Object.fromEntries(Object.entries(MAIN).reverse()) })] },
    },
    { what: "a setting given twice", after: { settings: [settingValue(), settingValue({ name: "again" })] } },
    {
      what: "a setting that another includes",
      before: { settings: [tags] },
      after: { settings: [tags, settingValue({ claims: { ...MAIN, ref: "refs/tags/v1" } })] },
    },
    {
      what: "a disabled setting that goes",
      before: { settings: [settingValue(), { ...tags, enabled: false }] },
      after: {},
    },
    {
      what: "a bare .* on a claim that every token has",
      after: { settings: [settingValue({ claims: { ...MAIN, repository: ".*" } })] },
    },
    {
      what: "the issuer's slash",
      after: { settings: [settingValue({ provider_url: "https://token.actions.githubusercontent.com/" })] },
    },
    {
      what: "two settings for one with a prefix that is all there is",
      before: { settings: [settingValue({ claims: { repository_id: "74", ref_type: ".*" } })] },
      after: {
        settings: [
          settingValue({ name: "a", claims: { repository_id: "74", ref_type: "branch" } }),
          settingValue({ name: "b", claims: { repository_id: "74", ref_type: "tag" } }),
        ],
      },
    },
    {
      what: "mappings in another order",
      before: { settings: [{ ...FLEET, dynamic_mappings: [...(FLEET.dynamic_mappings ?? []), two] }] },
      after: { settings: [{ ...FLEET, dynamic_mappings: [two, ...(FLEET.dynamic_mappings ?? [])] }] },
    },
    {
      what: "accounts, grants and repositories in another order",
      before: { repositories: [PROD, { slug: "dev" }], privileges: [WRITE, { ...WRITE, repository: "dev" }] },
      after: { repositories: [{ slug: "dev" }, PROD], privileges: [{ ...WRITE, repository: "dev" }, WRITE] },
    },
    {
      what: "a grant that a team's makes needless",
      before: {
        accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }],
        privileges: [WRITE, { repository: "prod", team: "release", privilege: "Write" }],
      },
      after: {
        accounts: [{ slug: "ci-app", teams: [{ slug: "release" }] }],
        privileges: [{ repository: "prod", team: "release", privilege: "Write" }],
      },
    },
    { what: "an account of which nothing is said", after: { accounts: [{ slug: "ci-app" }, { slug: "idle" }] } },
  ])("is $what, and changes nothing", ({ before = {}, after }) => {
    expect(told(review(before, after))).toEqual({ direction: "unchanged", gained: [], lost: [] });
    expect(told(review(after, before))).toEqual({ direction: "unchanged", gained: [], lost: [] });
  });
});

describe("what is not known", () => {
  const origin = { source: "synthesized", where: "cdk.tf.json", at: "/settings/0" } as const;
  const synthesized = (model: TrustModel, value: string): TrustModel => ({
    ...declared(model),
    settings: model.settings.map((setting) => ({
      ...setting,
      claims: { ...setting.claims, repository_id: value },
      origin,
    })),
    unknowns: [
      {
        about: "settings",
        name: "app-main",
        field: ["claims", "repository_id"],
        reason: `known only after deploy: ${value}`,
        origin,
      },
    ],
  });
  const DATA = "${data.github_repository.app.repo_id}";

  it("is a whole list on either side: could not tell", () => {
    for (const unread of ["accounts", "settings", "repositories", "privileges"] as const) {
      const without: TrustModel = {
        ...trust(),
        unknowns: [{ about: unread, reason: "the API forbade it", origin }],
      };
      for (const result of [
        reviewTrust(without, trust()),
        reviewTrust(trust(), without),
        reviewTrust(without, without),
      ]) {
        expect(result.direction).toBe("unknown");
        expect(result.undecided[0]).toMatchObject({ about: unread, reason: "the API forbade it" });
      }
    }
  });

  it("is not the list of teams where no team has anything", () => {
    const without: TrustModel = { ...trust(), unknowns: [{ about: "teams", reason: "not in the file", origin }] };
    expect(reviewTrust(without, without).direction).toBe("unchanged");
    const grants = [...trust().grants, { repository: "prod", team: "release", privilege: "Write", origin } as const];
    expect(reviewTrust({ ...without, grants }, { ...without, grants }).direction).toBe("unknown");
  });

  it("shows what is gained all the same, without calling it certain", () => {
    const without: TrustModel = {
      ...trust(),
      settings: [],
      unknowns: [{ about: "settings", reason: "forbidden", origin }],
    };
    const { direction, gained } = reviewTrust(without, trust());
    expect(direction).toBe("unknown");
    expect(gained).toEqual([expect.objectContaining({ by: "admission", certain: false })]);
  });

  it("is a claim that becomes known only after deploy", () => {
    const { direction, undecided } = reviewTrust(declared(trust()), synthesized(trust(), DATA));
    expect(direction).toBe("unknown");
    const about = { about: "settings app-main claims repository_id", account: "ci-app", side: "after" };
    expect(undecided).toEqual([expect.objectContaining(about)]);
  });

  it("is the same expression on both sides, unless all that it speaks of is the same", () => {
    const [before, after] = [synthesized(trust(), DATA), synthesized(trust(), DATA)];
    expect(reviewTrust(before, after).direction).toBe("unknown");
    expect(reviewTrust(before, after, { sameExpressions: true }).direction).toBe("unchanged");
    const other = synthesized(trust(), "${data.github_repository.other.repo_id}");
    expect(reviewTrust(before, other, { sameExpressions: true }).direction).toBe("unknown");
  });

  it("does not hide what is gained whatever it turns out to be", () => {
    const before = synthesized(trust(), DATA);
    const tags = {
      ...(trust().settings[0] as TrustModel["settings"][number]),
      claims: { ...MAIN, ref: "refs/tags/.*" },
    };
    const after = { ...before, settings: [...before.settings, tags] };
    const { direction, gained } = reviewTrust(before, after, { sameExpressions: true });
    expect(direction).toBe("widened");
    expect(gained[0]?.witness?.words).toContain("refs/tags/");
  });

  it("is what the bound of the work leaves undecided", () => {
    const whole = [settingValue({ claims: { repository_id: "74", ref_type: ".*" } })];
    const parts = ["branch", "tag"].map((ref_type) =>
      settingValue({ name: ref_type, claims: { repository_id: "74", ref_type } }),
    );
    const { direction, undecided } = review({ settings: parts }, { settings: whole }, { budget: 0 });
    expect(direction).toBe("unknown");
    expect(undecided).toEqual([expect.objectContaining({ about: "ci-app", side: "both" })]);
  });
});

describe("a fleet of many mappings", () => {
  const fleet = (many: number, provider_url: string, mapping_claim: string): File => {
    const slugs = Array.from({ length: many }, (_, index) => `ci-${index}`);
    const dynamic_mappings = slugs.map((slug, index) => ({ claim_value: `acme/app-${index}`, service_account: slug }));
    return {
      accounts: slugs.map((slug) => ({ slug })),
      settings: [settingValue({ provider_url, claims: {}, service_accounts: [], mapping_claim, dynamic_mappings })],
      privileges: [],
    };
  };

  it.each([
    ["https://token.actions.githubusercontent.com", "repository"],
    ["https://gitlab.com", "project_path"],
  ])("of %s gives one account more to one more repository", (issuer, claim) => {
    expect(told(review(fleet(300, issuer, claim), fleet(301, issuer, claim)))).toEqual({
      direction: "widened",
      gained: ["low: admission ci-300"],
      lost: [],
    });
  });

  it("of an issuer that nothing is known of takes bounded work, and says what was left undecided", () => {
    const [before, after] = [fleet(300, "https://ci.example", "path"), fleet(301, "https://ci.example", "path")];
    const { direction, undecided } = review(before, after);
    expect(direction).not.toBe("unchanged");
    expect(undecided.length).toBeGreaterThan(100);
  });
});

describe("what is compared", () => {
  it("is one organization", () => {
    expect(() => review({ organization: "acme" }, { organization: "other" })).toThrow(/acme.*other/);
  });

  it("is said: how much, and for what either side speaks", () => {
    expect(review({}, {}).scope).toEqual({
      organization: "acme",
      before: { speaksFor: "organization", accounts: 1, settings: 1 },
      after: { speaksFor: "organization", accounts: 1, settings: 1 },
      guards: false,
      changedFiles: false,
    });
  });

  it("could not be told where one side speaks for more than the other", () => {
    const { direction, undecided } = reviewTrust(trust(), declared(trust()));
    expect(direction).toBe("unknown");
    expect(undecided).toEqual([expect.objectContaining({ about: "scope" })]);
  });
});
