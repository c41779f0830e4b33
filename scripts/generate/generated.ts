import { bindings } from "./bindings.js";
import { claimClasses } from "./claims.js";
import { formatted } from "./format.js";
import { knownClaims } from "./known-claims.js";
import { pageScripts } from "./page-scripts.js";

/** @returns the text of every generated file, by its path */
export function generated(): ReadonlyMap<string, string> {
  const inDirectory = (directory: string, files: ReadonlyMap<string, string>) =>
    [...files].map(([name, text]) => [`${directory}/${name}`, text] as const);
  return formatted(
    new Map([
      ...inDirectory("lib/bindings", bindings()),
      ...inDirectory("lib/constructs/claims", claimClasses()),
      ...knownClaims(),
      ...pageScripts(),
    ]),
  );
}
