import { describe, expect, it } from "vitest";
import {
  formatTrustFile,
  isTrustError,
  parseTrustFile,
  readSynthesized,
  type TrustError,
} from "../../../lib/trust/index.js";
import { settingValue, trustValue } from "../support.js";

function parse(value: unknown) {
  return parseTrustFile(JSON.stringify(value), "trust.json");
}

function refusal(text: string): TrustError {
  try {
    parseTrustFile(text, "trust.json");
  } catch (error) {
    if (isTrustError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("expected the file to be refused");
}

function messageOf(value: unknown): string {
  return refusal(JSON.stringify(value)).message;
}

describe("a trust file", () => {
  it("gives accounts, settings, repositories, grants and teams, each with its place", () => {
    const model = parse(trustValue({ teams: [{ slug: "release", name: "Release" }] }));
    const origin = (at: string) => ({ source: "trust-file", where: "trust.json", at });
    expect(model).toEqual({
      organization: "acme",
      scope: "organization",
      accounts: [{ slug: "ci-app", name: "ci-app", role: "Member", teams: [], origin: origin("/accounts/0") }],
      settings: [{ ...settingValue(), origin: origin("/settings/0") }],
      repositories: [
        { slug: "prod", repository_type_str: "Private", default_privilege: "None", origin: origin("/repositories/0") },
      ],
      grants: [{ repository: "prod", privilege: "Write", service: "ci-app", origin: origin("/privileges/0") }],
      teams: [{ slug: "release", name: "Release", origin: origin("/teams/0") }],
      unknowns: [],
    });
  });

  it("may be empty but for the organization: then every list is unknown", () => {
    const model = parse({ organization: "acme" });
    expect(model.unknowns.map(({ about }) => about)).toEqual([
      "accounts",
      "settings",
      "repositories",
      "privileges",
      "teams",
    ]);
  });

  it("keeps what is known of GitHub's side", () => {
    const github = {
      repositories: [
        {
          full_name: "acme/app",
          exists: "unknown" as const,
          id: 74,
          owner_id: 65,
          known_before: { id: 74, owner_id: 65 },
          visibility: "private" as const,
          archived: false,
          default_branch: "main",
          sub_claim_prefix: null,
          default_workflow_permissions: "read" as const,
          fork_pr_write_tokens: false,
          protected_branches: ["main"],
          protected_tags: ["v*"],
          environments: [
            {
              name: "production",
              reviewers: ["team:release"],
              can_admins_bypass: false,
              prevent_self_review: true,
              deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
            },
          ],
        },
      ],
    };
    expect(parse(trustValue({ github })).github).toEqual(github);
  });

  it("may begin with a byte order mark", () => {
    expect(parseTrustFile('\uFEFF{"organization": "acme"}', "trust.json").organization).toBe("acme");
  });

  it("is written and read again without a loss", () => {
    const text = formatTrustFile(parse(trustValue({ github: { repositories: [{ full_name: "acme/app", id: 74 }] } })));
    expect(formatTrustFile(parseTrustFile(text, "trust.json"))).toBe(text);
  });
});

describe("a model that a file cannot say", () => {
  it("is not written, since what is unknown would be lost", () => {
    const claims = { ref: "${var.ref}" };
    const oidc = { namespace: "acme", name: "app", enabled: true, provider_url: "https://x.example", claims };
    const model = readSynthesized({ resource: { cloudsmith_oidc: { app: oidc } } }, "cdk.tf.json");
    expect(() => formatTrustFile(model)).toThrow(/cloudsmith_oidc\.app: settings \/ app \/ claims \/ ref is not known/);
  });

  it("leaves lists out that are not known, and keeps those that are empty", () => {
    const model = parse({ organization: "acme", teams: [] });
    expect(JSON.parse(formatTrustFile(model))).toEqual({ organization: "acme", teams: [] });
  });
});

describe("what the API returns can be pasted", () => {
  it("an account, of which the key is never kept", () => {
    const account = {
      name: "ci-app",
      slug: "ci-app",
      description: "",
      role: "Manager",
      teams: [{ slug: "release", role: "Member", name: "Release" }],
      key: "csa_0123456789",
      key_expires_at: null,
      created_at: "2026-09-01T10:00:00.000000Z",
      created_by: "alice",
      created_by_url: "https://api.cloudsmith.io/v1/users/profile/alice/",
    };
    const model = parse({ organization: "acme", accounts: [account] });
    expect(model.accounts[0]).toMatchObject({
      slug: "ci-app",
      role: "Manager",
      teams: [{ slug: "release", role: "Member" }],
    });
    expect(JSON.stringify(model)).not.toContain("csa_");
    expect(formatTrustFile(model)).not.toContain("csa_");
  });

  it("settings as a list gives them, without mappings", () => {
    const { dynamic_mappings: _, ...listed } = settingValue();
    const model = parse({ organization: "acme", settings: [{ ...listed, slug: "app-main", slug_perm: "x1" }] });
    expect(model.settings[0]).toMatchObject({ slug_perm: "x1", dynamic_mappings: [] });
  });

  it("a grant with nulls for the other targets", () => {
    const privileges = [{ repository: "prod", privilege: "Read", service: null, team: "release", user: null }];
    expect(parse({ organization: "acme", privileges }).grants[0]).toMatchObject({ team: "release", privilege: "Read" });
  });

  it("a repository with its counters and switches", () => {
    const repository = {
      slug: "prod",
      name: "prod",
      slug_perm: "abc",
      size_str: "0 bytes",
      cdn_url: null,
      is_private: true,
    };
    expect(parse({ organization: "acme", repositories: [repository] }).repositories[0]?.slug_perm).toBe("abc");
  });
});

describe("claims", () => {
  it("may be anything that JSON can hold, also where our provider could not send it", () => {
    const claims = { a: ["b", 1], c: null, d: { e: true }, "oidc.circleci.com/vcs-origin": "x" };
    expect(parse(trustValue({ settings: [settingValue({ claims })] })).settings[0]?.claims).toEqual(claims);
  });

  it("named __proto__ are claims like others", () => {
    const text = JSON.stringify(trustValue()).replace('"repository_id"', '"__proto__"');
    expect(Object.keys(parseTrustFile(text, "trust.json").settings[0]?.claims ?? {})).toContain("__proto__");
  });
});

describe("a file that is not JSON", () => {
  it.each([
    ["", "trust.json:1:1: not JSON: the file ends in the middle"],
    ['{\n  "organization": "acme",\n}', "trust.json:3:1: not JSON: a comma before }"],
    ['{"organization": acme}', "trust.json:1:18: not JSON: expected a value"],
    ['{"organization" "acme"}', "trust.json:1:17: not JSON: expected :"],
    ["{organization: 1}", "trust.json:1:2: not JSON: expected a key in double quotes"],
    ['{"organization": "acme"} x', "trust.json:1:26: not JSON: expected the end of the file"],
    ['{"organization": "ac\nme"}', "trust.json:1:18: not JSON: a text that is not closed"],
    ['{"organization": "a", "organization": "b"}', 'trust.json:1:23: not JSON: the key "organization" is given twice'],
    [`{"organization": ${"[".repeat(300)}`, "nested more than 200 deep"],
  ])("%j is refused with the place", (text, message) => {
    expect(refusal(text).message).toContain(message);
  });

  it("a claim given twice is refused, since readers would differ on it", () => {
    const text = JSON.stringify(trustValue()).replace('"repository_id"', '"ref":"x","repository_id"');
    expect(refusal(text).message).toContain('the key "ref" is given twice');
  });
});

describe("a file that is no trust file", () => {
  it.each<readonly [unknown, string]>([
    [[], "expected an object, got a list"],
    ["acme", 'expected an object, got "acme"'],
    [{}, '"organization" is missing'],
    [{ organization: "" }, "/organization: expected a text, got an empty one"],
    [{ organization: "ac me" }, "/organization: expected a slug"],
    [{ organization: "\u0430cme" }, "/organization: expected a slug"],
    [{ organization: 5 }, "/organization: expected a text, got 5"],
    [{ organization: "acme", setings: [] }, '/setings: unknown field "setings"; did you mean settings?'],
    [{ organization: "acme", nonsense: 1 }, 'unknown field "nonsense"; known are organization, accounts, settings'],
    [{ organization: "acme", settings: {} }, "/settings: expected a list, got an object"],
    [
      trustValue({ settings: [{ ...settingValue(), enabled: "true" as never }] }),
      '/settings/0/enabled: expected true or false, got "true"',
    ],
    [
      trustValue({ settings: [{ ...settingValue(), claims: [] as never }] }),
      "/settings/0/claims: expected an object, got a list",
    ],
    [
      trustValue({ settings: [{ ...settingValue(), provider_url: "token.actions" }] }),
      "/settings/0/provider_url: expected an http or https URL",
    ],
    [
      trustValue({ settings: [{ ...settingValue(), provider_url: "https:///x" }] }),
      "/settings/0/provider_url: expected an http or https URL",
    ],
    [trustValue({ settings: [{ ...settingValue(), provider_urls: "x" } as never] }), "did you mean provider_url?"],
    [
      trustValue({ settings: [settingValue({ service_accounts: ["a", "a"] })] }),
      '/settings/0/service_accounts/1: "a" is listed twice',
    ],
    [trustValue({ settings: [{ name: "x" } as never] }), '"enabled" is missing'],
    [
      trustValue({ accounts: [{ slug: "a", role: "manager" as never }] }),
      '/accounts/0/role: expected "Manager" or "Member", got "manager"',
    ],
    [
      trustValue({ accounts: [{ slug: "a", name: "n".repeat(121) }] }),
      "/accounts/0/name: expected at most 120 characters, got 121",
    ],
    [
      trustValue({ privileges: [{ repository: "prod", privilege: "None" as never, service: "a" }] }),
      '/privileges/0/privilege: expected "Admin" or "Write" or "Read"',
    ],
    [
      trustValue({ github: { repositories: [{ full_name: "acme" }] } }),
      "/github/repositories/0/full_name: expected owner/name",
    ],
    [
      trustValue({ github: { repositories: [{ full_name: "acme/app", id: 0 }] } }),
      "/github/repositories/0/id: expected at least 1, got 0",
    ],
    [
      trustValue({ github: { repositories: [{ full_name: "acme/app", exists: "no" as never }] } }),
      'expected true or false or "unknown"',
    ],
  ])("%.60j: %s", (value, message) => {
    expect(messageOf(value)).toContain(message);
  });

  it("lists every problem, each with line and column", () => {
    const error = refusal(
      '{\n  "organization": "acme",\n  "settings": [\n    { "name": "" },\n    { "nam": "x" }\n  ]\n}',
    );
    expect(error.problems.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`)).toEqual([
      "4:5 /settings/0",
      "4:5 /settings/0",
      "4:5 /settings/0",
      "4:7 /settings/0/name",
      "5:5 /settings/1",
      "5:5 /settings/1",
      "5:5 /settings/1",
      "5:5 /settings/1",
      "5:7 /settings/1/nam",
    ]);
  });

  it("shows the first ten of many problems", () => {
    const settings = Array.from({ length: 500 }, () => ({ name: 5 }));
    const message = messageOf({ organization: "acme", settings });
    expect(message.split("\n")).toHaveLength(11);
    expect(message).toContain("… and 1990 more");
  });
});

describe("what is given twice", () => {
  it.each<readonly [unknown, string]>([
    [
      trustValue({ accounts: [{ slug: "a" }, { slug: "a" }] }),
      '/accounts/1: the slug "a" is there already, at /accounts/0',
    ],
    [trustValue({ settings: [settingValue(), settingValue()] }), '/settings/1: the name "app-main" is there already'],
    [
      trustValue({ settings: [settingValue({ slug_perm: "x" }), settingValue({ name: "b", slug_perm: "x" })] }),
      'the slug_perm "x" is there already',
    ],
    [trustValue({ repositories: [{ slug: "a" }, { slug: "a" }] }), '/repositories/1: the slug "a"'],
    [trustValue({ teams: [{ slug: "a" }, { slug: "a" }] }), '/teams/1: the slug "a"'],
    [
      trustValue({ accounts: [{ slug: "a", teams: [{ slug: "t" }, { slug: "t" }] }] }),
      '/accounts/0/teams/1: the slug "t"',
    ],
    [
      trustValue({
        privileges: [
          { repository: "prod", service: "a", privilege: "Read" },
          { repository: "prod", service: "a", privilege: "Write" },
        ],
      }),
      '/privileges/1: the grant "prod for service a" is there already',
    ],
    [
      trustValue({ github: { repositories: [{ full_name: "acme/app" }, { full_name: "Acme/App" }] } }),
      "/github/repositories/1",
    ],
    [
      trustValue({
        settings: [
          settingValue({
            service_accounts: [],
            mapping_claim: "environment",
            dynamic_mappings: [
              { claim_value: "a", service_account: "x" },
              { claim_value: "a", service_account: "y" },
            ],
          }),
        ],
      }),
      '/settings/0/dynamic_mappings/1: the claim_value "a" is there already',
    ],
  ])("is refused: %#", (value, message) => {
    expect(messageOf(value)).toContain(message);
  });

  it("is allowed where it is not the same", () => {
    const privileges = [
      { repository: "prod", service: "a", privilege: "Read" as const },
      { repository: "prod", team: "a", privilege: "Read" as const },
      { repository: "test", service: "a", privilege: "Read" as const },
    ];
    expect(
      parse(
        trustValue({
          privileges,
          accounts: [
            { slug: "a", name: "x" },
            { slug: "b", name: "x" },
          ],
        }),
      ).grants,
    ).toHaveLength(3);
  });
});

describe("what excludes each other", () => {
  const mapping = { claim_value: "production", service_account: "ci-app" };

  it.each<readonly [Parameters<typeof settingValue>[0], string]>([
    [
      { mapping_claim: "environment", dynamic_mappings: [mapping] },
      "/settings/0/service_accounts: not together with mapping_claim",
    ],
    [{ service_accounts: [], dynamic_mappings: [mapping] }, "/settings/0/dynamic_mappings: mapping_claim is missing"],
  ])("in a setting: %#", (setting, message) => {
    expect(messageOf(trustValue({ settings: [settingValue(setting)] }))).toContain(message);
  });

  it.each<readonly [Record<string, unknown>, string]>([
    [{}, "expected exactly one of service, team and user, got none"],
    [{ service: "a", team: "b" }, "got service and team"],
    [{ service: null, team: null, user: null }, "got none"],
  ])("in a grant: %j", (targets, message) => {
    const privileges = [{ repository: "prod", privilege: "Read" as const, ...targets }];
    expect(messageOf(trustValue({ privileges }))).toContain(message);
  });
});
