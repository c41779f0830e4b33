/** Identities by address that one side of a change calls otherwise than the other. */
import { renameIdentities } from "./merge.js";
import type { TrustModel } from "./model.js";

const LISTS = ["accounts", "repositories", "teams"] as const;

/**
 * The side before a change, with what is the same after it under one identity. Of an app's stacks an address is an identity
 * by itself only while it is in one of them (`${address}`, else `${stack#address}`), so a stack that is added or taken away
 * can rename what is in the others. The same address and name, once on either side, is the same element.
 */
export function alignIdentities(before: TrustModel, after: TrustModel): TrustModel {
  const renamed = new Map<string, string>();
  for (const list of LISTS) {
    const [one, other] = [new Set(before[list].map(({ slug }) => slug)), new Set(after[list].map(({ slug }) => slug))];
    const earlier = byAddress(before[list].filter(({ slug }) => !other.has(slug)));
    for (const [key, slugs] of byAddress(after[list].filter(({ slug }) => !one.has(slug)))) {
      const [[from, ...more], [to, ...others]] = [earlier.get(key) ?? [], slugs];
      if (from !== undefined && to !== undefined && more.length === 0 && others.length === 0) {
        renamed.set(from, to);
      }
    }
  }
  return renamed.size === 0 ? before : renameIdentities(before, renamed);
}

/** `${stack#address}` and `${address}`, each with a name that is known. */
function byAddress(
  elements: readonly { readonly slug: string; readonly name?: string }[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { slug, name } of elements) {
    const address = /^\$\{(?:[^}]*#)?([^#}]+)\}$/.exec(slug)?.[1];
    if (address !== undefined && name !== undefined && !name.includes("${")) {
      const key = JSON.stringify([address, name]);
      found.set(key, [...(found.get(key) ?? []), slug]);
    }
  }
  return found;
}
