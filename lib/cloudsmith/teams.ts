import { fetchAll, fetchPage, type ListCall, type ListOptions, type Page, type PageRequest } from "./pagination.js";
import { path } from "./private/path.js";
import { requestObject, requestWrapped } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { Team, TeamMember, TeamMemberKind, TeamRequest } from "./types.js";

export interface TeamFilter {
  /** Terms `name:…`, `slug:…`, `user:…` and `userslug:…`. */
  readonly query?: string;
  /** `name` or `members`. */
  readonly sort?: string;
  /** Only the teams that the caller is in. */
  readonly for_user?: boolean;
}

/** Teams of an organization: `/orgs/{org}/teams/`, each addressed by its slug or slug_perm. */
export class Teams {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  list(org: string, filter: TeamFilter = {}, { pageSize, ...options }: ListOptions = {}): Promise<Team[]> {
    return fetchAll(this.#requester, listCall(org, filter), options, pageSize);
  }

  page(org: string, request: TeamFilter & PageRequest = {}, options: RequestOptions = {}): Promise<Page<Team>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }

  get(org: string, team: string, options: RequestOptions = {}): Promise<Team> {
    const call = { method: "GET", path: path`/orgs/${org}/teams/${team}/` } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** The caller becomes a member of it, a service account too. */
  create(org: string, body: TeamRequest, options: RequestOptions = {}): Promise<Team> {
    const call = { method: "POST", path: path`/orgs/${org}/teams/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Sets the given fields (PATCH). */
  update(org: string, team: string, body: Partial<TeamRequest>, options: RequestOptions = {}): Promise<Team> {
    const call = { method: "PATCH", path: path`/orgs/${org}/teams/${team}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  async delete(org: string, team: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.request({ method: "DELETE", path: path`/orgs/${org}/teams/${team}/` }, options);
  }

  /** Members of one kind, users unless said otherwise: the endpoint never gives both. Not paginated. */
  members(
    org: string,
    team: string,
    { userKind = "User" }: { readonly userKind?: TeamMemberKind } = {},
    options: RequestOptions = {},
  ): Promise<TeamMember[]> {
    const call = {
      method: "GET",
      path: path`/orgs/${org}/teams/${team}/members`,
      query: { user_kind: userKind.toLowerCase() },
    } as const;
    return requestWrapped(this.#requester, call, options, "members");
  }

  /** 422 where one is a member already. */
  addMembers(
    org: string,
    team: string,
    members: readonly TeamMember[],
    options: RequestOptions = {},
  ): Promise<TeamMember[]> {
    const call = { method: "POST", path: path`/orgs/${org}/teams/${team}/members`, body: { members } } as const;
    return requestWrapped(this.#requester, call, options, "members");
  }

  /** The whole list (PUT): who is not in it leaves the team. */
  async replaceMembers(
    org: string,
    team: string,
    members: readonly TeamMember[],
    options: RequestOptions = {},
  ): Promise<void> {
    const call = { method: "PUT", path: path`/orgs/${org}/teams/${team}/members`, body: { members } } as const;
    await this.#requester.request(call, options);
  }
}

const ANSWERED = ["name", "slug"] as const;

function listCall(org: string, filter: TeamFilter): ListCall<Team> {
  return { path: path`/orgs/${org}/teams/`, query: { ...filter }, identify: (team) => team.slug };
}
