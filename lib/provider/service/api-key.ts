/** The API key of a service account: in state only where that was asked for, and never guessed. */
import { mayHaveLanded } from "../../cloudsmith/index.js";
import { type Diagnostics, isUnknown, type ObjectValue, UNKNOWN, type Value } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { flag, text, tryNumber, tryText } from "../private/values.js";

/** What stands for a key that is not stored; the official provider's word too. */
export const REDACTED = "**redacted**";
/** What the official provider stores for an imported account. */
const IMPORTED = "__import__";

function isKnownKey(key: string | undefined): key is string {
  return key !== undefined && key !== REDACTED && key !== IMPORTED && key !== "";
}

/** Whether an update rotates: the number was raised. The first one counts as raised, as with the official provider. */
export function isRotation(prior: ObjectValue, planned: ObjectValue): boolean {
  return (tryNumber(planned, "rotate_api_key") ?? 0) > (tryNumber(prior, "rotate_api_key") ?? 0);
}

/** A key that this run makes is not known before; one that is not stored always reads the same. */
export function planKey(prior: ObjectValue | null, planned: ObjectValue): Value {
  if (isUnknown(planned.store_api_key)) {
    return UNKNOWN;
  }
  if (!flag(planned, "store_api_key")) {
    return REDACTED;
  }
  if (prior === null || isUnknown(planned.rotate_api_key) || isRotation(prior, planned)) {
    return UNKNOWN;
  }
  return tryText(prior, "key") ?? REDACTED;
}

/** Says what a plan does to a key that someone may be using. */
export function warnOfKey(prior: ObjectValue | null, planned: ObjectValue, diagnostics: Diagnostics): void {
  if (prior === null || isUnknown(planned.store_api_key) || isUnknown(planned.key)) {
    return;
  }
  const account = `${text(prior, "organization")}/${text(prior, "slug")}`;
  const key = tryText(prior, "key");
  if (!flag(planned, "store_api_key")) {
    if (isKnownKey(key)) {
      diagnostics.warning(
        "A stored API key leaves the state",
        `The key of the service account ${account} is in the state, and store_api_key is not true any more: the apply drops it there and changes nothing in Cloudsmith. ` +
          "The key goes on working; to end it raise rotate_api_key. To keep it in the state set store_api_key = true.",
        ["store_api_key"],
      );
    }
  } else if (!isKnownKey(key) && !flag(prior, "store_api_key")) {
    diagnostics.warning(
      "The API key is not known",
      `store_api_key is true, but the key of the service account ${account} was not made by this provider, and Cloudsmith does not show it: raise rotate_api_key to get a new one.`,
      ["store_api_key"],
    );
  }
}

const VISIBLE = 4;

/** The key as the state keeps it through a refresh. A stored key that Cloudsmith has no longer is told, not dropped. */
export function keptKey(state: ObjectValue, shown: string | undefined, diagnostics: Diagnostics): string {
  const key = tryText(state, "key");
  if (!flag(state, "store_api_key")) {
    return isKnownKey(key) ? key : REDACTED;
  }
  const masked = shown?.includes("*") === true && shown.length >= VISIBLE && !shown.slice(-VISIBLE).includes("*");
  if (isKnownKey(key) && masked && key.length >= VISIBLE && key.slice(-VISIBLE) !== shown?.slice(-VISIBLE)) {
    diagnostics.warning(
      "API key has changed",
      `The key of the service account ${text(state, "organization")}/${text(state, "slug")} was changed outside Terraform: the one in the state works no longer. Raise rotate_api_key to get a new one.`,
    );
  }
  return key ?? REDACTED;
}

const ATTEMPTS = 3;

/**
 * Gives the account a new key. An attempt that may have taken effect is made again: the key it made is known to nobody,
 * so nothing is lost by ending it.
 */
export async function rotate(client: ProviderClient, org: string, slug: string, signal: AbortSignal): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { key } = await client.api.services.refreshKey(org, slug, { signal });
      client.secrets.learn(key);
      return key;
    } catch (error) {
      if (attempt === ATTEMPTS || signal.aborted || !mayHaveLanded(error)) {
        throw error;
      }
    }
  }
}
