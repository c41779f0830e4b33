/** What an app says, in its synthesized JSON, of the findings that it lets through. */
import type { Severity } from "./finding.js";
import type { WrittenPolicy } from "./policy/policy.js";

export interface AcceptedFinding {
  readonly rule: string;
  /** Path of the construct that carries the acceptance. */
  readonly path: string;
  /** Addresses of the resources that it holds for. */
  readonly at: readonly string[];
  readonly reason: string;
  /** Last day, UTC, e.g. `2027-03-31`. */
  readonly until: string;
}

export interface TrustExceptions {
  readonly accepted: readonly AcceptedFinding[];
  /** The policies that anything in the app is under. */
  readonly policies: readonly WrittenPolicy[];
  /** Set where an emergency let through what would have stopped synth. */
  readonly breakGlass?: {
    readonly reason: string;
    readonly findings: readonly { readonly rule: string; readonly severity: Severity; readonly at: string }[];
  };
}

/** Name of the member of cdktf's own metadata that holds them. */
export const EXCEPTIONS_KEY = "cloudsmithTrust";

/**
 * The exceptions in a synthesized stack (`cdk.tf.json`), or in the metadata file beside one in HCL. Terraform does not
 * read them, so a plan has none.
 */
export function exceptionsIn(synthesized: unknown): TrustExceptions {
  const written = member(member(member(synthesized, "//"), "metadata"), EXCEPTIONS_KEY);
  const [accepted, policies, breakGlass] = ["accepted", "policies", "breakGlass"].map((name) => member(written, name));
  return {
    accepted: Array.isArray(accepted) ? accepted : [],
    policies: Array.isArray(policies) ? policies : [],
    ...(breakGlass === undefined ? {} : { breakGlass: breakGlass as NonNullable<TrustExceptions["breakGlass"]> }),
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [name: string]: unknown })[name]
    : undefined;
}
