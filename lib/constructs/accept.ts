import type { IConstruct } from "constructs";
import { DeclarationError } from "./errors.js";
import { RULE_IDS, type RuleId } from "./private/rules.js";

export interface AcceptanceProps {
  /** Why the finding is right here, in a sentence that a reviewer can judge. */
  readonly reason: string;
  /** Last day of the acceptance, UTC, e.g. `2027-03-31`. From the day after, the finding stops synth again. */
  readonly until: string;
}

export interface Acceptance extends AcceptanceProps {
  readonly rule: RuleId;
}

const ACCEPTED = "cloudsmith-trust/accepted";

/**
 * Accepts a finding on a construct, or on what it consists of, up to a date. The constructs of this package have it as a
 * method; this form is for L1 classes.
 *
 * @throws DeclarationError with code `invalid_acceptance` for an unknown rule, an empty reason or a date that is none
 *
 * @example accept(setting, "local-state-in-ci", { reason: "a throw-away organization", until: "2027-03-31" })
 */
export function accept(construct: IConstruct, rule: string, acceptance: AcceptanceProps): void {
  const refuse = (message: string) => new DeclarationError("invalid_acceptance", construct, message);
  if (!isRule(rule)) {
    throw refuse(`no rule is called ${JSON.stringify(rule)}; the rules are ${RULE_IDS.join(", ")}`);
  }
  if (acceptance.reason.trim() === "") {
    throw refuse(`accepting ${rule} needs a reason`);
  }
  if (!isDay(acceptance.until)) {
    throw refuse(`accepting ${rule} needs a day like "2027-03-31" as until, got ${JSON.stringify(acceptance.until)}`);
  }
  construct.node.addMetadata(ACCEPTED, { rule, reason: acceptance.reason, until: acceptance.until });
}

/** Acceptances written on this construct or on one it is part of, the nearest first. */
export function acceptancesOf(construct: IConstruct): readonly Acceptance[] {
  return [...construct.node.scopes]
    .reverse()
    .flatMap((scope) => scope.node.metadata.filter((entry) => entry.type === ACCEPTED))
    .map((entry) => entry.data as Acceptance);
}

function isRule(rule: string): rule is RuleId {
  return (RULE_IDS as readonly string[]).includes(rule);
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
