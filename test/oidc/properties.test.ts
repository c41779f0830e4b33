import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Claims,
  type ClaimValue,
  GITHUB_ISSUER,
  Judge,
  judge,
  matchClaim,
  type ProviderSettings,
} from "../../lib/oidc/index.js";
import { NOW } from "./support.js";

/** Few letters, so that values meet often. */
const word = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 4 });
const requirement = fc.oneof(
  word,
  word.map((prefix) => `${prefix}.*`),
);
const scalar = fc.oneof<fc.Arbitrary<ClaimValue>[]>(word, fc.constantFrom<ClaimValue>(null, true, false, 1, 12, 0.5));
const value = fc.oneof<fc.Arbitrary<ClaimValue>[]>(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant({ a: "a" }));
const names = fc.constantFrom("sub", "ref", "environment", "repository_id");
const accounts = fc.constantFrom("ci-app", "publisher");
const now = NOW;

const claims = fc
  .record({
    iss: fc.constantFrom(GITHUB_ISSUER, `${GITHUB_ISSUER}/`, "https://gitlab.com"),
    exp: fc.constantFrom(NOW - 1, NOW, NOW + 300),
    extra: fc.dictionary(names, value, { maxKeys: 4 }),
  })
  .map(({ extra, ...rest }): Claims => ({ ...extra, ...rest }));

const setting: fc.Arbitrary<ProviderSettings> = fc
  .record({
    name: fc.string({ maxLength: 6 }),
    enabled: fc.boolean(),
    provider_url: fc.constantFrom(GITHUB_ISSUER, `${GITHUB_ISSUER}/`, "https://gitlab.com"),
    claims: fc.dictionary(names, requirement, { maxKeys: 2 }),
    dynamic: fc.boolean(),
    service_accounts: fc.uniqueArray(accounts),
    mapping_claim: names,
    dynamic_mappings: fc.uniqueArray(fc.record({ claim_value: requirement, service_account: accounts }), {
      selector: ({ claim_value }) => claim_value,
      maxLength: 3,
    }),
  })
  .map(({ dynamic, service_accounts, mapping_claim, dynamic_mappings, ...rest }) =>
    dynamic
      ? { ...rest, service_accounts: [], mapping_claim, dynamic_mappings }
      : { ...rest, service_accounts, mapping_claim: null, dynamic_mappings: [] },
  );

/** The documented reading, written as plainly as can be: what the matcher is held against. */
function readPlainly(required: string, actual: ClaimValue | undefined): boolean {
  if (actual === undefined || actual === null) {
    return false;
  }
  if (Array.isArray(actual)) {
    return actual.some((element) => readPlainly(required, element));
  }
  if (typeof actual === "object") {
    return false;
  }
  const text = typeof actual === "string" ? actual : JSON.stringify(actual);
  if (!required.endsWith(".*")) {
    return text === required;
  }
  for (let cut = 0; cut <= text.length; cut++) {
    if (`${text.slice(0, cut)}.*` === required) {
      return true;
    }
  }
  return false;
}

function admitsPlainly(token: Claims, setting: ProviderSettings, account: string): boolean {
  const slashless = (url: ClaimValue | undefined) => (typeof url === "string" ? url.replace(/\/$/, "") : undefined);
  if (slashless(token.iss) !== slashless(setting.provider_url) || !setting.enabled || (token.exp as number) <= now) {
    return false;
  }
  for (const [name, required] of Object.entries(setting.claims)) {
    if (!readPlainly(required as string, token[name])) {
      return false;
    }
  }
  if (setting.mapping_claim === null) {
    return setting.service_accounts.includes(account);
  }
  const actual = token[setting.mapping_claim];
  const strength = (entry: string) => (entry.endsWith(".*") ? entry.length : Number.MAX_SAFE_INTEGER);
  const fitting = setting.dynamic_mappings
    .filter(({ claim_value }) => readPlainly(claim_value, actual))
    .sort((a, b) => strength(b.claim_value) - strength(a.claim_value));
  const strongest = fitting.filter(
    ({ claim_value }) => strength(claim_value) === strength(fitting[0]?.claim_value ?? ""),
  );
  return strongest.length > 0 && strongest.every(({ service_account }) => service_account === account);
}

function admits(token: Claims, settings: readonly ProviderSettings[], account: string): boolean {
  return judge({ claims: token, settings, account, now }).admitted;
}

const RUNS = { numRuns: 2_000 };

describe("the matcher", () => {
  it("agrees with a plain reading of the rules", () => {
    fc.assert(
      fc.property(requirement, fc.option(value, { nil: undefined }), (required, actual) => {
        expect(matchClaim(required, actual)).toBe(readPlainly(required, actual));
      }),
      RUNS,
    );
  });

  it("takes an equal text, whatever its characters, and any text behind a prefix", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (text, rest) => {
        expect(matchClaim(`${text}.*`, `${text}${rest}`)).toBe(true);
        expect(matchClaim(text, text)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("the judge", () => {
  it("agrees with a plain reading of the rules", () => {
    fc.assert(
      fc.property(claims, fc.array(setting, { maxLength: 4 }), accounts, (token, settings, account) => {
        const expected = settings.some((each) => admitsPlainly(token, each, account));
        const { admitted, reason, settings: judged } = judge({ claims: token, settings, account, now });
        expect(admitted).toBe(expected);
        expect(reason === undefined).toBe(admitted);
        expect(judged.map((each) => each.admitted)).toEqual(
          judged.map((each) => admitsPlainly(token, each.setting, account)),
        );
      }),
      RUNS,
    );
  });

  it("judges alike after settings are renamed or put in another order", () => {
    const shuffled = fc
      .array(setting, { maxLength: 5 })
      .chain((settings) =>
        fc.tuple(fc.constant(settings), fc.shuffledSubarray(settings, { minLength: settings.length })),
      );
    fc.assert(
      fc.property(claims, shuffled, accounts, (token, [settings, reordered], account) => {
        const renamed = reordered.map((each, index) => ({ ...each, name: `setting ${index}` }));
        expect(admits(token, renamed, account)).toBe(admits(token, settings, account));
      }),
      RUNS,
    );
  });

  it("never refuses by one more setting what was admitted", () => {
    fc.assert(
      fc.property(claims, fc.array(setting, { maxLength: 4 }), setting, accounts, (token, settings, added, account) => {
        if (admits(token, settings, account)) {
          expect(admits(token, [...settings, added], account)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("never admits by one more required claim what was refused", () => {
    fc.assert(
      fc.property(claims, setting, names, requirement, accounts, (token, each, name, required, account) => {
        fc.pre(!Object.hasOwn(each.claims, name));
        const narrowed = { ...each, claims: { ...each.claims, [name]: required } };
        if (admits(token, [narrowed], account)) {
          expect(admits(token, [each], account)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("puts fewer failed steps first, and gives a reason that is the first setting's", () => {
    fc.assert(
      fc.property(claims, fc.array(setting, { minLength: 1, maxLength: 5 }), accounts, (token, settings, account) => {
        const { admitted, reason, settings: judged } = judge({ claims: token, settings, account, now });
        const failures = judged.map(({ steps }) => steps.filter(({ passed }) => !passed).length);
        expect(failures).toEqual(failures.toSorted((a, b) => a - b));
        if (!admitted) {
          expect(reason).toBe(judged[0]?.code);
        }
      }),
      RUNS,
    );
  });

  it("decides as it explains", () => {
    fc.assert(
      fc.property(claims, fc.array(setting, { maxLength: 5 }), accounts, (token, settings, account) => {
        const explained = judge({ claims: token, settings, account, now });
        const { admitted, reason, settings: admitting } = new Judge(settings).decide({ claims: token, account, now });
        expect({ admitted, reason }).toEqual({ admitted: explained.admitted, reason: explained.reason });
        expect(admitting).toEqual(
          settings.filter((each) => explained.settings.some((s) => s.admitted && s.setting === each)),
        );
        for (const { steps, code, admitted: alone } of explained.settings) {
          const failed = steps.filter(({ passed }) => !passed);
          expect(alone).toBe(failed.length === 0);
          expect(code).toBe((failed.find(({ step }) => step !== "enabled") ?? failed[0])?.code);
        }
      }),
      RUNS,
    );
  });

  it("answers any JSON without failing", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (token, required) => {
          const odd = {
            name: "odd",
            enabled: true,
            provider_url: GITHUB_ISSUER,
            claims: required as Claims,
            service_accounts: ["ci-app"],
            mapping_claim: null,
            dynamic_mappings: [],
          };
          const { settings } = judge({ claims: token as Claims, settings: [odd], account: "ci-app", now });
          expect(settings[0]?.steps.filter(({ step }) => step === "claim")).toHaveLength(Object.keys(required).length);
        },
      ),
      RUNS,
    );
  });
});
