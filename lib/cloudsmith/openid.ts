import { path } from "./private/path.js";
import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { ExchangeRequest, ExchangeResponse } from "./types.js";

/** `/openid/{org}/`, at the host's root whether or not the API host ends in `/v1`. */
export class OpenId {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /**
   * A CI's id token for a token of one service account. Sends no credential of the client's own.
   *
   * @throws CloudsmithApiError 401 where no settings admit the token for this account; the API does not say why
   */
  exchange(org: string, body: ExchangeRequest, options: RequestOptions = {}): Promise<ExchangeResponse> {
    const call = { method: "POST", path: path`/openid/${org}/`, body, anonymous: true } as const;
    return requestObject(this.#requester, call, options, ["token"]);
  }
}
