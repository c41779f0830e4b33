import type { TerraformStack } from "cdktf";
import { EXCEPTIONS_KEY, type TrustExceptions } from "../../trust/exceptions.js";
import type { WrittenPolicy } from "../../trust/policy/policy.js";
import { type DeclaredRepository, REPOSITORIES_KEY } from "../../trust/synthesized/repositories-key.js";
import { acceptancesOn, acceptsAnything } from "../accept.js";
import { declaredRepositories } from "../declared-repository.js";
import { BreakGlass } from "./break-glass.js";
import { constructsIn, elementsIn } from "./elements.js";
import { policyLookUp } from "./policies.js";
import { policiesIn, trustElements } from "./trust-findings.js";

/** What of a stack's trust was let through and why, what it was held to, and whose jobs it is about, for those who read its JSON. */
export function writtenExceptions(stack: TerraformStack): {
  readonly [EXCEPTIONS_KEY]?: Partial<TrustExceptions> & {
    readonly [REPOSITORIES_KEY]?: readonly DeclaredRepository[];
  };
} {
  const constructs = constructsIn(stack);
  const elements = trustElements(elementsIn(constructs));
  const accepted = (acceptsAnything(stack) ? constructs : [])
    .flatMap((construct) => acceptancesOn(construct).map((acceptance) => ({ construct, ...acceptance })))
    .map(({ construct, rule, reason, until }) => ({
      rule,
      path: construct.node.path,
      at: [...elements].filter(([, element]) => element.node.scopes.includes(construct)).map(([address]) => address),
      reason,
      until,
    }));
  const policiesOf = policyLookUp();
  const policies = policiesIn(elements, policiesOf).map((policy): WrittenPolicy => {
    const beside = [...elements].filter(([, element]) => !policiesOf(element).has(policy)).map(([address]) => address);
    return beside.length === 0 ? policy : { ...policy, not_over: beside };
  });
  const glass = BreakGlass.lastOf(stack);
  const repositories = declaredRepositories(constructs);
  const beside = repositories.length === 0 ? {} : { [REPOSITORIES_KEY]: repositories };
  if (accepted.length === 0 && policies.length === 0 && glass === undefined) {
    return repositories.length === 0 ? {} : { [EXCEPTIONS_KEY]: beside };
  }
  const breakGlass = glass && {
    reason: glass.reason,
    findings: glass.findings.map(({ rule, severity, where }) => ({ rule, severity, at: where })),
  };
  return { [EXCEPTIONS_KEY]: { accepted, policies, ...(breakGlass && { breakGlass }), ...beside } };
}
