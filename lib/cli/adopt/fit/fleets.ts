/** Settings that hand out an account for each repository of one owner, by the repository's id. */
import { GitHubRepository } from "../../../github/index.js";
import type { ElementKey, Finding } from "./acceptances.js";
import type { AdoptedSetting } from "./estate.js";
import { type GitHubWay, nameIn, tryWay } from "./github.js";
import { tryIssuer } from "./issuer.js";
import { groupBy } from "./placement.js";
import { tried } from "./tried.js";

export interface Fleet {
  readonly ownerId: string;
  readonly audience: string | undefined;
  readonly members: readonly FleetMember[];
  readonly ways: readonly GitHubWay[];
}

export interface FleetMember {
  /** Of the GitHub repository. */
  readonly id: string;
  readonly fullName: string;
  /** Slug of the account. */
  readonly account: string;
}

interface Context {
  readonly findings: ReadonlyMap<ElementKey, readonly Finding[]>;
  readonly gitHubNames: ReadonlyMap<string, string>;
  /** Descriptions of accounts by their slugs. */
  readonly descriptions: ReadonlyMap<string, string>;
}

export function fleetsIn(settings: readonly AdoptedSetting[], context: Context): readonly Fleet[] {
  const alike = groupBy(settings.filter(isFleet), ({ slugPerm, providerUrl, claims, mapping }) => {
    const rules = (context.findings.get(`setting ${slugPerm}`) ?? []).map(({ rule }) => rule).sort();
    const shared = ["repository_owner_id", "aud"].map((name) => claims.get(name) ?? null);
    return JSON.stringify([providerUrl, shared, [...(mapping?.accounts ?? [])], rules]);
  });
  return [...alike.values()].flatMap((group) => tryFleet(group, context) ?? []);
}

function isFleet({ enabled, providerUrl, mapping }: AdoptedSetting): boolean {
  return (
    enabled &&
    mapping?.claim === "repository_id" &&
    mapping.accounts.size > 0 &&
    tryIssuer(providerUrl)?.description?.ci === "github"
  );
}

function tryFleet(settings: readonly AdoptedSetting[], context: Context): Fleet | undefined {
  const [first] = settings;
  const [ownerId, audience] = [first?.claims.get("repository_owner_id"), first?.claims.get("aud")];
  if (ownerId === undefined) {
    return undefined;
  }
  const pins = { repositoryOwnerId: ownerId, ...(audience === undefined ? {} : { aud: audience }) };
  const ways = settings.flatMap((setting) => tryWay(setting, pins) ?? []);
  const members = membersOf(first?.mapping?.accounts ?? new Map(), ownerId, context);
  const alternatives = new Set(ways.map(({ alternative }) => alternative));
  return members !== undefined && ways.length === settings.length && alternatives.size === ways.length
    ? { ownerId, audience, members, ways }
    : undefined;
}

/** Undefined where nobody says what each repository is called; a name tells one member from another. */
function membersOf(
  mapped: ReadonlyMap<string, string>,
  ownerId: string,
  { gitHubNames, descriptions }: Context,
): readonly FleetMember[] | undefined {
  const shared = groupBy([...mapped.values()], (slug) => slug);
  const members = [...mapped].flatMap(([id, account]) => {
    const described = shared.get(account)?.length === 1 ? nameIn(descriptions.get(account) ?? "") : undefined;
    const fullName = gitHubNames.get(id) ?? described;
    const isOne = fullName !== undefined && /^[0-9]+$/.test(id);
    return isOne && tried(() => GitHubRepository.of(fullName, { id, ownerId })) ? [{ id, fullName, account }] : [];
  });
  const names = new Set(members.map(({ fullName }) => fullName.split("/")[1]));
  return members.length === mapped.size && names.size === members.length ? members : undefined;
}
