/** Where in the app everything belongs: with the repository or team that it is there for, else with what is shared. */
import { type Account, compareLevels } from "../../../trust/index.js";
import type { AdoptedGrant, AdoptedSetting, Estate } from "./estate.js";

/** A file of the app. Accounts of no one repository or team share `accounts`; settings of several files are `settings`. */
export type Place =
  | { readonly kind: "accounts" }
  | { readonly kind: "team"; readonly slug: string }
  | { readonly kind: "repository"; readonly slug: string }
  | { readonly kind: "settings" };

export interface Placed {
  readonly place: Place;
  readonly accounts: readonly PlacedAccount[];
  readonly settings: readonly AdoptedSetting[];
  /** Grants declared here by themselves: those to teams and users, or all of the repository. */
  readonly grants: readonly AdoptedGrant[];
}

export interface PlacedAccount {
  readonly account: Account;
  /** Grants declared beside the account. */
  readonly grants: readonly AdoptedGrant[];
}

/**
 * @param authoritative - all grants on a repository are declared with the repository, none with the accounts
 * @returns files in the order in which each needs only those before it
 */
export function place(estate: Estate, authoritative: boolean): readonly Placed[] {
  const grantsOf = groupBy(
    estate.grants.filter(({ kind }) => kind === "service"),
    ({ slug }) => slug,
  );
  const places = new Map(
    estate.accounts.map((account) => [account.slug, placeOf(account, grantsOf.get(account.slug) ?? [], authoritative)]),
  );
  const files = new Map<string, { place: Place; accounts: PlacedAccount[]; settings: AdoptedSetting[] }>();
  const fileOf = (place: Place) => {
    const known = files.get(keyOf(place)) ?? { place, accounts: [], settings: [] };
    files.set(keyOf(place), known);
    return known;
  };
  for (const account of estate.accounts) {
    const grants = authoritative ? [] : (grantsOf.get(account.slug) ?? []);
    fileOf(places.get(account.slug) ?? SHARED).accounts.push({ account, grants });
  }
  for (const setting of estate.settings) {
    fileOf(placeOfSetting(setting, places)).settings.push(setting);
  }
  const apart = groupBy(
    estate.grants.filter(({ kind, slug }) => authoritative || kind !== "service" || !places.has(slug)),
    ({ repository }) => repository,
  );
  for (const slug of apart.keys()) {
    fileOf({ kind: "repository", slug });
  }
  return [...files.values()]
    .map((file) => ({
      ...file,
      grants: file.place.kind === "repository" ? (apart.get(file.place.slug) ?? []) : [],
    }))
    .sort((a, b) => (orderOf(a.place) < orderOf(b.place) ? -1 : 1));
}

const SHARED: Place = { kind: "accounts" };
const ORDER: readonly Place["kind"][] = ["accounts", "team", "repository", "settings"];

export function keyOf(place: Place): string {
  return "slug" in place ? `${place.kind} ${place.slug}` : place.kind;
}

function orderOf(place: Place): string {
  return `${ORDER.indexOf(place.kind)} ${keyOf(place)}`;
}

/** The one repository where the account may do most; without one, the one team that it belongs to. */
function placeOf({ teams }: Account, grants: readonly AdoptedGrant[], authoritative: boolean): Place {
  const most = grants.reduce((level, { privilege }) => Math.max(level, rank(privilege)), 0);
  const [home, ...others] = authoritative ? grants : grants.filter(({ privilege }) => rank(privilege) === most);
  if (home !== undefined && others.length === 0) {
    return { kind: "repository", slug: home.repository };
  }
  const [team, ...moreTeams] = teams;
  return home === undefined && team !== undefined && moreTeams.length === 0
    ? { kind: "team", slug: team.slug }
    : SHARED;
}

function rank(level: AdoptedGrant["privilege"]): number {
  return compareLevels(level, "None");
}

/** With its accounts, where they are all in one file; those that exist nowhere do not count. */
function placeOfSetting({ accounts, mapping }: AdoptedSetting, places: ReadonlyMap<string, Place>): Place {
  const slugs = [...accounts, ...(mapping?.accounts.values() ?? [])];
  const found = new Map(
    slugs.flatMap((slug) => {
      const placed = places.get(slug);
      return placed === undefined ? [] : [[keyOf(placed), placed] as const];
    }),
  );
  const [only] = found.values();
  return only !== undefined && found.size === 1 ? only : { kind: "settings" };
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    group === undefined ? groups.set(key(item), [item]) : group.push(item);
  }
  return groups;
}
