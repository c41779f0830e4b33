import type { Atlas, Column, Hop } from "./atlas.js";

/** A part of the graph: what is in each column, and what joins accounts to repositories. */
export interface Part {
  readonly ids: { readonly [column in Column]: ReadonlySet<string> };
  readonly hops: ReadonlySet<Hop>;
  /** It is about something that every account has: those that are named are not all. */
  readonly isOpen: boolean;
}

export function wholeOf(atlas: Atlas): Part {
  const hops = atlas.all("way").flatMap((way) => atlas.hopsOfWay(way));
  return part((column) => atlas.all(column), hops, false);
}

/** All that leads to any of these, of one column, and all that they lead to. */
export function partAround(atlas: Atlas, column: Column, ids: readonly string[]): Part {
  const hops = hopsAround(atlas, column, ids);
  const accounts = accountsAround(atlas, column, ids, hops);
  const settings =
    column === "setting" ? ids : (column === "issuer" ? ids : accounts).flatMap((id) => atlas.settingsOf(id));
  const issuers = column === "issuer" ? ids : settings.flatMap((id) => atlas.issuersOf(id));
  const ways = column === "way" ? ids : hops.map(({ way }) => way.id);
  const reached = hops.map(({ repository }) => repository);
  const lists = {
    issuer: issuers,
    setting: settings,
    account: accounts,
    way: ways,
    repository: column === "repository" ? ids : reached,
  };
  const isOpen = (column === "way" || column === "repository") && hops.some(isOfCrowd);
  return part((each) => lists[each], hops, isOpen);
}

/** What is in both and joined to something of the next column that is, too. */
export function intersection(atlas: Atlas, a: Part, b: Part): Part {
  const hops = [...a.hops].filter((hop) => b.hops.has(hop));
  const isJoinedByCrowd = a.isOpen !== b.isOpen && hops.some(isOfCrowd);
  const closed = a.isOpen ? b : a;
  const both = (column: Column): readonly string[] =>
    [...closed.ids[column]].filter((id) => isJoinedByCrowd || (a.ids[column].has(id) && b.ids[column].has(id)));
  const accounts = new Set(both("account"));
  const settings = both("setting").filter((id) => atlas.accountsOf(id).some((account) => accounts.has(account)));
  const kept = new Set(settings);
  const lists = {
    issuer: both("issuer").filter((id) => atlas.settingsOf(id).some((setting) => kept.has(setting))),
    setting: settings,
    account: [...accounts],
    way: hops.map(({ way }) => way.id),
    repository: hops.map(({ repository }) => repository),
  };
  return part((column) => lists[column], hops, a.isOpen && b.isOpen);
}

function isOfCrowd({ way }: Hop): boolean {
  return way.by === "everyone" || way.by === "anyone";
}

function part(ids: (column: Column) => readonly string[], hops: Iterable<Hop>, isOpen: boolean): Part {
  const set = (column: Column): ReadonlySet<string> => new Set(ids(column));
  return {
    ids: {
      issuer: set("issuer"),
      setting: set("setting"),
      account: set("account"),
      way: set("way"),
      repository: set("repository"),
    },
    hops: new Set(hops),
    isOpen,
  };
}

function hopsAround(atlas: Atlas, column: Column, ids: readonly string[]): readonly Hop[] {
  switch (column) {
    case "way":
      return ids.flatMap((id) => atlas.hopsOfWay(id));
    case "repository":
      return ids.flatMap((id) => atlas.hopsOfRepository(id));
    default:
      return atlas.hopsOfAccounts(accountsFrom(atlas, column, ids));
  }
}

function accountsFrom(
  atlas: Atlas,
  column: "issuer" | "setting" | "account",
  ids: readonly string[],
): readonly string[] {
  switch (column) {
    case "issuer":
      return ids.flatMap((id) => atlas.settingsOf(id)).flatMap((setting) => atlas.accountsOf(setting));
    case "setting":
      return ids.flatMap((id) => atlas.accountsOf(id));
    case "account":
      return ids;
  }
}

function accountsAround(atlas: Atlas, column: Column, ids: readonly string[], hops: readonly Hop[]): readonly string[] {
  return column === "way" || column === "repository"
    ? [...new Set(hops.map(({ holder }) => holder))].flatMap((holder) => atlas.accountsBehind(holder))
    : accountsFrom(atlas, column, ids);
}
