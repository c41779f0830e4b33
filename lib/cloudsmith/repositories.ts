import { fetchAll, fetchPage, type ListCall, type ListOptions, type Page, type PageRequest } from "./pagination.js";
import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { Repository, RepositoryRequest } from "./types.js";

export interface RepositoryFilter {
  /** Terms `name:…`, `slug:…`, `broadcast_state:…` and `repository_type:…`. */
  readonly query?: string;
  /** `-created_at` (the default), `name`, `package_count`, `size` and others. */
  readonly sort?: string;
}

/** Repositories of an organization: `/repos/{org}/`, each addressed by its slug or slug_perm. */
export class Repositories {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  list(org: string, filter: RepositoryFilter = {}, { pageSize, ...options }: ListOptions = {}): Promise<Repository[]> {
    return fetchAll(this.#requester, listCall(org, filter), options, pageSize);
  }

  page(
    org: string,
    request: RepositoryFilter & PageRequest = {},
    options: RequestOptions = {},
  ): Promise<Page<Repository>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }

  get(org: string, repo: string, options: RequestOptions = {}): Promise<Repository> {
    const call = { method: "GET", path: path`/repos/${org}/${repo}/` } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** The caller becomes Admin of it. */
  create(org: string, body: RepositoryRequest, options: RequestOptions = {}): Promise<Repository> {
    const call = { method: "POST", path: path`/repos/${org}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Sets the given fields (PATCH). */
  update(
    org: string,
    repo: string,
    body: Partial<RepositoryRequest>,
    options: RequestOptions = {},
  ): Promise<Repository> {
    const call = { method: "PATCH", path: path`/repos/${org}/${repo}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** A soft delete: the slug stays taken for a while. */
  async delete(org: string, repo: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.request({ method: "DELETE", path: path`/repos/${org}/${repo}/` }, options);
  }
}

const ANSWERED = ["name", "slug", "slug_perm"] as const;

function listCall(org: string, filter: RepositoryFilter): ListCall<Repository> {
  return { path: path`/repos/${org}/`, query: { ...filter }, identify: (repository) => repository.slug_perm };
}
