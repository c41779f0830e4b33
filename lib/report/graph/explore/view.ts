import type { Severity } from "../../../trust/finding.js";
import type { DocumentFinding } from "../document.js";
import { type Atlas, COLUMNS, type Column, LEVELS, push } from "./atlas.js";
import { intersection, type Part, partAround, wholeOf } from "./part.js";
import { groupName, searchText } from "./texts.js";

/** What a person asked to see. */
export interface Asked {
  readonly query: string;
  /** Only elements with findings of at least this severity. */
  readonly severity: Severity | "";
  /** Ids. */
  readonly account: string;
  readonly repository: string;
  /** Key of an entry: what is connected to it is shown. */
  readonly chosen: string;
  /** How many entries of a column are shown, beyond the first. */
  readonly more: { readonly [column in Column]?: number };
}

export const NOTHING_ASKED: Asked = { query: "", severity: "", account: "", repository: "", chosen: "", more: {} };

/** What stands in a column: one element, or several that are alike. */
export interface Entry {
  /** The element's id, or `group COLUMN LIKENESS`. */
  readonly key: string;
  readonly column: Column;
  readonly ids: readonly string[];
  readonly isGroup: boolean;
}

export interface ShownColumn {
  readonly column: Column;
  /** How many elements there are to show, behind all entries. */
  readonly count: number;
  readonly entries: readonly Entry[];
  /** Entries that are not shown yet. */
  readonly hidden: number;
}

export interface View {
  readonly part: Part;
  readonly columns: readonly ShownColumn[];
  /** What is chosen: undefined where that is nothing, or not in this graph. */
  readonly chosen?: Entry;
}

/** More than this of a column stand together while nobody asked for them. */
const MOST_SINGLE = 24;
const SHOWN_FIRST = 20;
/** So few are not worth a button. */
const FEW = 5;
const GRAVITY: readonly Severity[] = ["low", "medium", "high", "critical"];

export function viewOf(atlas: Atlas, asked: Asked): View {
  const chosen = entryOf(atlas, asked.chosen);
  const around: readonly (readonly [Column, readonly string[]])[] = [
    ...(atlas.nodes.has(asked.account) ? [["account", [asked.account]] as const] : []),
    ...(atlas.nodes.has(asked.repository) ? [["repository", [asked.repository]] as const] : []),
    ...(chosen === undefined || chosen.key === asked.account || chosen.key === asked.repository
      ? []
      : [[chosen.column, chosen.ids] as const]),
  ];
  const parts = around.map(([column, ids]) => partAround(atlas, column, ids));
  const [first = wholeOf(atlas), ...others] = parts;
  const part = others.reduce((all, each) => intersection(atlas, all, each), first);
  const matches = matcher(atlas, asked);
  const isNarrowed = matches !== undefined;
  const columns = COLUMNS.map((column): ShownColumn => {
    const ids = [...part.ids[column]].filter((id) => matches?.(id) ?? true);
    const together = !isNarrowed && ids.length > MOST_SINGLE && chosen?.column !== column && column !== "repository";
    const entries = together ? groups(atlas, column, ids).map(alone) : singles(atlas, column, ids);
    const asMany = SHOWN_FIRST + (asked.more[column] ?? 0);
    const most = entries.length <= asMany + FEW ? entries.length : asMany;
    return { column, count: ids.length, entries: entries.slice(0, most), hidden: entries.length - most };
  });
  return { part, columns, ...(chosen === undefined ? {} : { chosen }) };
}

/** The entry that a key names, in the whole graph. */
export function entryOf(atlas: Atlas, key: string): Entry | undefined {
  const column = atlas.columnOf(key);
  if (column !== undefined && (atlas.nodes.has(key) || atlas.ways.has(key))) {
    return { key, column, ids: [key], isGroup: false };
  }
  const [, of] = /^group (\w+) /.exec(key) ?? [];
  const grouped = COLUMNS.find((each) => each === of);
  return grouped === undefined
    ? undefined
    : groups(atlas, grouped, atlas.all(grouped)).find((group) => group.key === key);
}

/** @returns undefined where nothing is asked that an element must match itself */
function matcher(atlas: Atlas, { query, severity }: Asked): ((id: string) => boolean) | undefined {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0 && severity === "") {
    return undefined;
  }
  const least = severity === "" ? -1 : GRAVITY.indexOf(severity);
  const texts = textsOf(atlas);
  return (id) => {
    const [gravest] = atlas.findingsOf(id);
    if (least >= 0 && (gravest === undefined || GRAVITY.indexOf(gravest.severity) < least)) {
      return false;
    }
    const text = texts(id);
    return words.every((word) => text.includes(word));
  };
}

const remembered = new WeakMap<Atlas, Map<string, string>>();

/** What every element is searched by, made once. */
function textsOf(atlas: Atlas): (id: string) => string {
  const texts = remembered.get(atlas) ?? new Map<string, string>();
  remembered.set(atlas, texts);
  return (id) => {
    const known = texts.get(id) ?? searchText(atlas, id);
    texts.set(id, known);
    return known;
  };
}

function singles(atlas: Atlas, column: Column, ids: readonly string[]): readonly Entry[] {
  return sorted(atlas, column, ids).map((id) => ({ key: id, column, ids: [id], isGroup: false }));
}

const collator = new Intl.Collator("en", { numeric: true });

/** What weighs most first, then by name; ways keep their order. */
function sorted(atlas: Atlas, column: Column, ids: readonly string[]): readonly string[] {
  if (column === "way") {
    const order = new Map(atlas.all("way").map((id, index) => [id, index]));
    return ids.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }
  const weight = new Map(ids.map((id) => [id, weightOf(atlas.findingsOf(id))]));
  const name = (id: string): string => atlas.nodes.get(id)?.product ?? atlas.nodes.get(id)?.name ?? "";
  return ids.toSorted((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || collator.compare(name(a), name(b)));
}

function weightOf([gravest]: readonly DocumentFinding[]): number {
  return gravest === undefined ? -1 : GRAVITY.indexOf(gravest.severity);
}

/** What nothing is like stands for itself. */
function alone(group: Entry): Entry {
  const [only, ...others] = group.ids;
  return only === undefined || others.length > 0 ? group : { ...group, key: only, isGroup: false };
}

function groups(atlas: Atlas, column: Column, ids: readonly string[]): readonly Entry[] {
  const byLikeness = new Map<string, string[]>();
  for (const id of ids) {
    push(byLikeness, groupName(atlas, column, id), id);
  }
  const weight = (entry: Entry): number => Math.max(...entry.ids.map((id) => weightOf(atlas.findingsOf(id))));
  const rank = ({ key }: Entry): number => ACCOUNT_GROUPS.findIndex((name) => key === `group account ${name}`);
  return [...byLikeness]
    .map(([name, members]): Entry => ({ key: `group ${column} ${name}`, column, ids: members, isGroup: true }))
    .sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a) || b.ids.length - a.ids.length);
}

/** Of accounts, by what they can do. */
const ACCOUNT_GROUPS: readonly string[] = ["Manager", ...LEVELS, "nothing"];

/** Pairs of keys of entries, in columns side by side, that are joined, with how many joins there are. */
export function linksOf(atlas: Atlas, { part, columns }: View): ReadonlyMap<string, readonly [string, string, number]> {
  const keyOf = new Map(
    columns.flatMap(({ entries }) => entries.flatMap(({ key, ids }) => ids.map((id) => [id, key]))),
  );
  const links = new Map<string, readonly [string, string, number]>();
  const join = (from: string, to: string): void => {
    const [a, b] = [keyOf.get(from), keyOf.get(to)];
    if (a !== undefined && b !== undefined) {
      const name = `${a}\n${b}`;
      links.set(name, [a, b, (links.get(name)?.[2] ?? 0) + 1]);
    }
  };
  for (const setting of part.ids.setting) {
    for (const issuer of atlas.issuersOf(setting)) {
      join(issuer, setting);
    }
    for (const account of atlas.accountsOf(setting)) {
      join(setting, account);
    }
  }
  const [only, ...others] = part.ids.account;
  const held = new Map<string, string>();
  for (const { holder, way, repository } of part.hops) {
    held.set(`${holder}\n${way.id}`, holder);
    // what Managers can take is everything: lines to all of it would hide the others
    if (part.ids.repository.has(repository) && (way.by !== "managers" || part.ids.repository.size === 1)) {
      join(way.id, repository);
    }
  }
  for (const [name, holder] of held) {
    const way = name.slice(holder.length + 1);
    const behind = atlas.accountsBehind(holder);
    // every account is one of everyone: that is drawn where it is about one alone
    const drawn = behind.length === 0 && only !== undefined && others.length === 0 ? [only] : behind;
    for (const account of drawn) {
      if (part.ids.account.has(account)) {
        join(account, way);
      }
    }
  }
  return links;
}
