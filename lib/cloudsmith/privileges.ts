import { path } from "./private/path.js";
import { requestWrapped } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { RepositoryPrivilege } from "./types.js";

/**
 * Explicit grants on one repository: `/repos/{org}/{repo}/privileges`, without a slash at the end. `repo` is a slug or
 * slug_perm.
 */
export class Privileges {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** All of them: the endpoint takes no notice of pages, and gives no pagination headers. */
  get(org: string, repo: string, options: RequestOptions = {}): Promise<RepositoryPrivilege[]> {
    const call = { method: "GET", path: path`/repos/${org}/${repo}/privileges` } as const;
    return requestWrapped(this.#requester, call, options, "privileges");
  }

  /** The whole list (PUT): who is not in it loses the explicit grant, the caller too. */
  async replace(
    org: string,
    repo: string,
    privileges: readonly RepositoryPrivilege[],
    options: RequestOptions = {},
  ): Promise<void> {
    const body = { privileges: privileges.map(withoutNulls) };
    await this.#requester.request({ method: "PUT", path: path`/repos/${org}/${repo}/privileges`, body }, options);
  }

  /** Sets the level of the given targets (PATCH) and leaves all others alone. It cannot take a grant away. */
  async update(
    org: string,
    repo: string,
    privileges: readonly RepositoryPrivilege[],
    options: RequestOptions = {},
  ): Promise<void> {
    const body = { privileges: privileges.map(withoutNulls) };
    await this.#requester.request({ method: "PATCH", path: path`/repos/${org}/${repo}/privileges`, body }, options);
  }
}

/** A GET gives null for the targets that do not apply; writes refuse them. */
function withoutNulls(privilege: RepositoryPrivilege): RepositoryPrivilege {
  const targets = Object.entries(privilege).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(targets) as unknown as RepositoryPrivilege;
}
