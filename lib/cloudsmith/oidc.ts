import {
  fetchAll,
  fetchPage,
  type ListCall,
  type ListOptions,
  MAX_PAGE_SIZE,
  type Page,
  type PageRequest,
} from "./pagination.js";
import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { Snapshots } from "./snapshot.js";
import type { DynamicMapping, ProviderSettings, ProviderSettingsRequest, ProviderSettingsWrite } from "./types.js";

export interface ProviderSettingsFilter {
  /** Terms `name:…`, `provider_url:…` and `service_account:…`. */
  readonly query?: string;
  /** `name`, or `-name`. */
  readonly sort?: string;
}

/** OIDC provider settings of an organization: `/orgs/{org}/openid-connect/`, each addressed by its slug_perm. */
export class Oidc {
  readonly #requester: Requester;
  readonly #snapshots: Snapshots;

  constructor(requester: Requester, snapshots: Snapshots) {
    this.#requester = requester;
    this.#snapshots = snapshots;
  }

  list(
    org: string,
    filter: ProviderSettingsFilter = {},
    { pageSize, ...options }: ListOptions = {},
  ): Promise<ProviderSettings[]> {
    return fetchAll(this.#requester, listCall(org, filter), options, pageSize);
  }

  page(
    org: string,
    request: ProviderSettingsFilter & PageRequest = {},
    options: RequestOptions = {},
  ): Promise<Page<ProviderSettings>> {
    const { page, pageSize, ...filter } = request;
    return fetchPage(this.#requester, listCall(org, filter), { page, pageSize }, options);
  }

  /** Without the dynamic mappings: see {@link mappings}. */
  get(org: string, slugPerm: string, options: RequestOptions = {}): Promise<ProviderSettings> {
    const call = { method: "GET", path: path`/orgs/${org}/openid-connect/${slugPerm}/` } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** As {@link get}; where many are read it takes them from list pages. After a write it is a GET. */
  read(org: string, slugPerm: string, options: RequestOptions = {}): Promise<ProviderSettings> {
    return this.#snapshots.read<ProviderSettings>(
      path`/orgs/${org}/openid-connect/`,
      {
        get: (id, o) => this.get(org, id, o),
        page: (request, o) => this.page(org, request, o),
        identify: (settings) => settings.slug_perm,
      },
      slugPerm,
      options,
    );
  }

  /** The name must be new in the organization: otherwise 422 on `name`. */
  create(org: string, body: ProviderSettingsRequest, options: RequestOptions = {}): Promise<ProviderSettingsWrite> {
    const call = { method: "POST", path: path`/orgs/${org}/openid-connect/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Sets the given fields (PATCH). */
  update(
    org: string,
    slugPerm: string,
    body: Partial<ProviderSettingsRequest>,
    options: RequestOptions = {},
  ): Promise<ProviderSettingsWrite> {
    const call = { method: "PATCH", path: path`/orgs/${org}/openid-connect/${slugPerm}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  /** Sets the whole (PUT). */
  replace(
    org: string,
    slugPerm: string,
    body: ProviderSettingsRequest,
    options: RequestOptions = {},
  ): Promise<ProviderSettingsWrite> {
    const call = { method: "PUT", path: path`/orgs/${org}/openid-connect/${slugPerm}/`, body } as const;
    return requestObject(this.#requester, call, options, ANSWERED);
  }

  async delete(org: string, slugPerm: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.request({ method: "DELETE", path: path`/orgs/${org}/openid-connect/${slugPerm}/` }, options);
  }

  /** All dynamic mappings of one settings object; they come in hundreds, so pages are as large as they may be. */
  mappings(org: string, slugPerm: string, options: RequestOptions = {}): Promise<DynamicMapping[]> {
    const call: ListCall<DynamicMapping> = {
      path: path`/orgs/${org}/openid-connect/${slugPerm}/dynamic-mappings/`,
      identify: (mapping) => JSON.stringify([mapping.claim_value, mapping.service_account]),
    };
    return fetchAll(this.#requester, call, options, MAX_PAGE_SIZE);
  }
}

const ANSWERED = ["name", "slug_perm", "provider_url", "claims", "enabled"] as const;

function listCall(org: string, filter: ProviderSettingsFilter): ListCall<ProviderSettings> {
  return { path: path`/orgs/${org}/openid-connect/`, query: { ...filter }, identify: (settings) => settings.slug_perm };
}
