/**
 * What would let a refused token in, or what to look at, as sentences.
 */
import {
  type Claims,
  type ClaimValue,
  type ProviderSettings,
  type SettingJudgement,
  tryIssuerOf,
} from "../../oidc/index.js";
import type { SmallestChange, TrustExplanation } from "../../trust/index.js";

/** One sentence a way in; empty when it is admitted. */
export function waysIn(result: TrustExplanation): readonly string[] {
  const { noToken, change, judgement } = result;
  if (change === undefined) {
    return [];
  }
  if (noToken !== undefined) {
    return ["an event of the repository itself: to this one GitHub gives no identity token, whatever the trust says"];
  }
  const misspelt = [...new Set(judgement.settings.flatMap(misspeltClaims))];
  return [
    ...misspelt,
    ...(change.token === undefined ? [] : [otherToken(change.token)]),
    ...(change.trust === undefined ? [] : [otherTrust(change.trust, judgement.settings)]),
    ...(judgement.reason === "expired" ? ["for a token of the past: judge it as of then, with --now"] : []),
    ...(judgement.reason === "bad_signature"
      ? ["a token of the issuer itself: its keys have not signed this one"]
      : []),
    ...(judgement.settings.length === 0
      ? [`OIDC provider settings that list ${judgement.account}: the trust has none at all`]
      : []),
  ];
}

function otherToken({ setting, claims }: NonNullable<SmallestChange["token"]>): string {
  const { iat, nbf, ...named } = claims;
  const parts = Object.entries(named).map(([name, value]) =>
    name === "exp" ? "a time of expiry to come" : `${name} ${shown(value)}`,
  );
  return parts.length === 0
    ? `a fresh token of the same job: ${setting} admits it`
    : `another token, with ${joined(parts)}: ${setting} admits it`;
}

function otherTrust(
  { how, setting, dropped, findings }: NonNullable<SmallestChange["trust"]>,
  judged: readonly SettingJudgement[],
): string {
  const before = judged.find((one) => one.setting.name === setting.name)?.setting;
  const differences = before === undefined ? [] : differencesOf(before, setting);
  const caution = dropped.length === 0 ? "" : ` (it then admits more: ${joined(dropped)} no longer counts)`;
  const rules = findings.map(({ rule, severity, where, message }) => {
    const about = where === setting.name ? "" : ` at ${where}`;
    return `${rule}, ${severity}${about} (${message})`;
  });
  const warning = rules.length === 0 ? "" : `; that would itself be a finding: ${joined(rules)}`;
  return how === "change"
    ? `other trust: ${setting.name} with ${joined(differences)}${caution}${warning}`
    : `other trust: a setting beside ${setting.name}, alike but with ${joined(differences)}${caution}${warning}`;
}

function differencesOf(before: ProviderSettings, after: ProviderSettings): readonly string[] {
  const isMapped = before.mapping_claim !== null && after.mapping_claim === null;
  const added = isMapped ? [] : after.service_accounts.filter((slug) => !before.service_accounts.includes(slug));
  const isForFewer = before.service_accounts.some((slug) => !after.service_accounts.includes(slug));
  const mappings = after.dynamic_mappings.slice(before.dynamic_mappings.length);
  return [
    ...(before.enabled === after.enabled ? [] : ["enabled true"]),
    ...(before.provider_url === after.provider_url ? [] : [`provider_url ${shown(after.provider_url)}`]),
    ...claimDifferences(before.claims, after.claims),
    ...(isMapped || isForFewer
      ? [`the account ${joined(after.service_accounts)} alone`]
      : added.map((slug) => `the account ${slug} as well`)),
    ...mappings.map(({ claim_value, service_account }) => `a mapping of ${shown(claim_value)} to ${service_account}`),
  ];
}

function claimDifferences(before: Claims, after: Claims): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    if (!Object.hasOwn(after, name)) {
      return [`no claim ${name}`];
    }
    return Object.hasOwn(before, name) && before[name] === after[name] ? [] : [`${name} ${shown(after[name])}`];
  });
}

/** A claim that tokens of a known issuer never have is a slip in the setting. */
function misspeltClaims({ setting, steps }: SettingJudgement): readonly string[] {
  const issuer = tryIssuerOf(setting.provider_url);
  if (issuer === undefined) {
    return [];
  }
  const missing = steps.filter(({ code, claim }) => code === "claim_missing" && claim !== undefined);
  return missing.flatMap(({ claim = "" }) => {
    const meant = issuer.nearestClaim(claim);
    return issuer.claim(claim) === undefined
      ? [
          `${setting.name} corrected: tokens of ${issuer.name} never have a claim ${claim}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
        ]
      : [];
  });
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "nothing") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** More than any value of a CI that is known, so that those can be copied whole. */
const SHOWN_CHARACTERS = 1_000;

function shown(value: ClaimValue | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)`;
}
