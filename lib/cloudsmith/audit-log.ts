import { fetchAll, fetchPage, type ListCall, type Page, type PageRequest } from "./pagination.js";
import { path } from "./private/path.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { AuditLogEntry } from "./types.js";

export interface AuditLogFilter {
  /** Terms such as `event:org.oidc.updated` and `actor:…`. */
  readonly query?: string;
}

/** Who changed what: `/audit-log/{org}/`. */
export class AuditLog {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** All of it, which can be long: give a query, or read pages. */
  list(org: string, filter: AuditLogFilter = {}, options: RequestOptions = {}): Promise<AuditLogEntry[]> {
    return fetchAll(this.#requester, listCall(org, filter), options);
  }

  page(
    org: string,
    request: AuditLogFilter & PageRequest = {},
    options: RequestOptions = {},
  ): Promise<Page<AuditLogEntry>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }
}

function listCall(org: string, filter: AuditLogFilter): ListCall<AuditLogEntry> {
  return { path: path`/audit-log/${org}/`, query: { ...filter }, identify: (entry) => entry.uuid };
}
