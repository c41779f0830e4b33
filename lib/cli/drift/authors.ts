import {
  type AuditLogEntry,
  type CloudsmithClient,
  isCloudsmithApiError,
  isCloudsmithTransportError,
  MAX_PAGE_SIZE,
} from "../../cloudsmith/index.js";
import type { Drift, DriftAuthor, DriftTrace } from "../../trust/index.js";

/** Pages that are looked through, newest first: the drift of a day is far younger than what they hold. */
const MOST_PAGES = 4;

export interface Authored {
  readonly drifts: readonly Drift[];
  /** Why the audit log does not say who, where it does not. */
  readonly note?: string;
}

/** Who made each drift last, and when, by the organization's audit log. */
export async function withAuthors(
  client: CloudsmithClient,
  organization: string,
  drifts: readonly Drift[],
): Promise<Authored> {
  const open = new Map(
    drifts.flatMap((drift) => (drift.trace === undefined ? [] : [[drift.fingerprint, tracedBy(drift, drift.trace)]])),
  );
  if (open.size === 0) {
    return { drifts };
  }
  const authors = new Map<string, DriftAuthor>();
  let note: string | undefined;
  try {
    for (let page = 1, last = 1; page <= Math.min(last, MOST_PAGES) && open.size > 0; page += 1) {
      const found = await client.auditLog.page(organization, { page, pageSize: MAX_PAGE_SIZE });
      last = found.pageTotal;
      for (const entry of found.items) {
        attribute(entry, open, authors);
      }
    }
  } catch (error) {
    note = noteOf(error);
  }
  return {
    drifts: drifts.map((drift) => {
      const author = authors.get(drift.fingerprint);
      return author === undefined ? drift : { ...drift, author };
    }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Tells whether an event made a drift. */
type IsMaking = (entry: AuditLogEntry) => boolean;

function attribute(entry: AuditLogEntry, open: Map<string, IsMaking>, authors: Map<string, DriftAuthor>): void {
  for (const [fingerprint, isMaking] of open) {
    if (isMaking(entry)) {
      const { actor, actor_kind: kind, event, event_at: at } = entry;
      authors.set(fingerprint, { actor: actor ?? "somebody unknown", kind, at, event });
      open.delete(fingerprint);
    }
  }
}

/** Names of events: https://docs.cloudsmith.com/logs-and-observability/audit-logs */
const EVENTS: { readonly [about in DriftTrace["about"]]: RegExp } = {
  oidc: /^org\.oidc\./,
  service: /^user\.service\./,
  privilege: /privilege/,
};

/** A new key is no drift. */
const NEW_KEY = /\.key_refreshed$/;
/** Who made what a stack manages is not who changed it since: of a changed account the log has no event at all. */
const CREATED = /\.created$/;

function tracedBy({ section }: Drift, { about, names }: DriftTrace): IsMaking {
  return ({ event, object, object_slug_perm }) =>
    EVENTS[about].test(event) &&
    !NEW_KEY.test(event) &&
    !(section === "managed" && CREATED.test(event)) &&
    (names.includes(object) || names.includes(object_slug_perm));
}

function noteOf(error: unknown): string {
  if (isCloudsmithApiError(error)) {
    const { status } = error;
    return status === 403 || status === 404 || status === 402
      ? `who changed it is not known: the audit log may not be read (${status}); it needs an Owner or Manager, and a plan that has it`
      : `who changed it is not known: the audit log answered ${status}`;
  }
  if (isCloudsmithTransportError(error)) {
    return `who changed it is not known: the audit log gave no answer (${error.code})`;
  }
  throw error;
}
