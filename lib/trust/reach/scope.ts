/** What every answer says of its own limits. */
import type { TrustModel } from "../model.js";
import type { NotLookedAt } from "./result.js";

/** Source of both: Cloudsmith's documentation on workspace privileges; what follows for a Manager is our reading. */
export const MANAGER_REACHES =
  "a Manager has no privilege by its role, but decides who is in which team, which keys accounts have and whose tokens get them, so it can take any privilege that there is";
export const OWNER_REACHES = "an Owner has every privilege";

const ALWAYS: readonly NotLookedAt[] = [
  { what: "api-keys", text: "API keys that people and accounts hold already" },
  { what: "entitlement-tokens", text: "entitlement tokens" },
  { what: "organization-default", text: "the organization's own default privilege" },
];

const USERS: NotLookedAt = { what: "users", text: "people, their roles and their teams" };

/** What could give access and was not looked at. */
export function notLookedAt({ users }: TrustModel): readonly NotLookedAt[] {
  return users === undefined ? [USERS, ...ALWAYS] : ALWAYS;
}
