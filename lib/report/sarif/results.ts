import { createHash } from "node:crypto";
import type { Severity } from "../../trust/index.js";
import { type FileLocation, pathInside, whereWords } from "../location.js";
import type { SarifReport, SarifResult } from "./report.js";
import { rulesWithOwnRemedies } from "./rules.js";
import { sarifSafe, uriOf } from "./text.js";

export type Level = "error" | "warning" | "note";

const LEVELS: { readonly [severity in Severity]: Level } = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

export function levelOf(severity: Severity, isInventory = false): Level {
  const level = LEVELS[severity];
  return isInventory && level === "error" ? "warning" : isInventory ? "note" : level;
}

export function resultsOf(
  { results, fallback, isInventory }: Pick<SarifReport, "results" | "fallback" | "isInventory">,
  rules: readonly string[],
): readonly { readonly locations: readonly object[] }[] {
  const ruleIndex = new Map(rules.map((rule, index) => [rule, index]));
  const own = rulesWithOwnRemedies(results);
  const seen = new Map<string, number>();
  return results.map((result) => {
    const { rule, severity, where, message, why, remedy, acceptance } = result;
    const identity = JSON.stringify([rule, where, message]);
    const occurrence = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, occurrence);
    return {
      ruleId: rule,
      ruleIndex: ruleIndex.get(rule),
      level: levelOf(severity, isInventory),
      message: { text: sarifSafe(`${whereWords(result)}: ${message}${own.has(rule) ? `. Remedy: ${remedy}` : ""}`) },
      locations: [locationOf(result, fallback)],
      partialFingerprints: { "cloudsmithTrust/v1": `${hash(identity)}:${occurrence}` },
      ...(acceptance === undefined
        ? {}
        : {
            suppressions: [
              {
                kind: "inSource",
                status: "accepted",
                justification: sarifSafe(`${acceptance.reason} (until ${acceptance.until})`),
              },
            ],
          }),
      properties: { severity, why: sarifSafe(why), remedy: sarifSafe(remedy) },
    };
  });
}

function locationOf({ where, location }: SarifResult, fallback: FileLocation | undefined): object {
  const physical = physicalOf(location) ?? physicalOf(fallback);
  return {
    ...(physical === undefined ? {} : { physicalLocation: physical }),
    logicalLocations: [{ fullyQualifiedName: sarifSafe(where) }],
  };
}

function physicalOf(location: FileLocation | undefined): object | undefined {
  const path = location === undefined ? undefined : pathInside(location.file);
  if (location === undefined || path === undefined) {
    return undefined;
  }
  const { line = 1, column } = location;
  return {
    artifactLocation: { uri: uriOf(path), uriBaseId: "%SRCROOT%" },
    // GitHub shows an alert at a line, and takes none without
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
