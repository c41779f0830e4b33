import { listed } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";
import { addressed, at, blocksOf, type Fields } from "./json.js";

/** Resources that trust, or the guard in front of it, is made of. */
export const OURS = /^(?:cloudsmith|github)_/;

/** Attributes that make a resource pass over a check, with the value that does. */
export const PASSES_OVER: { readonly [attribute: string]: (value: unknown) => boolean } = {
  allow_self_lockout: isNotFalse,
  overwrite: isNotFalse,
  on_forbidden: (value) => value !== undefined && value !== null && value !== "error",
  store_api_key: isNotFalse,
};

/** Checks that are switched off, and changes that nobody would see any more. */
export function weakerGuards(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  return [...after.stacks].flatMap(([name, stack]) => {
    const then = new Map(addressed(at(before.stacks.get(name), "resource")));
    return [...addressed(at(stack, "resource"))].flatMap(([address, body]) => {
      if (!OURS.test(address)) {
        return [];
      }
      const was = then.get(address) ?? {};
      const where = name === "" ? address : `${name} ${address}`;
      const says = (message: string): Weakening => ({ kind: "guard", severity: "high", where, message });
      const passed = Object.entries(PASSES_OVER)
        .filter(([attribute, passes]) => passes(at(body, attribute)) && !passes(at(was, attribute)))
        .map(([attribute]) => attribute);
      const ignored = ignoredBy(body).filter((each) => !ignoredBy(was).includes(each));
      return [
        ...(passed.length === 0 ? [] : [says(`passes over a check: ${listed(passed)}`)]),
        ...(ignored.length === 0 ? [] : [says(`no longer sees changes of ${listed(ignored)} made elsewhere`)]),
      ];
    });
  });
}

function isNotFalse(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== "false";
}

function ignoredBy(body: Fields): readonly string[] {
  return blocksOf(body.lifecycle).flatMap(({ ignore_changes: ignored }) =>
    (Array.isArray(ignored) ? ignored : ignored === undefined ? [] : [ignored]).map(String),
  );
}
