import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { UserSelf } from "./types.js";

/** `/user/`. */
export class User {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /**
   * Who calls: works for users and service accounts, and does not tell which it is. Without a credential it answers
   * `authenticated: false`; a wrong one is a 401.
   */
  self(options: RequestOptions = {}): Promise<UserSelf> {
    return requestObject(this.#requester, { method: "GET", path: "/user/self/" }, options, ["authenticated"]);
  }
}
