import { EmulatorError } from "./errors.js";

/**
 * What nobody documents about the real API. Each reading has a name, one place here, a default and its alternatives,
 * and can be switched when the emulator starts or while it runs. How tokens are judged has its own list in `lib/oidc`.
 */
export const EMULATOR_ASSUMPTIONS = {
  "exchange-status": {
    text: "status of a successful token exchange: the description says 201, an early client accepted only 200",
    values: ["201", "200"],
  },
  "exchange-malformed-token": {
    text: "status of an exchange whose token cannot be decoded at all",
    values: ["400", "401"],
  },
  "exchange-unknown-organization": {
    text: "status of an exchange at an organization that does not exist",
    values: ["404", "401"],
  },
  "expired-credential": {
    text: "status of a call with an exchanged token past its exp",
    values: ["401", "403"],
  },
  "clear-description": {
    text: "what clears a service account's description in a PATCH; `ignored` answers 200 and keeps the old text",
    values: ["empty-text", "null", "either", "refused", "ignored"],
  },
  "patch-teams": {
    text: "whether `teams` in a PATCH of a service account replaces its memberships or adds to them",
    values: ["replace", "merge"],
  },
  "team-default-role": {
    text: "role of a service account in a team when none is given: observed Member, described as Manager",
    values: ["Member", "Manager"],
  },
  "rename-changes-slug": {
    text: "whether renaming a service account gives it a new slug",
    values: ["no", "yes"],
  },
  "service-slug-suffix": {
    text: "whether the random suffix of a taken slug goes beyond the 30 characters",
    values: ["appended", "within-limit"],
  },
  "deleted-service-slug": {
    text: "whether the slug of a deleted service account can be had again",
    values: ["free", "reserved"],
  },
  "deleted-service-in-settings": {
    text: "what happens to provider settings that list a service account which is deleted",
    values: ["dropped", "kept", "refused"],
  },
  "provider-url": {
    text: "whether provider_url is stored as given or with its trailing slash normalised",
    values: ["as-given", "without-slash", "with-slash"],
  },
  "claim-values": {
    text: "whether claims of provider settings may hold values that are not strings",
    values: ["any", "strings-only"],
  },
  "settings-slug-after-rename": {
    text: "whether renaming provider settings changes their slug (slug_perm never changes)",
    values: ["kept", "follows-name"],
  },
  "service-accounts-order": {
    text: "order in which provider settings list their service accounts",
    values: ["as-given", "sorted", "reversed"],
  },
  "duplicate-service-accounts": {
    text: "what happens to a slug that one settings request lists twice",
    values: ["deduplicated", "refused"],
  },
  "duplicate-claim-value": {
    text: "what happens to two dynamic mappings of one claim_value",
    values: ["refused", "last-wins"],
  },
  "mapping-claim-without-mappings": {
    text: "whether settings with a mapping_claim and no dynamic_mappings are accepted",
    values: ["accepted", "refused"],
  },
  "mappings-without-mapping-claim": {
    text: "whether settings with dynamic_mappings and no mapping_claim are accepted",
    values: ["refused", "accepted"],
  },
  "duplicate-grants": {
    text: "what happens to two grants of one target in one privileges request",
    values: ["refused", "last-wins"],
  },
  "bad-target-shape": {
    text: "shape of `fields.privileges` in the 422 for an unknown target: an object was seen, the description says texts",
    values: ["object", "text", "list"],
  },
  "default-privilege-covers-services": {
    text: "whether a repository's default privilege counts for service accounts",
    values: ["yes", "no"],
  },
  "put-members-services": {
    text: "what a PUT of team members that names no service account does to the service accounts in the team",
    values: ["dropped", "kept"],
  },
  "page-size-over-limit": {
    text: "what a page_size above 500 gives",
    values: ["clamped", "refused"],
  },
  "page-beyond-last": {
    text: "what a page after the last one gives",
    values: ["404", "empty"],
  },
  "empty-list-page-total": {
    text: "X-Pagination-PageTotal of an empty list",
    values: ["1", "0"],
  },
  "query-match": {
    text: "how a `field:value` term of a list query matches texts",
    values: ["substring", "exact"],
  },
  "rate-interval": {
    text: "X-RateLimit-Interval while pacing is on: the constant seconds a request, or the window shared among what remains",
    values: ["constant", "remaining-window"],
  },
} as const satisfies Record<string, { text: string; values: readonly [string, ...string[]] }>;

export type EmulatorAssumptionName = keyof typeof EMULATOR_ASSUMPTIONS;

/** One chosen reading an assumption, e.g. `{ "exchange-status": "200" }`. */
export type EmulatorAssumptions = {
  -readonly [Name in EmulatorAssumptionName]: (typeof EMULATOR_ASSUMPTIONS)[Name]["values"][number];
};

/** The reading each assumption has unless it is switched: the first of its values. */
export function defaultAssumptions(): EmulatorAssumptions {
  return Object.fromEntries(
    Object.entries(EMULATOR_ASSUMPTIONS).map(([name, { values }]) => [name, values[0]]),
  ) as EmulatorAssumptions;
}

/**
 * The same readings, after a check of names and values that did not pass a compiler.
 *
 * @throws {EmulatorError} `invalid_settings` naming the assumption and its values
 */
export function checkAssumptions(given: { readonly [name: string]: unknown }): Partial<EmulatorAssumptions> {
  for (const [name, value] of Object.entries(given)) {
    const known: { readonly values: readonly string[] } | undefined = Object.hasOwn(EMULATOR_ASSUMPTIONS, name)
      ? EMULATOR_ASSUMPTIONS[name as EmulatorAssumptionName]
      : undefined;
    if (!known) {
      throw new EmulatorError(
        "invalid_settings",
        `There is no assumption "${name}". There are ${Object.keys(EMULATOR_ASSUMPTIONS).join(", ")}.`,
      );
    }
    if (typeof value !== "string" || !known.values.includes(value)) {
      throw new EmulatorError(
        "invalid_settings",
        `The assumption "${name}" cannot be ${JSON.stringify(value)}. It is one of ${known.values.join(", ")}.`,
      );
    }
  }
  return given as Partial<EmulatorAssumptions>;
}
