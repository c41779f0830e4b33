import { repositoryOf } from "../access.js";
import type { Call, Handler } from "../http/call.js";
import { search } from "../http/list-query.js";
import { paginate } from "../http/pagination.js";
import type { AuditRecord } from "../state.js";
import { profileUrl } from "./user.js";

function body(call: Call, record: AuditRecord, inOrganization: boolean): unknown {
  const { organization } = call.world.state;
  const { repository: _, ...shown } = record;
  return {
    ...shown,
    actor_ip_address: "127.0.0.1",
    actor_location: {
      city: null,
      continent: null,
      country: null,
      latitude: null,
      longitude: null,
      postal_code: null,
    },
    actor_url: profileUrl(call.world.url(), record.actor),
    context: `${record.event} by ${record.actor}`,
    ...(inOrganization
      ? { target: organization.slug, target_kind: "organization", target_slug_perm: organization.slug_perm }
      : {}),
  };
}

function page(call: Call, records: AuditRecord[], inOrganization: boolean) {
  const rows = search(call, records, {
    terms: {
      actor: { of: ({ actor }) => [actor] },
      actor_kind: { of: ({ actor_kind }) => [actor_kind], exact: true },
      event: { of: ({ event }) => [event] },
      object: { of: ({ object }) => [object] },
    },
    bare: ["event", "actor", "object"],
    sorts: { event_at: ({ event_at }) => event_at },
    defaultSort: "-event_at",
  });
  return paginate(call, rows, (record) => body(call, record, inOrganization));
}

/** GET /audit-log/{owner}/: newest first. */
export const organization: Handler = (call) => page(call, call.world.state.audit, true);

/** GET /audit-log/{owner}/{repo}/ */
export const repository: Handler = (call) => {
  const { slug } = repositoryOf(call, "repo");
  return page(
    call,
    call.world.state.audit.filter((record) => record.repository === slug),
    false,
  );
};
