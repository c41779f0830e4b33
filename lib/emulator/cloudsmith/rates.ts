import type { Handler } from "../http/call.js";
import { ok } from "../http/reply.js";
import { identityName } from "../identity.js";

/** GET /rates/limits/ */
export const limits: Handler = (call) => {
  const { clock, rates } = call.world;
  const allowance = rates.look(identityName(call.identity));
  const reset = Math.ceil(clock.now() / 1000 + allowance.resetSeconds);
  return ok({
    resources: {
      core: {
        interval: allowance.interval,
        limit: allowance.limit,
        remaining: allowance.remaining,
        reset,
        reset_iso_8601: new Date(reset * 1000).toISOString(),
        throttled: allowance.remaining === 0,
      },
    },
  });
};
