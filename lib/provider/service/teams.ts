import { isUnknown, type ObjectValue, UNKNOWN, type Value } from "../../terraform/index.js";
import { blocks, tryBlocks, tryText } from "../private/values.js";

/**
 * Team blocks as they are planned. A block without a role keeps the role the account has in that team, and is a
 * `Member` in a new one; while the team itself is not known, neither is the role.
 */
export function planTeams(config: ObjectValue, prior: ObjectValue | null): Value {
  const declared = tryBlocks(config, "team");
  if (declared === undefined) {
    return config.team ?? [];
  }
  const roles = new Map(
    (prior === null ? [] : blocks(prior, "team")).map((team) => [tryText(team, "slug"), team.role ?? null] as const),
  );
  return declared.map((team) => {
    if (team.role !== null) {
      return team;
    }
    return { ...team, role: isUnknown(team.slug) ? UNKNOWN : (roles.get(tryText(team, "slug")) ?? "Member") };
  });
}
