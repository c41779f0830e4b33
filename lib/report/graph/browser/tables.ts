/** The tables of the details, and what stands in their cells. */
import { type Atlas, compareWays, type Hop } from "../explore/atlas.js";
import { claimTexts, wayText } from "../explore/texts.js";
import { type Child, chip, el, levelMark, shown, table } from "./dom.js";

export function settingsTable(atlas: Atlas, settings: readonly string[], caption: string): Child {
  if (settings.length === 0) {
    return el("p", { class: "muted" }, `${caption}: none that is known of.`);
  }
  return table({
    caption,
    columns: ["Setting", "Claims"],
    rows: settings.map((id) => {
      const node = atlas.nodes.get(id);
      const claims = claimTexts(node).map(([name, value]) => `${name} ${value}`);
      return [
        [nameOf(atlas, id), node?.enabled ? "" : " disabled"],
        claims.length === 0 ? "any token of the issuer" : chips(claims),
      ];
    }),
  });
}

/** One row for each element that hops lead to or from, with its levels and ways, greatest first. */
export function reachTable(
  atlas: Atlas,
  hops: readonly Hop[],
  caption: string,
  what: string,
  elements: (hop: Hop) => readonly string[],
  more: (id: string) => readonly Child[] = () => [],
): Child {
  const rows = new Map<string, Hop[]>();
  for (const hop of [...hops].sort((a, b) => compareWays(a.way, b.way))) {
    for (const id of elements(hop)) {
      rows.set(id, [...(rows.get(id) ?? []), hop]);
    }
  }
  if (rows.size === 0) {
    return el("p", { class: "muted" }, `${caption}: none that is known of.`);
  }
  const [first] = rows;
  return table({
    caption,
    columns: ["Level", what, "By", ...(first !== undefined && more(first[0]).length > 0 ? ["Settings"] : [])],
    rows: [...rows].map(([id, own]) => [
      levelMark(own[0]?.way.level ?? "Manager"),
      nameOf(atlas, id),
      [...new Set(own.map(({ way }) => wayText(way)))].map((text) => el("div", {}, shown(text))),
      ...more(id),
    ]),
  });
}

export function settingNames(atlas: Atlas, account: string): readonly string[] {
  return atlas.settingsOf(account).map((id) => atlas.nodes.get(id)?.name ?? id);
}

export function greatest(atlas: Atlas, account: string): Child {
  const level = atlas.greatestOf(account);
  return level === undefined ? "nothing that is known of" : levelMark(level);
}

/** A button that chooses the element. */
export function nameOf(atlas: Atlas, id: string): Child {
  const name = shown(atlas.nodes.get(id)?.name ?? id);
  return atlas.columnOf(id) === undefined
    ? chip(name)
    : el("button", { type: "button", class: "choose", "data-choose": id }, name);
}

const MOST_CHIPS = 8;

export function chips(texts: readonly string[]): Child {
  const hidden = texts.length - MOST_CHIPS;
  return [
    texts.length === 0 ? "none that is known of" : texts.slice(0, MOST_CHIPS).map((text) => [chip(text), " "]),
    hidden > 0 ? `and ${hidden.toLocaleString("en")} more` : undefined,
  ];
}

export function facts(pairs: readonly (readonly [string, Child])[]): Child {
  const given = pairs.filter(([, value]) => value !== undefined);
  return given.length === 0
    ? undefined
    : el(
        "dl",
        { class: "facts" },
        given.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
      );
}
