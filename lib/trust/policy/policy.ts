import type { Privilege } from "../model.js";

/** What an organization allows of all its trust, whoever declares it. Each part is absent where it allows anything. */
export interface TrustPolicy {
  /** `enforce`: what breaks it weighs high; `audit`: medium. */
  readonly mode: "audit" | "enforce";
  /** URLs, as `provider_url` has them. */
  readonly allowed_issuers?: readonly string[];
  /** Owners at issuers that all customers of a CI share: ids in digits, names and UUIDs as they are. */
  readonly allowed_owners?: readonly string[];
  /** Names of claims that trust must not rest on. */
  readonly forbidden_claims?: readonly string[];
  /** The most that a service account may have. */
  readonly greatest_privilege?: Privilege;
  /** Whether what ties trust to an owner or project must be an id. */
  readonly must_pin_ids?: boolean;
}

/** A policy as a stack's JSON has it. */
export interface WrittenPolicy extends TrustPolicy {
  /** Addresses of the stack's resources that it is not about. @default - it is about all of them */
  readonly not_over?: readonly string[];
}
