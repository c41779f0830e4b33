/** What one configured provider knows while Terraform runs: the API, who calls it, and what was seen of it so far. */
import {
  type CloudsmithApiError,
  type CloudsmithClient,
  isForbidden,
  isNotFound,
  type ProviderSettings,
  type RepositoryPrivilege,
  type Service,
} from "../cloudsmith/index.js";
import type { Claims } from "../oidc/index.js";
import type { Diagnostics, Logger } from "../terraform/index.js";
import type { Secrets } from "./configure/secrets.js";
import type { Environment } from "./configure/sign-in.js";
import { Identity } from "./identity.js";
import { apiWords } from "./private/failure.js";
import { HiddenError } from "./private/hidden.js";
import { NameIndex } from "./private/name-index.js";
import { noteGrants } from "./private/note-grants.js";
import type { Patience } from "./private/pauses.js";
import { Serial } from "./private/serial.js";
import { GrantQueue } from "./privileges/grant-queue.js";
import { PlannedGrants } from "./privileges/planned-grants.js";

export type OnForbidden = "error" | "keep_state_and_warn";

/** The OIDC sign-in of this process, where that is how it signs in. */
export interface SignIn {
  readonly organization: string;
  readonly serviceSlug: string;
  readonly audience: string;
  /** Claims of the CI's id token, once there was an exchange. */
  claims(): Promise<Claims>;
}

export interface ProviderClientParts {
  readonly api: CloudsmithClient;
  readonly signIn: SignIn | undefined;
  readonly onForbidden: OnForbidden;
  /** From the environment; wins over every resource's own `on_forbidden`. */
  readonly forcedOnForbidden: OnForbidden | undefined;
  readonly patience: Patience;
  readonly secrets: Secrets;
  readonly environment: Environment;
  readonly log: Logger;
}

export class ProviderClient {
  readonly api: CloudsmithClient;
  readonly signIn: SignIn | undefined;
  readonly patience: Patience;
  readonly secrets: Secrets;
  readonly environment: Environment;
  readonly log: Logger;
  readonly identity: Identity;
  readonly serial = new Serial();
  readonly serviceNames: NameIndex<Service>;
  readonly settingsNames: NameIndex<ProviderSettings>;
  readonly grants: GrantQueue;
  readonly plannedGrants = new PlannedGrants();
  /** Slugs that this process's renames changed, by `org/slug` before. */
  readonly renamed = new Map<string, string>();
  readonly #onForbidden: OnForbidden;
  readonly #forcedOnForbidden: OnForbidden | undefined;
  readonly #claimed = new Set<string>();
  readonly #unchecked = new Set<string>();
  #toldWaits = false;
  readonly #privileges = new Map<string, Promise<RepositoryPrivilege[]>>();

  constructor(parts: ProviderClientParts) {
    const { api } = parts;
    this.api = api;
    this.signIn = parts.signIn;
    this.patience = parts.patience;
    this.secrets = parts.secrets;
    this.environment = parts.environment;
    this.log = parts.log;
    this.#onForbidden = parts.onForbidden;
    this.#forcedOnForbidden = parts.forcedOnForbidden;
    this.identity = new Identity(api, parts.signIn !== undefined);
    this.serviceNames = new NameIndex<Service>({
      page: (org, request, options) => api.services.page(org, request, options),
      list: (org, filter, options) => api.services.list(org, filter, options),
      idOf: (service) => service.slug,
      nameOf: (service) => service.name,
    });
    this.settingsNames = new NameIndex<ProviderSettings>({
      page: (org, request, options) => api.oidc.page(org, request, options),
      list: (org, filter, options) => api.oidc.list(org, filter, options),
      idOf: (settings) => settings.slug_perm,
      nameOf: (settings) => settings.name,
    });
    this.grants = new GrantQueue(this);
  }

  /** Whether what may not be read is kept: the environment, then the resource, then the provider decide. */
  keepsForbidden(resource: string | undefined): boolean {
    return (this.#forcedOnForbidden ?? resource ?? this.#onForbidden) === "keep_state_and_warn";
  }

  /** Notes that a resource of this process stands for this object, e.g. `service acme/ci-app`. */
  claim(object: string): void {
    this.#claimed.add(object);
  }

  isClaimed(object: string): boolean {
    return this.#claimed.has(object);
  }

  /** Notes that this object could not be read in this run. */
  leaveUnchecked(object: string): void {
    this.#unchecked.add(object);
  }

  isUnchecked(object: string): boolean {
    return this.#unchecked.has(object);
  }

  /** Finds out at plan, once a process, that the credential is good: without this a plan that only creates would not. */
  async verifyCredential(): Promise<void> {
    await this.identity.self();
  }

  /**
   * Makes sure that a 404 on one object means that it is gone: a list that the caller may read shows that the
   * organization is there and visible.
   *
   * @param list - the part of the list where the object would be
   * @returns that part: where it holds the object after all, the 404 came from a replica that lags
   * @throws HiddenError when it cannot be told
   */
  async confirmGone<T>(
    org: string,
    error: CloudsmithApiError,
    list: () => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    try {
      return await list();
    } catch (refusal) {
      if (!isNotFound(refusal) && !isForbidden(refusal)) {
        throw refusal;
      }
      throw new HiddenError(
        `${apiWords(error)}\nNothing of this sort in "${org}" can be listed either, so it cannot be told whether it is gone or hidden from the identity running Terraform.`,
      );
    }
  }

  /** Once, after the first request that had to wait long. */
  warnOfWaits(diagnostics: Diagnostics): void {
    const { waits } = this.api;
    if (waits === undefined || this.#toldWaits) {
      return;
    }
    this.#toldWaits = true;
    diagnostics.warning(
      "Cloudsmith made this run wait",
      `Requests waited for ${Math.round(waits.seconds)} s so far (${waits.reason}). The run goes on at the pace that the API allows; fewer runs at once, or a higher rate limit, make it faster.`,
    );
  }

  /**
   * The grants on a repository, read once for all resources on it until one of them writes.
   *
   * @param signal of the first that asks; Terraform stops all of its calls at once
   */
  privileges(org: string, repository: string, signal?: AbortSignal): Promise<RepositoryPrivilege[]> {
    const key = `${org}/${repository}`;
    const known = this.#privileges.get(key);
    if (known !== undefined) {
      return known;
    }
    const reading = this.api.privileges.get(org, repository, signal === undefined ? {} : { signal });
    this.#privileges.set(key, reading);
    reading.then(
      (privileges) => noteGrants(this.environment, { organization: org, repository, privileges }),
      () => this.#privileges.delete(key),
    );
    return reading;
  }

  forgetPrivileges(org: string, repository: string): void {
    this.#privileges.delete(`${org}/${repository}`);
  }
}
