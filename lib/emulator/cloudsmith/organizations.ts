import type { Handler } from "../http/call.js";
import { paginate } from "../http/pagination.js";
import { ok } from "../http/reply.js";
import type { OrganizationRecord } from "../state.js";

const body = (organization: OrganizationRecord): unknown => ({
  ...organization,
  country: "Ireland",
  location: "Dublin",
  tagline: "An organization of the embedded Cloudsmith",
});

/** GET /orgs/ */
export const list: Handler = (call) => paginate(call, [call.world.state.organization], body);

/** GET /orgs/{org}/ */
export const read: Handler = (call) => ok(body(call.world.state.organization));
