import fc from "fast-check";
import { type Claims, type ClaimValue, judge, type ProviderSettings } from "../../../lib/oidc/index.js";

export const ISSUER = "https://ci.example";
export const ACCOUNTS = ["ci-app", "publisher"] as const;
export const NOW = 1_000;

const TEXTS = ["", "a", "b", "ab", "aba", ".*"];
const REQUIRED = ["", "a", "b", "ab", ".*", "a.*", "ab.*", "b.*", ".*.*"];

/** Every value a claim may have in the search: absent, null, texts, arrays, an object, a number. */
export const VALUES: readonly (ClaimValue | undefined)[] = [
  undefined,
  null,
  ...TEXTS,
  [],
  ["a", "b"],
  ["ab", "b"],
  ["a", "ab"],
  ["", "b"],
  { a: "a" },
  1,
];

/** Every token over two claims and both spellings of two issuers. */
export function everyToken(): readonly Claims[] {
  const tokens: Claims[] = [];
  for (const x of VALUES) {
    for (const y of VALUES) {
      for (const iss of [ISSUER, `${ISSUER}/`, "https://other.example"]) {
        const claims: { [name: string]: ClaimValue } = { iss, exp: NOW + 1 };
        if (x !== undefined) {
          claims.x = x;
        }
        if (y !== undefined) {
          claims.y = y;
        }
        tokens.push(claims);
      }
    }
  }
  return tokens;
}

const name = fc.constantFrom("x", "y");
const required: fc.Arbitrary<ClaimValue> = fc.constantFrom<ClaimValue>(...REQUIRED, 1, null, true);
const account = fc.constantFrom(...ACCOUNTS);

export const anySetting: fc.Arbitrary<ProviderSettings> = fc
  .record({
    name: fc.string({ maxLength: 4 }),
    enabled: fc.constantFrom(true, true, true, false),
    provider_url: fc.constantFrom(ISSUER, ISSUER, `${ISSUER}/`, "https://other.example"),
    claims: fc.dictionary(fc.oneof(name, name, name, fc.constant("iss")), required, { maxKeys: 2 }),
    dynamic: fc.boolean(),
    service_accounts: fc.uniqueArray(account),
    mapping_claim: name,
    dynamic_mappings: fc.array(fc.record({ claim_value: fc.constantFrom(...REQUIRED), service_account: account }), {
      maxLength: 4,
    }),
  })
  .map(({ dynamic, service_accounts, mapping_claim, dynamic_mappings, ...rest }) =>
    dynamic
      ? { ...rest, service_accounts: [], mapping_claim, dynamic_mappings }
      : { ...rest, service_accounts, mapping_claim: null, dynamic_mappings: [] },
  );

export const anySettings = fc.array(anySetting, { maxLength: 4 });
export const anyAccount = account;

export function admits(settings: readonly ProviderSettings[], claims: Claims, account: string, now = NOW): boolean {
  return judge({ claims, settings, account, now }).admitted;
}
