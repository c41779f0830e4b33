import { fetchAll, fetchPage, type ListCall, type ListOptions, type Page, type PageRequest } from "./pagination.js";
import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { Snapshots } from "./snapshot.js";
import type { Service, ServiceRequest } from "./types.js";

export interface ServiceFilter {
  /** Terms `name:…` and `role:…`. */
  readonly query?: string;
  /** `created_at` (the default), `name` or `role`; a `-` before it turns the order round. */
  readonly sort?: string;
}

/** Service accounts of an organization: `/orgs/{org}/services/`. `org` must be the slug, not the slug_perm. */
export class Services {
  readonly #requester: Requester;
  readonly #snapshots: Snapshots;

  constructor(requester: Requester, snapshots: Snapshots) {
    this.#requester = requester;
    this.#snapshots = snapshots;
  }

  list(org: string, filter: ServiceFilter = {}, { pageSize, ...options }: ListOptions = {}): Promise<Service[]> {
    return fetchAll(this.#requester, listCall(org, filter), options, pageSize);
  }

  page(org: string, request: ServiceFilter & PageRequest = {}, options: RequestOptions = {}): Promise<Page<Service>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }

  get(org: string, slug: string, options: RequestOptions = {}): Promise<Service> {
    const call = { method: "GET", path: path`/orgs/${org}/services/${slug}/` } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** As {@link get}; where many are read it takes them from list pages. After a write it is a GET. */
  read(org: string, slug: string, options: RequestOptions = {}): Promise<Service> {
    return this.#snapshots.read<Service>(
      path`/orgs/${org}/services/`,
      {
        get: (id, o) => this.get(org, id, o),
        page: (request, o) => this.page(org, request, o),
        identify: (service) => service.slug,
      },
      slug,
      options,
    );
  }

  /** Makes a new account each time, with another slug where the plain one is taken. Answers the key in clear. */
  create(org: string, body: ServiceRequest, options: RequestOptions = {}): Promise<Service> {
    const call = { method: "POST", path: path`/orgs/${org}/services/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Sets the given fields (PATCH); a new name may bring a new slug. */
  update(org: string, slug: string, body: Partial<ServiceRequest>, options: RequestOptions = {}): Promise<Service> {
    const call = { method: "PATCH", path: path`/orgs/${org}/services/${slug}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Final, and the end of the account's key. */
  async delete(org: string, slug: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.request({ method: "DELETE", path: path`/orgs/${org}/services/${slug}/` }, options);
  }

  /** Gives the account a new key, which the answer holds in clear; the old one is dead from then on. */
  refreshKey(org: string, slug: string, options: RequestOptions = {}): Promise<Service> {
    const call = { method: "POST", path: path`/orgs/${org}/services/${slug}/refresh/` } as const;
    return requestObject(this.#requester, call, options, ["key"]);
  }
}

const ANSWERED = ["name", "slug"] as const;

function listCall(org: string, filter: ServiceFilter): ListCall<Service> {
  return { path: path`/orgs/${org}/services/`, query: { ...filter }, identify: (service) => service.slug };
}
