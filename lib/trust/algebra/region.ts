import { issuerKey, mappingPrecedence, type ProviderSettings } from "../../oidc/index.js";
import { type ClaimSet, type Cube, cubeKey, intersectCubes } from "./cube.js";
import type { Knowledge } from "./knowledge.js";
import { meet, tryPatternOf } from "./pattern.js";

/** A set of tokens: those of any of its cubes. */
export type Region = readonly Cube[];

export interface RegionOptions {
  /** Identities of the accounts there are. @default - every account that a setting names exists */
  readonly existingAccounts?: ReadonlySet<string>;
  /** What is known of an issuer's tokens; keeps the mappings of single texts short. @default - nothing */
  readonly knowledge?: (issuer: string) => Knowledge;
}

/** The tokens that settings let in as an account, at a time when they are valid. */
export function regionOf(settings: readonly ProviderSettings[], account: string, options: RegionOptions = {}): Region {
  if (account === "" || options.existingAccounts?.has(account) === false) {
    return [];
  }
  return settings.flatMap((setting) => cubesOf(setting, account, options));
}

/** The tokens that one setting lets in as an account. */
export function cubesOf(setting: ProviderSettings, account: string, options: RegionOptions = {}): Region {
  const gate = setting.enabled === true ? gateOf(setting) : undefined;
  if (gate === undefined) {
    return [];
  }
  if (setting.mapping_claim === null) {
    return setting.service_accounts.includes(account) ? [gate] : [];
  }
  return mappedCubes(setting, setting.mapping_claim, account, options).flatMap(
    (cube) => intersectCubes(gate, cube) ?? [],
  );
}

/** The tokens that meet a setting's issuer and claims, whatever the account; `undefined` when none ever can. */
export function gateOf(setting: ProviderSettings): Cube | undefined {
  const issuer = issuerKey(setting.provider_url);
  if (issuer === "") {
    return undefined;
  }
  const claims = new Map<string, ClaimSet>();
  for (const name of Object.keys(setting.claims)) {
    const pattern = tryPatternOf(setting.claims[name] ?? null);
    if (pattern === undefined) {
      return undefined;
    }
    claims.set(name, { some: [pattern], none: [] });
  }
  return { issuer, claims };
}

/**
 * One cube for each mapping of the account: the value fits it, and nothing fits that comes before it, or ties with it,
 * and names another account.
 */
function mappedCubes(setting: ProviderSettings, claim: string, account: string, { knowledge }: RegionOptions): Region {
  const issuer = issuerKey(setting.provider_url);
  const single = knowledge?.(issuer).domain(claim).single ?? false;
  const entries = setting.dynamic_mappings.flatMap(({ claim_value, service_account }) => {
    const pattern = tryPatternOf(claim_value);
    return pattern === undefined ? [] : [{ pattern, service_account, order: mappingPrecedence(claim_value) }];
  });
  return entries
    .filter(({ service_account }) => service_account === account)
    .map(({ pattern, order }): Cube => {
      const none = entries
        .filter((other) => other.service_account !== account && other.order >= order)
        .map((other) => other.pattern)
        // of one text, only what it could fit as well can stand in the way
        .filter((other) => !single || meet(pattern, other) !== undefined);
      return { issuer, claims: new Map([[claim, { some: [pattern], none }]]) };
    });
}

/** All tokens of either, equal cubes once. */
export function union(a: Region, b: Region): Region {
  return [...new Map([...a, ...b].map((cube) => [cubeKey(cube), cube])).values()];
}

/** All tokens of both. */
export function intersection(a: Region, b: Region): Region {
  return a.flatMap((one) => b.flatMap((other) => intersectCubes(one, other) ?? []));
}
