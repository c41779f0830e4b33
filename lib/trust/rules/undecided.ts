/** What is not known of a trust model and may hide a finding. */
import type { Setting, TrustModel, Unknown } from "../model.js";
import { parts, tryReference } from "../synthesized/expressions.js";
import type { TrustCheck } from "./check.js";

/**
 * The unknowns that may hide a finding: lists that could not be read, whether a setting is enabled, whose tokens it
 * believes, claims that may turn out to be open. Others only make rules more careful: an account that may do more than is
 * known weighs as if it did.
 */
export function undecidedBy(model: TrustModel): readonly Unknown[] {
  if (model.unknowns.length === 0) {
    return [];
  }
  const settings = new Map(model.settings.map((setting) => [placeOf(setting), setting]));
  return model.unknowns.filter((unknown) => !isLeftOut(unknown) && decides(unknown, settings.get(placeOf(unknown))));
}

/** Lists that a trust file leaves out, and the rule that has nothing to look at without them. */
export function leftOut({ unknowns }: TrustModel): TrustCheck["notLooked"] {
  return unknowns.filter(isLeftOut).map(({ about, reason }) => ({ rule: LOOKS_AT[about], reason, times: 1 }));
}

const LOOKS_AT: { readonly [about in Unknown["about"]]: string } = {
  accounts: "over-privileged-account",
  settings: "no-claims",
  repositories: "over-privileged-account",
  privileges: "over-privileged-account",
  teams: "over-privileged-account",
};

/** Who writes a trust file chooses what it speaks of; without settings there is nothing to judge. */
function isLeftOut({ origin, name, about }: Unknown): boolean {
  return origin.source === "trust-file" && name === undefined && about !== "settings";
}

const DECISIVE: ReadonlySet<string> = new Set(["enabled", "provider_url", "mapping_claim"]);
const GRANTED_TO: ReadonlySet<string> = new Set(["service", "team"]);

function decides({ about, name, field = [], origin }: Unknown, setting: Setting | undefined): boolean {
  if (name === undefined) {
    return true;
  }
  const [first, second, third] = field;
  if (first === undefined) {
    // what code makes as often as its count says is judged as if it were made; what is live could not be read
    return origin.source === "live" || origin.source === "trust-file";
  }
  switch (about) {
    case "settings":
      if (first === "claims") {
        return second === undefined || mayBeOpen(setting?.claims[second]);
      }
      if (first === "dynamic_mappings") {
        const mapping = setting?.dynamic_mappings[Number(second)];
        return second === undefined || (third === "claim_value" && mayBeOpen(mapping?.claim_value));
      }
      return DECISIVE.has(first);
    case "privileges":
      return GRANTED_TO.has(first) && third !== "privilege";
    default:
      return false;
  }
}

/**
 * Attributes of GitHub's objects whose values never hold the `*` that an open value ends with: numbers, and names as GitHub
 * allows them.
 */
const CLOSED: ReadonlySet<string> = new Set(["id", "repo_id", "name", "full_name", "login", "slug", "default_branch"]);

/** Whether a required value may turn out to end in `.*`, and so to ask less than it seems to. */
function mayBeOpen(value: unknown): boolean {
  if (typeof value !== "string") {
    return true;
  }
  const all = parts(value);
  const last = all.at(-1);
  if (last === undefined || "expression" in last) {
    return last === undefined || !isClosed(last.expression);
  }
  // of `${…}.*`, what stands before may be nothing
  return last.literal.endsWith(".*") && !all.some((part) => "expression" in part && isClosed(part.expression));
}

function isClosed(expression: string): boolean {
  const reference = tryReference(expression);
  return reference?.type.startsWith("github_") === true && CLOSED.has(reference.attribute);
}

function placeOf({ origin }: { readonly origin: Unknown["origin"] }): string {
  return `${origin.where}\n${origin.at}`;
}
