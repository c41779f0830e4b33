import { type AcceptedFinding, exceptionsIn, type TrustExceptions } from "../../../exceptions.js";
import { compareSeverities, SEVERITIES, type Severity } from "../../../finding.js";
import type { WrittenPolicy } from "../../../policy/policy.js";
import { listed } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";
import { fieldsOf, textOf } from "./json.js";
import { isLooser } from "./policy.js";

/** Acceptances that are new, longer or wider; policies that ask for less; an emergency. */
export function weakerExceptions(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  const earlier = new Map([...before.stacks].map(([name, stack]) => [name, exceptionsIn(stack)]));
  const allBefore = [...earlier.values()].flatMap((each) => policiesOf(each));
  return [...after.stacks].flatMap(([name, stack]) => {
    const now = exceptionsIn(stack);
    const then = earlier.get(name);
    return [
      ...weakerAcceptances(name, acceptedIn(then), acceptedIn(now)),
      ...weakerPolicies(name, then === undefined ? allBefore : policiesOf(then), policiesOf(now)),
      ...newBreakGlass(name, then, now),
    ];
  });
}

const HIGH = { severity: "high" } as const;

function acceptedIn(exceptions: TrustExceptions | undefined): readonly AcceptedFinding[] {
  return (exceptions?.accepted ?? []).flatMap((each) => {
    const { rule, path, at, reason, until } = fieldsOf(each);
    return textOf(rule) === undefined || textOf(path) === undefined
      ? []
      : [
          {
            rule: String(rule),
            path: String(path),
            at: Array.isArray(at) ? at.filter((one): one is string => typeof one === "string") : [],
            reason: textOf(reason) ?? "",
            until: textOf(until) ?? "",
          },
        ];
  });
}

function weakerAcceptances(
  stack: string,
  before: readonly AcceptedFinding[],
  after: readonly AcceptedFinding[],
): readonly Weakening[] {
  return after
    .flatMap(({ rule, path, at, reason, until }) => {
      const same = before.filter((each) => each.rule === rule && each.path === path);
      const last = same
        .map((each) => each.until)
        .sort()
        .at(-1);
      const says = (message: string): readonly Weakening[] => [
        { kind: "acceptance", ...HIGH, where: path, message: `${message}: ${reason}` },
      ];
      if (last === undefined) {
        return says(`accepts ${rule} until ${until}`);
      }
      if (last < until) {
        return says(`accepts ${rule} until ${until}, before until ${last}`);
      }
      const covered = new Set(same.filter((each) => each.until >= until).flatMap((each) => each.at));
      const further = at.filter((address) => !covered.has(address));
      return further.length === 0 ? [] : says(`accepts ${rule} for ${listed(further)} too, until ${until}`);
    })
    .map((each) => ({ ...each, where: placeIn(stack, each.where) }));
}

/** A construct's path begins with its stack's name already. */
function placeIn(stack: string, path: string): string {
  return stack === "" || path === stack || path.startsWith(`${stack}/`) ? path : `${stack} ${path}`;
}

function policiesOf(exceptions: TrustExceptions): readonly WrittenPolicy[] {
  return exceptions.policies.filter((each) => Object.keys(fieldsOf(each)).length > 0);
}

/** Policies have no names: each one before must be held by one after that asks for as much. */
function weakerPolicies(
  stack: string,
  before: readonly WrittenPolicy[],
  after: readonly WrittenPolicy[],
): readonly Weakening[] {
  return before.flatMap((policy) => {
    const reasons = after.map((each) => isLooser(policy, each));
    if (reasons.some((reason) => reason.length === 0)) {
      return [];
    }
    const nearest = reasons.toSorted((a, b) => a.length - b.length)[0];
    const message =
      nearest === undefined
        ? "is no longer under an organization policy"
        : `has a looser policy: ${nearest.join("; ")}`;
    return [{ kind: "policy", ...HIGH, where: stack === "" ? "the stack" : stack, message } as const];
  });
}

function newBreakGlass(
  stack: string,
  before: TrustExceptions | undefined,
  { breakGlass }: TrustExceptions,
): readonly Weakening[] {
  if (breakGlass === undefined || before?.breakGlass !== undefined) {
    return [];
  }
  const { reason, findings } = fieldsOf(breakGlass);
  const let_through = (Array.isArray(findings) ? findings : []).map(fieldsOf);
  const rules = [...new Set(let_through.map(({ rule }) => String(rule)))];
  const gravest = let_through
    .map(({ severity }) => severity as Severity)
    .filter((severity) => SEVERITIES.includes(severity))
    .toSorted(compareSeverities)
    .at(-1);
  return [
    {
      kind: "break-glass",
      severity: gravest === "critical" ? "critical" : "high",
      where: stack === "" ? "the stack" : stack,
      message: `was synthesized in an emergency that let through ${rules.length === 0 ? "nothing" : listed(rules)}: ${textOf(reason) ?? ""}`,
    },
  ];
}
