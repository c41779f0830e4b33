import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accessOf,
  compareLevels,
  type DefaultPrivilege,
  reviewTrust,
  type TrustModel,
} from "../../../lib/trust/index.js";
import { trust } from "../support.js";

const ACCOUNTS = ["one", "two"];
const REPOSITORIES = ["prod", "dev"];
const level = fc.constantFrom("Read", "Write", "Admin");
const someOf = (texts: readonly string[]) => fc.subarray([...texts]);

/** Organizations of two accounts, two teams and two repositories, with every way to a level. */
const anyOrganization: fc.Arbitrary<TrustModel> = fc
  .record({
    teams: fc.tuple(someOf(["red", "blue"]), someOf(["red", "blue"])),
    defaults: fc.tuple(fc.constantFrom("None", "None", "Read", "Write"), fc.constantFrom("None", "None", "Admin")),
    types: fc.tuple(fc.constantFrom("Private", "Public"), fc.constantFrom("Private", "Open-Source")),
    grants: fc.uniqueArray(
      fc.record({
        repository: fc.constantFrom(...REPOSITORIES),
        privilege: level,
        to: fc.constantFrom("service one", "service two", "team red", "team blue"),
      }),
      { maxLength: 5, selector: ({ repository, to }) => `${repository} ${to}` },
    ),
  })
  .map(({ teams, defaults, types, grants }) =>
    trust({
      accounts: ACCOUNTS.map((slug, index) => ({ slug, teams: (teams[index] ?? []).map((team) => ({ slug: team })) })),
      settings: [],
      repositories: REPOSITORIES.map((slug, index) => ({
        slug,
        default_privilege: defaults[index] ?? "None",
        repository_type_str: types[index] ?? "Private",
      })),
      privileges: grants.map(({ repository, privilege, to }) => {
        const [kind = "", slug = ""] = to.split(" ");
        return { repository, privilege, [kind]: slug };
      }),
      teams: [{ slug: "red" }, { slug: "blue" }],
    }),
  );

function levelOf(model: TrustModel, account: string, repository: string): DefaultPrivilege {
  return accessOf(model, account).find((access) => access.repository === repository)?.level ?? "None";
}

describe("a review of any two organizations", () => {
  it("says of every account and repository whether the level rises, once, of the account or of everyone", () => {
    fc.assert(
      fc.property(anyOrganization, anyOrganization, (before, after) => {
        const { gained } = reviewTrust(before, after);
        for (const account of ACCOUNTS) {
          for (const repository of REPOSITORIES) {
            const [had, has] = [levelOf(before, account, repository), levelOf(after, account, repository)];
            const own = gained.filter(
              ({ subject, access }) =>
                subject.kind === "account" &&
                subject.account === account &&
                access.some((each) => each.repository === repository),
            );
            const all = gained.filter(
              ({ subject, access }) =>
                (subject.kind === "organization" || subject.kind === "anyone") &&
                access.some((each) => each.repository === repository && compareLevels(each.after, has) >= 0),
            );
            if (compareLevels(has, had) > 0) {
              expect(own.length === 1 || all.length > 0).toBe(true);
              expect(
                own[0]?.access.find((each) => each.repository === repository) ?? { before: had, after: has },
              ).toMatchObject({
                before: had,
                after: has,
              });
            } else {
              expect(own).toEqual([]);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
