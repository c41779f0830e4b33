/** Whether the identity running Terraform keeps Admin on a repository, which it needs to undo what it writes. */
import { isForbidden, isNotFound } from "../../cloudsmith/index.js";
import { type AttributePath, DiagnosticError } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import type { Caller } from "../identity.js";
import { type Grants, keyOf, targetOf } from "./grants.js";

export interface AdminCheck {
  readonly caller: Caller;
  readonly keeps: boolean;
  /** Why not, in words. */
  readonly why: string;
}

/** Judges level, kind, team membership and role, in the order of what they cost to find out. */
export async function checkAdmin(
  client: ProviderClient,
  org: string,
  repository: string,
  grants: Grants,
): Promise<AdminCheck> {
  const caller = await client.identity.callerIn(org);
  const keeps = (): AdminCheck => ({ caller, keeps: true, why: "" });
  if (caller.role === "Owner" || grants.get(keyOf(caller)) === "Admin") {
    return keeps();
  }
  const unread: string[] = [];
  for (const [key, level] of grants) {
    const { kind, slug } = targetOf(key);
    if (kind === "team" && level === "Admin") {
      const member = await isInTeam(client, org, slug, caller);
      if (member === true) {
        return keeps();
      }
      if (member === undefined) {
        unread.push(slug);
      }
    }
  }
  if ((await defaultPrivilege(client, org, repository)) === "Admin") {
    return keeps();
  }
  return { caller, keeps: false, why: reason(caller, grants, unread) };
}

function reason(caller: Caller, grants: Grants, unread: readonly string[]): string {
  const own = grants.get(keyOf(caller));
  const otherKind = grants.get(keyOf({ kind: caller.kind === "user" ? "service" : "user", slug: caller.slug }));
  const direct =
    own !== undefined
      ? `is granted ${own} only`
      : otherKind !== undefined
        ? `is a ${caller.kind}, but is granted as the other kind`
        : "has no grant of its own";
  const teams =
    unread.length === 0
      ? "is in no team that is granted Admin"
      : `cannot be shown to be in a team that is granted Admin (${unread.join(", ")} could not be read)`;
  return `The authenticated account slug "${caller.slug}" (a ${caller.kind}) ${direct}, and ${teams}`;
}

/** Undefined where the caller may not read it. */
async function isInTeam(
  client: ProviderClient,
  org: string,
  team: string,
  caller: Caller,
): Promise<boolean | undefined> {
  if (caller.teams !== undefined) {
    return caller.teams.includes(team);
  }
  try {
    const userKind = caller.kind === "user" ? "User" : "Service";
    const members = await client.api.teams.members(org, team, { userKind });
    return members.some((member) => member.user === caller.slug);
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

async function defaultPrivilege(client: ProviderClient, org: string, repository: string): Promise<string | undefined> {
  try {
    return (await client.api.repositories.get(org, repository)).default_privilege;
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

export function lockout(check: AdminCheck, org: string, repository: string, path?: AttributePath): DiagnosticError {
  return new DiagnosticError(
    "This would lock out the identity running Terraform",
    `${check.why}: after this write it would not have Admin on ${org}/${repository}, which it needs to undo it. ` +
      `Grant Admin to ${check.caller.kind} "${check.caller.slug}" or add at least one team block with Admin of a team it is in; or, if it is meant so, set allow_self_lockout = true.`,
    path,
  );
}
