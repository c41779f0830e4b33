/** Which of several grants and revokes would take the caller's Admin away, alone or together. */
import type { PrivilegeLevel } from "../../cloudsmith/index.js";
import type { ProviderClient } from "../client.js";
import { type Grants, keyOf, type Target } from "./grants.js";
import { type AdminCheck, checkAdmin } from "./guard.js";

export interface GrantChange {
  readonly target: Target;
  /** Undefined revokes. */
  readonly level: PrivilegeLevel | undefined;
  readonly allowSelfLockout: boolean;
}

/** The changes to refuse, each with what would be left. Asks nothing where no Admin is lowered. */
export async function lockouts<Change extends GrantChange>(
  client: ProviderClient,
  org: string,
  repository: string,
  before: Grants,
  changes: readonly Change[],
): Promise<ReadonlyMap<Change, AdminCheck>> {
  const refused = new Map<Change, AdminCheck>();
  const lowering = changes.filter(
    ({ target, level, allowSelfLockout }) =>
      !allowSelfLockout && before.get(keyOf(target)) === "Admin" && level !== "Admin",
  );
  const check = (some: readonly Change[]): Promise<AdminCheck> =>
    checkAdmin(client, org, repository, withChanges(before, some));
  if (lowering.length === 0 || (await check(changes)).keeps) {
    return refused;
  }
  for (const change of lowering) {
    const alone = await check([change]);
    if (!alone.keeps) {
      refused.set(change, alone);
    }
  }
  const together = await check(changes.filter((change) => !refused.has(change)));
  for (const change of together.keeps ? [] : lowering) {
    refused.set(change, refused.get(change) ?? together);
  }
  return refused;
}

function withChanges(before: Grants, changes: readonly GrantChange[]): Grants {
  const after = new Map(before);
  for (const { target, level } of changes) {
    putGrant(after, target, level);
  }
  return after;
}

export function putGrant(grants: Map<string, PrivilegeLevel>, target: Target, level: PrivilegeLevel | undefined): void {
  if (level === undefined) {
    grants.delete(keyOf(target));
  } else {
    grants.set(keyOf(target), level);
  }
}
