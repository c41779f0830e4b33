import { describe, expect, it } from "vitest";
import { estateOf } from "../../../lib/cli/adopt/fit/estate.js";
import { type LivePart, type LiveParts, readLive, type TrustModel } from "../../../lib/trust/index.js";

const ACCOUNT = { slug: "ci", name: "ci", role: "Member", teams: [] };
const SETTING = {
  name: "main",
  slug_perm: "x1",
  enabled: true,
  provider_url: "https://ci.example.com",
  claims: { sub: "job" },
  service_accounts: ["ci"],
  mapping_claim: null,
};
const MAPPED = { ...SETTING, service_accounts: [], mapping_claim: "ref" };

interface Answers {
  readonly services?: readonly object[];
  readonly settings?: readonly object[];
  readonly mappings?: LivePart;
  readonly privileges?: readonly object[];
}

/** What the API answered, with whatever shape that has. */
function live({ services = [ACCOUNT], settings = [], mappings, privileges = [] }: Answers): TrustModel {
  const found = (items: readonly unknown[]): LivePart => ({ found: items });
  const parts: LiveParts = {
    organization: "acme",
    services: found(services),
    settings: found(settings),
    mappings: new Map(mappings === undefined ? [] : [["x1", mappings]]),
    repositories: found([{ slug: "prod", repository_type_str: "Private", default_privilege: "None" }]),
    seesAllRepositories: true,
    privileges: new Map([["prod", found(privileges)]]),
    teams: found([]),
    members: found([]),
  };
  return readLive(parts, "acme");
}

const leftOut = (answers: Answers, authoritative = false) =>
  estateOf(live(answers), "packed", authoritative).leftOut.map(
    ({ what, name, reason }) => `${what} ${name}: ${reason}`,
  );

describe("what an app cannot declare", () => {
  it.each([
    [
      "an account of a role that is not known",
      { services: [{ ...ACCOUNT, role: "Robot" }] },
      /^account ci: role is not known: "Robot" is none of/,
    ],
    [
      "an account whose teams were not told",
      { services: [{ slug: "ci", name: "ci", role: "Member" }] },
      /^account ci: teams is not known/,
    ],
    [
      "an account with a slug that is none",
      { services: [{ ...ACCOUNT, slug: "../x" }] },
      /^account \.\.\/x: its slug is none/,
    ],
    [
      "an account in a team with a slug that is none",
      { services: [{ ...ACCOUNT, teams: [{ slug: "a b", role: "Member" }] }] },
      /^account ci: the slug of a team/,
    ],
    [
      "an account with too long a name",
      { services: [{ ...ACCOUNT, name: "n".repeat(121) }] },
      /^account ci: its name has more than 120/,
    ],
    [
      "an account with too long a description",
      { services: [{ ...ACCOUNT, description: "d".repeat(1025) }] },
      /^account ci: its description has more than 1024/,
    ],
    [
      "settings with a slug_perm that is none",
      { settings: [{ ...SETTING, slug_perm: "a.b" }] },
      /^setting main: it has no slug_perm/,
    ],
    [
      "settings of an issuer that is no URL",
      { settings: [{ ...SETTING, provider_url: "ftp://x" }] },
      /^setting main: its issuer "ftp:\/\/x" is no http or https URL/,
    ],
    [
      "settings without claims that were told",
      { settings: [{ ...SETTING, claims: undefined }] },
      /^setting main: claims is not known/,
    ],
    [
      "settings of an account with a slug that is none",
      { settings: [{ ...SETTING, service_accounts: ["a b"] }] },
      /^setting main: the slug of an account/,
    ],
    [
      "mappings that may not be read",
      { settings: [MAPPED], mappings: { missing: "forbidden", reason: "GET x answered 403" } as const },
      /^setting main: dynamic_mappings is not known: GET x answered 403/,
    ],
    [
      "a mapping of an empty value",
      { settings: [MAPPED], mappings: { found: [{ claim_value: "", service_account: "ci" }] } },
      /^setting main: its mapping maps an empty value/,
    ],
    [
      "a mapping of one value to two accounts",
      {
        settings: [MAPPED],
        mappings: {
          found: [
            { claim_value: "a", service_account: "ci" },
            { claim_value: "a", service_account: "b" },
          ],
        },
      },
      /^setting main: the value "a" of its mapping claim is mapped to two accounts/,
    ],
    [
      "a grant of a level that is not known",
      { privileges: [{ service: "ci", privilege: "Owner" }] },
      /^grant service ci on prod: privilege is not known/,
    ],
    [
      "a grant to a slug that is none",
      { privileges: [{ user: "a b", privilege: "Read" }] },
      /^grant user a b on prod: its slug is none/,
    ],
  ])("is %s", (_, answers, reason) => {
    expect(leftOut(answers)).toEqual([expect.stringMatching(reason)]);
  });

  it("is, of an authoritative list, all or nothing", () => {
    const privileges = [
      { service: "ci", privilege: "Write" },
      { user: "a b", privilege: "Admin" },
    ];

    expect(estateOf(live({ privileges }), "packed", false).grants).toHaveLength(1);
    expect(leftOut({ privileges }, true)).toEqual([
      "grant user a b on prod: its slug is none: letters, digits, - and _ are allowed",
      "grant service ci on prod: another grant on that repository cannot be declared, and the list revokes what it does not name",
    ]);
  });

  it("is nothing that only the packed provider refuses, with the registry's", () => {
    const settings = [{ ...SETTING, claims: { ref: "a.*b" } }];

    expect(leftOut({ settings })).toHaveLength(1);
    expect(estateOf(live({ settings }), "registry", true).leftOut).toEqual([]);
  });
});

describe("what an app declares once", () => {
  it("is what the API says twice", () => {
    const { accounts, settings, grants } = estateOf(
      live({
        services: [
          {
            ...ACCOUNT,
            teams: [
              { slug: "t", role: "Member" },
              { slug: "t", role: "Manager" },
            ],
          },
        ],
        settings: [{ ...SETTING, service_accounts: ["ci", "ci"] }],
        privileges: [
          { service: "ci", privilege: "Read" },
          { service: "ci", privilege: "Write" },
        ],
      }),
      "packed",
      false,
    );

    expect(accounts[0]?.teams).toEqual([{ slug: "t", role: "Manager" }]);
    expect(settings[0]?.accounts).toEqual(["ci"]);
    expect(grants).toEqual([{ repository: "prod", kind: "service", slug: "ci", privilege: "Write" }]);
  });
});
