import { requestObject } from "./private/shape.js";
import type { Requester, RequestOptions } from "./requester.js";
import type { RateLimit } from "./types.js";

/** `/rates/`. */
export class Rates {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** The caller's rate limits by name of the resource. */
  async limits(options: RequestOptions = {}): Promise<{ [resource: string]: RateLimit }> {
    const call = { method: "GET", path: "/rates/limits/" } as const;
    const answer = await requestObject<{ resources: { [resource: string]: RateLimit } }>(
      this.#requester,
      call,
      options,
      ["resources"],
    );
    return answer.resources;
  }
}
