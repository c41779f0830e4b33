/** What stands in the columns: one button for each entry. */

import type { Atlas, Level } from "../explore/atlas.js";
import { levelsOf, repositoryCounts, wayCounts } from "../explore/counts.js";
import { SEVERITIES_FROM_GRAVEST } from "../explore/severities.js";
import { COLUMN_WORDS, claimTexts, groupTexts } from "../explore/texts.js";
import type { Entry, View } from "../explore/view.js";
import { number } from "../words.js";
import { badge, type Child, el, levelMark, shown } from "./dom.js";

export function entryButton(atlas: Atlas, view: View, entry: Entry): HTMLButtonElement {
  const { name, about, marks } = entry.isGroup ? groupParts(entry) : elementParts(atlas, view, entry);
  const isChosen = view.chosen?.key === entry.key;
  return el(
    "button",
    {
      type: "button",
      class: `entry entry-${entry.column}${entry.isGroup ? " entry-group" : ""}`,
      "data-key": entry.key,
      "aria-pressed": String(isChosen),
      tabindex: "-1",
    },
    el("span", { class: "entry-name" }, name),
    about === undefined ? undefined : el("span", { class: "entry-about" }, about),
    marksOf(marks, findingMarks(atlas, entry)),
  );
}

interface Parts {
  readonly name: Child;
  readonly about?: Child;
  readonly marks?: readonly string[];
}

function groupParts({ column, key, ids }: Entry): Parts {
  const { name, about } = groupTexts(column, key, ids.length);
  return { name, about: shown(about) };
}

function elementParts(atlas: Atlas, view: View, { key, column }: Entry): Parts {
  const node = atlas.nodes.get(key);
  const name = shown(node?.name ?? key);
  const undecided = node?.undecided === undefined ? [] : ["not all known"];
  switch (column) {
    case "issuer": {
      const settings = number(atlas.settingsOf(key).length, COLUMN_WORDS.setting);
      return node?.product === undefined
        ? { name, about: settings, marks: undecided }
        : { name: node.product, about: [name.replace(/^https:\/\//, ""), el("br"), settings], marks: undecided };
    }
    case "setting":
      return { name, about: claimSummary(atlas, key), marks: [...(node?.enabled ? [] : ["disabled"]), ...undecided] };
    case "account":
      return {
        name,
        about: accountAbout(atlas, view, key),
        marks: [...(node?.role === undefined ? ["not described"] : []), ...undecided],
      };
    case "way":
      return wayParts(atlas, view, key);
    case "repository":
      return { name, about: repositoryAbout(atlas, view, key), marks: [...repositoryMarks(atlas, key), ...undecided] };
  }
}

const MOST_CLAIMS = 4;

function claimSummary(atlas: Atlas, setting: string): Child {
  const node = atlas.nodes.get(setting);
  const claims = claimTexts(node);
  const hidden = claims.length - MOST_CLAIMS;
  return [
    claims.length === 0
      ? "any token of the issuer"
      : claims
          .slice(0, MOST_CLAIMS)
          .map(([name, value]) =>
            el("span", { class: "claim" }, el("span", { class: "claim-name" }, shown(name)), " ", shown(value)),
          ),
    hidden > 0 ? `and ${number(hidden, ["more claim", "more claims"])}` : undefined,
    node?.mapping_claim === undefined
      ? undefined
      : el("span", { class: "claim" }, `account by ${shown(node.mapping_claim)}`),
  ];
}

/** On the one repository that is shown, or anywhere. */
function accountAbout(atlas: Atlas, { part }: View, account: string): Child {
  const [repository, ...others] = part.ids.repository;
  if (repository !== undefined && others.length === 0) {
    return levelMarks(levelsOf(atlas, part, account, repository));
  }
  const greatest = atlas.greatestOf(account);
  if (greatest === undefined) {
    return "reaches nothing that is known of";
  }
  if (greatest === "Manager") {
    return [levelMark("Manager"), " can take any privilege"];
  }
  const where = new Set(
    atlas.hopsOfAccount(account).flatMap(({ way, repository: id }) => (way.level === greatest ? [id] : [])),
  );
  return [levelMark(greatest), ` on ${number(where.size, COLUMN_WORDS.repository)}`];
}

function levelMarks(levels: readonly (Level | "Manager")[]): Child {
  return levels.length === 0 ? "nothing there" : levels.map((level) => [levelMark(level), " "]);
}

function wayParts(atlas: Atlas, { part }: View, id: string): Parts {
  const way = atlas.ways.get(id);
  const { accounts, repositories } = wayCounts(atlas, part, id);
  const who = way?.by === "everyone" || way?.by === "anyone" ? undefined : number(accounts, COLUMN_WORDS.account);
  const where = number(repositories, COLUMN_WORDS.repository);
  return {
    name: [
      levelMark(way?.level ?? "Manager"),
      " ",
      WAY_WORDS[way?.by ?? "grant"],
      way?.team ? shown(way.team.name) : "",
    ],
    about: who === undefined ? where : `${who}, ${where}`,
  };
}

const WAY_WORDS = {
  grant: "by grant",
  team: "by team ",
  everyone: "by default, for everyone",
  anyone: "public, for anyone",
  managers: "can take any privilege",
} as const;

function repositoryAbout(atlas: Atlas, { part }: View, repository: string): Child {
  const [account, ...others] = part.ids.account;
  if (account !== undefined && others.length === 0) {
    return levelMarks(levelsOf(atlas, part, account, repository));
  }
  const counts = repositoryCounts(atlas, repository);
  return counts.length === 0
    ? "no account has a grant"
    : counts.map(([level, many]) => [levelMark(level), ` ${number(many, COLUMN_WORDS.account)} `]);
}

function repositoryMarks(atlas: Atlas, id: string): readonly string[] {
  const { repository_type_str: type, default_privilege: level } = atlas.nodes.get(id) ?? {};
  return [
    ...(type === undefined ? ["not described"] : type === "Private" ? [] : [type.toLowerCase()]),
    ...(level === undefined || level === "None" ? [] : [`everyone: ${level}`]),
  ];
}

function findingMarks(atlas: Atlas, { ids }: Entry): readonly Child[] {
  const findings = new Set(ids.flatMap((id) => atlas.findingsOf(id)));
  return SEVERITIES_FROM_GRAVEST.flatMap((severity) => {
    const many = [...findings].filter((finding) => finding.severity === severity).length;
    return many === 0 ? [] : [badge(severity, `${many.toLocaleString("en")} ${severity}`), " "];
  });
}

function marksOf(marks: readonly string[] = [], badges: readonly Child[]): Child {
  return marks.length + badges.length === 0
    ? undefined
    : el(
        "span",
        { class: "entry-marks" },
        marks.map((mark) => [el("span", { class: "tag" }, mark), " "]),
        badges,
      );
}
