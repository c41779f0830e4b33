import { type AcceptedFindings, accepted, type StackExceptions } from "./acceptances.js";
import type { TrustExceptions } from "./exceptions.js";
import type { TrustModel, Unknown } from "./model.js";
import { policyRules } from "./policy/rules.js";
import { RULES } from "./rules/all.js";
import { checkTrust, type TrustCheck } from "./rules/check.js";
import type { CheckOptions } from "./rules/trust-view.js";
import { leftOut, undecidedBy } from "./rules/undecided.js";

/** What rules and policies say of some trust, parted by what its app lets through. */
export interface JudgedTrust extends AcceptedFindings {
  /** The emergencies that stacks were synthesized under. */
  readonly breakGlass: readonly (NonNullable<TrustExceptions["breakGlass"]> & { readonly stack: string })[];
  /** What is not known and may hide a finding. */
  readonly undecided: readonly Unknown[];
  readonly notLooked: TrustCheck["notLooked"];
}

export interface JudgeOptions extends CheckOptions {
  /** What the app lets through, and the policies that it is under. @default - nothing */
  readonly exceptions?: readonly StackExceptions[];
  /** The moment of judgement, for acceptances. */
  readonly now: Date;
}

/** Applies every rule, and the policies that each stack is under, and then what each stack accepts. */
export function judgeTrust(model: TrustModel, { exceptions = [], now, ...options }: JudgeOptions): JudgedTrust {
  const policies = exceptions.flatMap((stack) =>
    stack.policies.flatMap((policy) =>
      policyRules(policy, ({ where, at }) => where === stack.where && policy.not_over?.includes(at) !== true),
    ),
  );
  const { findings, notLooked } = checkTrust(model, options, [...RULES, ...policies]);
  return {
    ...accepted(findings, exceptions, now),
    breakGlass: exceptions.flatMap(({ where, breakGlass }) =>
      breakGlass === undefined ? [] : [{ stack: where, ...breakGlass }],
    ),
    undecided: undecidedBy(model),
    notLooked: [...leftOut(model), ...notLooked],
  };
}
