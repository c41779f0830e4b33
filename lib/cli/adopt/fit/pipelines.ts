/** Accounts and settings that one construct for a whole pipeline says exactly, and those that stand for themselves. */
import type { Account } from "../../../trust/index.js";
import type { ElementKey, Finding } from "./acceptances.js";
import { areClaims, requiredClaim } from "./claims.js";
import type { AdoptedSetting } from "./estate.js";
import { type Fleet, fleetsIn } from "./fleets.js";
import { type GitHubJobs, tryGitHubJobs } from "./github.js";
import { tryIssuer } from "./issuer.js";
import type { Placed, PlacedAccount } from "./placement.js";

/** An account with what it may do and who may act as it. */
export interface Pipeline extends PlacedAccount {
  readonly settings: readonly AdoptedSetting[];
  /** All its grants are to read. */
  readonly reads: boolean;
  /** Set where the constructs for GitHub say it. */
  readonly github: GitHubJobs | undefined;
}

export interface Declared {
  readonly pipelines: readonly Pipeline[];
  readonly accounts: readonly PlacedAccount[];
  readonly fleets: readonly Fleet[];
  readonly settings: readonly AdoptedSetting[];
}

export interface Context {
  /** Grants stand beside their accounts; else a pipeline has none to declare. */
  readonly additive: boolean;
  readonly findings: ReadonlyMap<ElementKey, readonly Finding[]>;
  readonly gitHubNames: ReadonlyMap<string, string>;
  /** Descriptions of accounts by their slugs. */
  readonly descriptions: ReadonlyMap<string, string>;
}

export function declare({ accounts, settings }: Placed, context: Context): Declared {
  const { additive, findings, gitHubNames } = context;
  const own = new Map<string, AdoptedSetting[]>();
  for (const setting of settings) {
    const [slug, ...others] = setting.accounts;
    if (slug !== undefined && others.length === 0 && setting.enabled && isSayable(setting)) {
      own.set(slug, [...(own.get(slug) ?? []), setting]);
    }
  }
  const pipelines: Pipeline[] = [];
  const rest: PlacedAccount[] = [];
  for (const placed of accounts) {
    const { account, grants } = placed;
    const ways = additive && grants.length > 0 ? oneKind(own.get(account.slug) ?? [], findings) : [];
    if (ways.length === 0) {
      rest.push(placed);
    } else {
      const reads = grants.every(({ privilege }) => privilege === "Read");
      pipelines.push({ ...placed, settings: ways, reads, github: gitHub(account, ways, gitHubNames) });
    }
  }
  const fleets = fleetsIn(settings, context);
  const said = new Set([
    ...pipelines.flatMap((pipeline) => pipeline.settings),
    ...fleets.flatMap(({ ways }) => ways.map(({ setting }) => setting)),
  ]);
  return { pipelines, accounts: rest, fleets, settings: settings.filter((setting) => !said.has(setting)) };
}

/**
 * Whether `OidcProvider` can say the settings; else they are left to the L1 class. An empty list of accounts is another
 * value to Terraform than none, and none is what it imports.
 */
export function isSayable({ providerUrl, claims, accounts, mapping }: AdoptedSetting): boolean {
  const isFor =
    mapping === undefined
      ? accounts.length > 0
      : [...mapping.accounts.keys()].every((value) => requiredClaim(value) !== undefined);
  return tryIssuer(providerUrl) !== undefined && areClaims(claims) && isFor;
}

/**
 * Settings of one issuer, about which the same is found: what is accepted on a pipeline is accepted on all it consists
 * of. Where they are not alike, the first kind is the pipeline.
 */
function oneKind(
  settings: readonly AdoptedSetting[],
  findings: ReadonlyMap<ElementKey, readonly Finding[]>,
): readonly AdoptedSetting[] {
  const kindOf = ({ providerUrl, slugPerm }: AdoptedSetting) => {
    const rules = (findings.get(`setting ${slugPerm}`) ?? []).map(({ rule }) => rule).sort();
    return JSON.stringify([providerUrl, rules]);
  };
  const [first] = settings;
  return first === undefined ? [] : settings.filter((setting) => kindOf(setting) === kindOf(first));
}

function gitHub(
  account: Account,
  settings: readonly AdoptedSetting[],
  names: ReadonlyMap<string, string>,
): GitHubJobs | undefined {
  const issuer = tryIssuer(settings[0]?.providerUrl ?? "");
  return issuer?.description?.ci === "github" ? tryGitHubJobs(account, settings, names) : undefined;
}
