/** What elements are called on the page, as plain text that whoever shows it has to make safe. */
import type { DocumentNode } from "../document.js";
import { claimText, number } from "../words.js";
import type { Atlas, Column, Way } from "./atlas.js";

export const COLUMN_TITLES: { readonly [column in Column]: string } = {
  issuer: "Issuers",
  setting: "Settings",
  account: "Accounts",
  way: "Privileges",
  repository: "Repositories",
};

export const COLUMN_WORDS: { readonly [column in Column]: readonly [string, string] } = {
  issuer: ["issuer", "issuers"],
  setting: ["setting", "settings"],
  account: ["account", "accounts"],
  way: ["privilege", "privileges"],
  repository: ["repository", "repositories"],
};

/** What a person may look for, in lower case. */
export function searchText(atlas: Atlas, id: string): string {
  const way = atlas.ways.get(id);
  if (way !== undefined) {
    return wayText(way).toLowerCase();
  }
  const node = atlas.nodes.get(id);
  const parts = [
    node?.name,
    node?.identity,
    node?.product,
    ...claimTexts(node).flat(),
    node?.mapping_claim,
    node?.enabled === false ? "disabled" : "",
    node?.repository_type_str,
    ...atlas.findingsOf(id).map(({ rule }) => rule),
  ];
  return parts
    .filter((part) => part !== undefined)
    .join("\n")
    .toLowerCase();
}

export function claimTexts(node: DocumentNode | undefined): readonly (readonly [name: string, value: string])[] {
  return Object.entries(node?.claims ?? {}).map(([name, value]) => [name, claimText(value)] as const);
}

/** @example "Write by team release" */
export function wayText({ by, level, team }: Way): string {
  switch (by) {
    case "grant":
      return `${level} by grant`;
    case "team":
      return `${level} by team ${team?.name}`;
    case "everyone":
      return `${level} by default, for everyone`;
    case "anyone":
      return `${level}, public: for anyone`;
    case "managers":
      return "any, by role Manager";
  }
}

/** What elements that stand together have in common. */
export function groupName(atlas: Atlas, column: Column, id: string): string {
  const node = atlas.nodes.get(id);
  switch (column) {
    case "issuer":
      return node?.product ?? "not known to us";
    case "setting": {
      const [issuer = ""] = atlas.issuersOf(id);
      const { product, name } = atlas.nodes.get(issuer) ?? {};
      const claims = Object.keys(node?.claims ?? {}).sort();
      const asks = claims.length === 0 ? "any token" : claims.join(", ");
      return `${asks} of ${product ?? name}${node?.mapping_claim === undefined ? "" : `, mapped by ${node.mapping_claim}`}${node?.enabled === false ? ", disabled" : ""}`;
    }
    case "account":
      return atlas.greatestOf(id) ?? "nothing";
    case "way": {
      const way = atlas.ways.get(id);
      return way?.by === "team" ? `${way.level} by teams` : way === undefined ? "" : wayText(way);
    }
    case "repository":
      return node?.repository_type_str ?? "not described";
  }
}

const ACCOUNT_GROUPS: { readonly [likeness: string]: string } = {
  Manager: "Managers: can take any privilege",
  Admin: "can administer a repository",
  Write: "can write to a repository",
  Read: "can read a repository",
  nothing: "reach no repository that is known of",
};

/** @example "1,000 accounts" and "can write to a repository" */
export function groupTexts(
  column: Column,
  key: string,
  count: number,
): { readonly name: string; readonly about: string } {
  const likeness = key.slice(`group ${column} `.length);
  return {
    name: number(count, COLUMN_WORDS[column]),
    about: column === "account" ? (ACCOUNT_GROUPS[likeness] ?? likeness) : likeness,
  };
}
