import { compareSeverities, type Severity } from "../../trust/index.js";
import type { SarifReport, SarifResult } from "./report.js";
import { levelOf } from "./results.js";
import { sarifSafe } from "./text.js";

/** How grave a rule is on GitHub's scale, where from 9, 7 and 4 on it is called critical, high and medium. */
const SCORES: { readonly [severity in Severity]: string } = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** The rules that speak in these results, in the order of their first; each as grave as its gravest result. */
export function rulesOf({
  results,
  isInventory = false,
}: Pick<SarifReport, "results" | "isInventory">): readonly { readonly id: string }[] {
  const gravest = new Map<string, SarifResult>();
  const own = rulesWithOwnRemedies(results);
  for (const result of results) {
    const known = gravest.get(result.rule);
    if (known === undefined || compareSeverities(result.severity, known.severity) > 0) {
      gravest.set(result.rule, result);
    }
  }
  return [...gravest].map(([id, { severity, why, remedy, link }]) => ({
    id,
    name: id,
    shortDescription: { text: sarifSafe(why) },
    fullDescription: { text: sarifSafe(why) },
    help: {
      text: sarifSafe(
        `${why.replace(/\.$/, "")}. ${own.has(id) ? "Each alert says its remedy." : `Remedy: ${remedy}`}`,
      ),
    },
    ...(link === undefined || !isWebAddress(link) ? {} : { helpUri: link }),
    defaultConfiguration: { level: levelOf(severity, isInventory) },
    properties: isInventory ? { tags: [] } : { "security-severity": SCORES[severity], tags: ["security"] },
  }));
}

/** The rules whose results are not all remedied alike: GitHub shows the help of the rule beside each of them. */
export function rulesWithOwnRemedies(results: readonly SarifResult[]): ReadonlySet<string> {
  const remedies = new Map<string, string>();
  const own = new Set<string>();
  for (const { rule, remedy } of results) {
    if ((remedies.get(rule) ?? remedy) !== remedy) {
      own.add(rule);
    }
    remedies.set(rule, remedy);
  }
  return own;
}

/** A link of ours; what comes from elsewhere is shown as text or not at all. */
function isWebAddress(link: string): boolean {
  return /^https:\/\/[\w.-]+(?:\/[\w./#%~+-]*)?$/.test(link);
}
