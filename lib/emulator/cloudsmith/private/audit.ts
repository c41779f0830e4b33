import { randomUUID } from "node:crypto";
import type { Call } from "../../http/call.js";
import type { AuditRecord } from "../../state.js";

interface Subject {
  readonly name: string;
  readonly kind: string;
  readonly slug_perm: string;
  readonly repository?: string;
}

/** Writes an event of the caller into the audit log. Names of events: the documentation of audit logs. */
export function audit(call: Call, event: string, subject: Subject): void {
  const { identity, world } = call;
  if (identity.kind === "anonymous") {
    return;
  }
  const actor = identity.kind === "user" ? identity.user : identity.service;
  world.state.audit.push({
    actor: actor.slug,
    actor_kind: identity.kind === "user" ? "user" : "service_account",
    actor_slug_perm: actor.slug_perm,
    event,
    event_at: world.clock.stamp(),
    object: subject.name,
    object_kind: subject.kind,
    object_slug_perm: subject.slug_perm,
    uuid: randomUUID(),
    ...(subject.repository === undefined ? {} : { repository: subject.repository }),
  } satisfies AuditRecord);
}
