import { TerraformElement, TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { nearest } from "../oidc/nearest.js";
import { DeclarationError } from "./errors.js";
import { APP_RULES, ruleIds } from "./private/rules.js";

export interface AcceptanceProps {
  /** Why the finding is right here, in a sentence that a reviewer can judge. */
  readonly reason: string;
  /** Last day of the acceptance, UTC, e.g. `2027-03-31`. From the day after, the finding stops synth again. */
  readonly until: string;
}

export interface Acceptance extends AcceptanceProps {
  /** Id of the rule. */
  readonly rule: string;
}

const ACCEPTED = "cloudsmith-trust/accepted";
/** On the root of a tree in which anything is accepted: most accept nothing, and are not searched for it. */
const ANY = Symbol.for("cloudsmith-trust/anyAccepted");

/**
 * Accepts a finding on a construct, or on what it consists of, up to a date. The constructs of this package have it as a
 * method; this form is for L1 classes. A rule about trust is never accepted on a whole stack or on a group of constructs:
 * that would accept what nobody has looked at.
 *
 * @throws DeclarationError with code `invalid_acceptance` for an unknown rule, an empty reason, a date that is none, or a
 * rule about trust on a stack or a group
 *
 * @example accept(setting, "ref-without-event", { reason: "nothing but pushes runs there", until: "2027-03-31" })
 */
export function accept(construct: IConstruct, rule: string, acceptance: AcceptanceProps): void {
  const refuse = (message: string) => new DeclarationError("invalid_acceptance", construct, message);
  const rules = ruleIds();
  if (!rules.includes(rule)) {
    const near = nearest(rule, rules);
    const hint = near === undefined ? `the rules are ${rules.join(", ")}` : `did you mean ${near}?`;
    throw refuse(`no rule is called ${JSON.stringify(rule)}; ${hint}`);
  }
  if (!APP_RULES.includes(rule) && isWhole(construct)) {
    throw refuse(`${rule} is about one construct: accept it on the very one that the finding names`);
  }
  if (!APP_RULES.includes(rule) && !isJudged(construct)) {
    const kind = construct.constructor.name;
    throw refuse(`${rule} cannot be found on a ${kind}: accept it on the very one that the finding names`);
  }
  if (typeof acceptance.reason !== "string" || acceptance.reason.trim() === "") {
    throw refuse(`accepting ${rule} needs a reason`);
  }
  if (!isDay(acceptance.until)) {
    throw refuse(`accepting ${rule} needs a day like "2027-03-31" as until, got ${JSON.stringify(acceptance.until)}`);
  }
  if (!(ANY in construct.node.root)) {
    Object.defineProperty(construct.node.root, ANY, { value: true });
  }
  construct.node.addMetadata(ACCEPTED, { rule, reason: acceptance.reason, until: acceptance.until });
}

/** Acceptances written on this construct or on one it is part of, the nearest first. */
export function acceptancesOf(construct: IConstruct): readonly Acceptance[] {
  return [...construct.node.scopes].reverse().flatMap(acceptancesOn);
}

/** Acceptances written on this very construct. */
export function acceptancesOn(construct: IConstruct): readonly Acceptance[] {
  return construct.node.metadata.filter((entry) => entry.type === ACCEPTED).map((entry) => entry.data as Acceptance);
}

/** Whether anything is accepted in the tree that a construct is in. */
export function acceptsAnything(construct: IConstruct): boolean {
  return ANY in construct.node.root;
}

/** A stack, what stands for it, or what it is in. */
function isWhole(construct: IConstruct): boolean {
  return (
    TerraformStack.isStack(construct) ||
    TerraformProvider.isTerraformProvider(construct) ||
    !construct.node.scopes.some((scope) => TerraformStack.isStack(scope))
  );
}

/** One that findings name: of this package, which have `accept` as a method, or an L1 class; never a mere group of such. */
function isJudged(construct: IConstruct): boolean {
  return "accept" in construct || TerraformElement.isTerraformElement(construct);
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
