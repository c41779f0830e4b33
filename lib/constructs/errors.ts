import type { IConstruct } from "constructs";

const BRAND = Symbol.for("cloudsmith-trust/DeclarationError");

export type DeclarationErrorCode =
  /** A value the API would refuse, or that could never do what it says. */
  | "invalid_value"
  /** A construct id that would not survive as a resource address. */
  | "invalid_id"
  /** No CloudsmithProvider, or no GithubProvider where the GitHub half is asked for. */
  | "missing_provider"
  /** Two declarations that own the same thing. */
  | "two_owners"
  /** A rule or a date of an acceptance that cannot be. */
  | "invalid_acceptance"
  /** The packed provider or a lock file that cannot be read. */
  | "broken_package"
  /** A Node that is older than the package runs on. */
  | "old_node";

/** A declaration that cannot be synthesized. The message ends with the path of the construct, where there is one yet. */
export class DeclarationError extends Error {
  readonly code: DeclarationErrorCode;
  /** Path of the construct in the tree, e.g. `acme/app/Account`; undefined for a value that belongs to none yet. */
  readonly path: string | undefined;

  constructor(code: DeclarationErrorCode, construct: IConstruct | undefined, message: string) {
    super(construct === undefined ? message : `${message} (at ${construct.node.path})`);
    this.name = "DeclarationError";
    this.code = code;
    this.path = construct?.node.path;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for a {@link DeclarationError} of any copy of this package. */
export function isDeclarationError(value: unknown): value is DeclarationError {
  return typeof value === "object" && value !== null && BRAND in value;
}
