import { compareSeverities } from "../../finding.js";
import type { Account, Origin, Setting } from "../../model.js";
import type { PlacedFinding } from "../result.js";
import type { Side } from "./side.js";

/** The gravest rule of severity high or more that speaks of each setting. */
export function openRules(side: Side, findings: readonly PlacedFinding[]): ReadonlyMap<Setting, string> {
  const settings = byPlace(side);
  const gravest = new Map<Setting, PlacedFinding>();
  for (const finding of findings) {
    const setting = settings.get(placeOf(finding));
    const known = setting === undefined ? undefined : gravest.get(setting);
    if (
      setting !== undefined &&
      compareSeverities(finding.severity, "high") >= 0 &&
      (known === undefined || compareSeverities(finding.severity, known.severity) > 0)
    ) {
      gravest.set(setting, finding);
    }
  }
  return new Map([...gravest].map(([setting, { rule }]) => [setting, rule]));
}

/**
 * Findings that were not there before, of equal settings wherever they stand or of settings of the same name, and of the
 * same accounts.
 */
export function newFindings(
  before: Side,
  earlier: readonly PlacedFinding[],
  after: Side,
  later: readonly PlacedFinding[],
): readonly PlacedFinding[] {
  const known = new Set(namesOf(before, earlier).flatMap(({ names }) => names));
  return namesOf(after, later)
    .filter(({ names }) => !names.some((name) => known.has(name)))
    .map(({ finding }) => finding);
}

/** By what a finding is known again: what its setting says, what that is called, its account, or its own place and words. */
function namesOf(
  side: Side,
  findings: readonly PlacedFinding[],
): readonly { finding: PlacedFinding; names: string[] }[] {
  const settings = byPlace(side);
  const accounts = new Map<string, Account>(side.model.accounts.map((account) => [placeOf(account), account]));
  return findings.map((finding) => {
    const { rule, severity, origin, message } = finding;
    const setting = settings.get(placeOf(finding));
    if (setting !== undefined) {
      const names = [
        JSON.stringify([rule, severity, "equal", side.key(setting).whole]),
        JSON.stringify([rule, severity, "named", setting.name]),
      ];
      return { finding, names };
    }
    // in a file, an account's place moves with those above it
    const account = accounts.get(placeOf(finding));
    const own = account === undefined ? ["at", origin.at] : ["account", account.slug];
    return { finding, names: [JSON.stringify([rule, severity, ...own, message])] };
  });
}

function byPlace({ model }: Side): ReadonlyMap<string, Setting> {
  return new Map(model.settings.map((setting) => [placeOf(setting), setting]));
}

function placeOf({ origin }: { readonly origin: Origin }): string {
  return `${origin.where}\n${origin.at}`;
}
