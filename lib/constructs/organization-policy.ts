import type { IAspect } from "cdktf";
import type { Privilege } from "../trust/index.js";
import type { TrustPolicy } from "../trust/policy/policy.js";
import type { OidcIssuer } from "./oidc-issuer.js";
import { invalid } from "./private/checks.js";
import { POLICY } from "./private/policies.js";

export interface OrganizationPolicyProps {
  /**
   * The issuers that may be believed.
   *
   * @default - any
   */
  readonly allowedIssuers?: readonly OidcIssuer[];
  /**
   * The owners whose jobs may get in, at issuers that all customers of a CI share: ids, or names where a CI has no ids.
   * Digits are taken for ids. An issuer of one's own says whose jobs they are by itself.
   *
   * @default - any
   */
  readonly allowedOwners?: readonly (number | string)[];
  /**
   * Claims that no trust may rest on, by the names they have in the token, e.g. `actor`.
   *
   * @default - none are forbidden
   */
  readonly forbiddenClaims?: readonly string[];
  /**
   * The most that a service account may be granted on a repository. The role of a Manager is more than any.
   *
   * @default - no limit beside that of the rules
   */
  readonly greatestPrivilege?: Privilege;
  /**
   * Whether owners and projects must be named by their ids.
   *
   * @default false
   */
  readonly mustPinIds?: boolean;
  /**
   * `enforce` stops synth at what breaks the policy, unless it is accepted by name on the very construct; `audit` warns.
   *
   * @default "enforce"
   */
  readonly mode?: "audit" | "enforce";
}

/**
 * What an organization allows of all its trust, whichever construct declares it, L1 classes included.
 *
 * @example
 * Aspects.of(app).add(new OrganizationPolicy({
 *   allowedIssuers: [OidcIssuer.gitHub()],
 *   allowedOwners: [65],
 *   greatestPrivilege: "Write",
 * }));
 */
export class OrganizationPolicy implements IAspect {
  /**
   * @throws DeclarationError with code `invalid_value` for a policy that says nothing, or allows nothing
   */
  constructor(props: OrganizationPolicyProps) {
    check(props);
    const { allowedIssuers, allowedOwners, forbiddenClaims, greatestPrivilege, mustPinIds } = props;
    const policy: TrustPolicy = {
      mode: props.mode ?? "enforce",
      ...(allowedIssuers && { allowed_issuers: allowedIssuers.map(({ url }) => url) }),
      ...(allowedOwners && { allowed_owners: allowedOwners.map(String) }),
      ...(forbiddenClaims && { forbidden_claims: [...forbiddenClaims] }),
      ...(greatestPrivilege && { greatest_privilege: greatestPrivilege }),
      ...(mustPinIds === undefined ? {} : { must_pin_ids: mustPinIds }),
    };
    Object.defineProperty(this, POLICY, { value: policy });
  }

  /** Nothing happens at a single construct: trust is judged when its stack is written, as a whole. */
  visit(): void {}
}

function check(props: OrganizationPolicyProps): void {
  const { mode, allowedIssuers, allowedOwners, forbiddenClaims, greatestPrivilege, mustPinIds } = props;
  if (mode !== undefined && mode !== "audit" && mode !== "enforce") {
    throw invalid(undefined, `the mode of a policy is "audit" or "enforce", got ${JSON.stringify(mode)}`);
  }
  const privileges: readonly unknown[] = ["Admin", "Write", "Read", undefined];
  if (!privileges.includes(greatestPrivilege)) {
    throw invalid(
      undefined,
      `greatestPrivilege must be one of "Admin", "Write", "Read", got ${JSON.stringify(greatestPrivilege)}`,
    );
  }
  for (const [name, list] of Object.entries({ allowedIssuers, allowedOwners })) {
    if (list?.length === 0) {
      throw invalid(undefined, `${name} names none, so that nothing would be allowed; leave it out to allow any`);
    }
  }
  if (
    [allowedIssuers, allowedOwners, forbiddenClaims, greatestPrivilege, mustPinIds].every((each) => each === undefined)
  ) {
    throw invalid(undefined, "a policy must say what it allows: it has nothing but a mode");
  }
}
