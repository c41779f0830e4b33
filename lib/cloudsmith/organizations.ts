import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { Organization } from "./types.js";

/** `/orgs/{org}/`. */
export class Organizations {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  get(org: string, options: RequestOptions = {}): Promise<Organization> {
    const call = { method: "GET", path: path`/orgs/${org}/` } as const;
    return requestObject(this.#requester, call, options, ["name", "slug"]);
  }
}
