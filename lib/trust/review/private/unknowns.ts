import type { Unknown } from "../../model.js";
import type { Undecided } from "../result.js";
import type { Side } from "./side.js";

/** What a side does not know and that decides levels, or settings altogether. */
export interface OpenQuestions {
  readonly undecided: readonly Undecided[];
  /** Nothing can be said for certain of what the side does not let in. */
  readonly settings: boolean;
  /** Nothing can be said for certain of what accounts may not do there. */
  readonly levels: boolean;
}

/** @param sameExpressions whether an unknown of equal words on the other side is the same value */
export function openQuestions(side: Side, other: Side, sameExpressions: boolean): OpenQuestions {
  const known = new Set(sameExpressions ? other.model.unknowns.map(keyOf) : []);
  const open = side.model.unknowns.filter(
    (unknown) =>
      isTelling(unknown, [side, other]) &&
      !side.shared.has(unknown) &&
      !(known.has(keyOf(unknown)) && unknown.origin.source === "synthesized"),
  );
  const sameForAnyone = new Set(other.forAnyone.map((setting) => other.key(setting).whole));
  const forAnyone = side.forAnyone.filter((setting) => setting.enabled && !sameForAnyone.has(side.key(setting).whole));
  return {
    undecided: [...open, ...forAnyone.flatMap((setting) => side.unknownsOf(setting).slice(0, 1))].map((unknown) => ({
      about: aboutOf(unknown),
      side: side.which,
      reason: unknown.reason,
      origin: unknown.origin,
    })),
    settings: open.some(({ about }) => about === "settings"),
    levels: open.some(({ about }) => about !== "settings"),
  };
}

/** `settings app-main claims repository_id` */
export function aboutOf({ about, name, field }: Unknown): string {
  return [about, ...(name === undefined ? [] : [name]), ...(field ?? [])].join(" ");
}

/** Settings of which something is not known are looked at one by one. */
function isTelling({ about, name, field }: Unknown, sides: readonly Side[]): boolean {
  const part = field?.[0];
  switch (about) {
    case "settings":
      return name === undefined;
    case "accounts":
      return part === undefined || part === "role" || part === "teams";
    case "repositories":
      return part === undefined || part === "default_privilege" || part === "repository_type_str";
    case "privileges":
      return true;
    case "teams":
      // who is in a team matters where a team has something
      return part !== "name" && sides.some(({ levels }) => levels.byTeam.size > 0);
  }
}

function keyOf({ about, name, field, reason }: Unknown): string {
  return JSON.stringify([about, name, field, reason]);
}
