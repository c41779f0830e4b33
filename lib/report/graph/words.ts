import type { ClaimValue } from "../../oidc/index.js";
import type { GraphNodeKind, TrustGraph } from "../../trust/index.js";

/** What one and several of a kind are called. */
export const KIND_WORDS: { readonly [kind in GraphNodeKind]: readonly [one: string, more: string] } = {
  issuer: ["issuer", "issuers"],
  setting: ["setting", "settings"],
  account: ["account", "accounts"],
  team: ["team", "teams"],
  managers: ["group of Managers", "groups of Managers"],
  everyone: ["everyone", "everyone"],
  anyone: ["anyone", "anyone"],
  repository: ["repository", "repositories"],
};

/** @example number(1000, ["setting", "settings"]) // "1,000 settings" */
export function number(many: number, [one, more]: readonly [one: string, more: string]): string {
  return `${many.toLocaleString("en")} ${many === 1 ? one : more}`;
}

/** A claim's value as it stands where it is a text, and as JSON otherwise: `74` the number is `74`, the text too. */
export function claimText(value: ClaimValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** @example "1 issuer, 2 settings, 2 accounts, 1 repository, 0 findings" */
export function sizeWords({ nodes, findings }: Pick<TrustGraph, "nodes" | "findings">): string {
  const count = (kind: GraphNodeKind): string =>
    number(nodes.filter((node) => node.kind === kind).length, KIND_WORDS[kind]);
  const parts = (["issuer", "setting", "account", "repository"] as const).map(count);
  return `${parts.join(", ")}, ${number(findings.length, ["finding", "findings"])}`;
}
