import { Construct } from "constructs";
import { type AcceptanceProps, accept } from "./accept.js";
import { keepCallSite } from "./private/call-site.js";
import { checkId } from "./private/checks.js";
import { checkStackOf } from "./private/stack-checks.js";

/** Base of the constructs of this package: an id that is an address, and findings that can be accepted by name. */
export abstract class TrustConstruct extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    checkId(this);
    checkStackOf(this);
    keepCallSite(this, new.target);
  }

  /**
   * Accepts a finding on this construct, or on what it consists of, up to a date.
   *
   * @param rule - id of the rule, e.g. `local-state-in-ci`
   * @throws DeclarationError with code `invalid_acceptance`
   */
  accept(rule: string, acceptance: AcceptanceProps): void {
    accept(this, rule, acceptance);
  }
}
