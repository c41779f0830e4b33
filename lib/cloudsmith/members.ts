import { fetchAll, fetchPage, type ListCall, type ListOptions, type Page, type PageRequest } from "./pagination.js";
import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { OrganizationMember } from "./types.js";

export interface MemberFilter {
  /** Terms `email:…`, `userslug:…`, `user_name:…`, `role:…`, `inactive:…` and others. */
  readonly query?: string;
  /** `user_name` (the default) or `role`. */
  readonly sort?: string;
  readonly is_active?: boolean;
}

/** Human members of an organization: `/orgs/{org}/members/`. Service accounts are none of them. */
export class Members {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  list(
    org: string,
    filter: MemberFilter = {},
    { pageSize, ...options }: ListOptions = {},
  ): Promise<OrganizationMember[]> {
    return fetchAll(this.#requester, listCall(org, filter), options, pageSize);
  }

  page(
    org: string,
    request: MemberFilter & PageRequest = {},
    options: RequestOptions = {},
  ): Promise<Page<OrganizationMember>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }

  /** `member` is the user's slug. A service account's slug is a 404. */
  get(org: string, member: string, options: RequestOptions = {}): Promise<OrganizationMember> {
    const call = { method: "GET", path: path`/orgs/${org}/members/${member}/` } as const;
    return requestObject(this.#requester, call, options, ["user", "role"]);
  }
}

function listCall(org: string, filter: MemberFilter): ListCall<OrganizationMember> {
  return { path: path`/orgs/${org}/members/`, query: { ...filter }, identify: (member) => member.user };
}
