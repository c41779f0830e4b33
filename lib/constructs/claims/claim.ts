import { Token, Tokenization } from "cdktf";
import { invalid } from "../private/checks.js";

/**
 * What one claim of a token must be. A text given in its place means that very text; a prefix is asked for by name, so
 * that a wildcard never stands in a policy by an oversight.
 */
export class Claim {
  /**
   * Exactly this value. Numbers and booleans are compared as their text.
   *
   * @throws DeclarationError with code `invalid_value` for a text that Cloudsmith would take for a prefix
   */
  static exactly(value: string | number | boolean): Claim {
    const text = textOf(value);
    if (text === "") {
      throw invalid(undefined, "a required claim must have some text; Claim.any() means whatever value");
    }
    if (text.endsWith(".*")) {
      const meant = text === ".*" ? "Claim.any()" : `Claim.prefix(${JSON.stringify(text.slice(0, -2))})`;
      throw invalid(
        undefined,
        `${JSON.stringify(text)} would be a prefix to Cloudsmith; write ${meant} if that is meant`,
      );
    }
    return new Claim(text, "exact");
  }

  /**
   * Any value that begins so. End it at a delimiter: `acme/app` also begins `acme/app-evil`.
   *
   * @throws DeclarationError with code `invalid_value`
   * @example Claim.prefix("refs/heads/release/")
   */
  static prefix(start: string): Claim {
    if (typeof start !== "string") {
      throw invalid(undefined, `a prefix is a text, got ${kindOf(start)}`);
    }
    if (start === "") {
      throw invalid(undefined, "a prefix must have some text; Claim.any() means whatever value");
    }
    if (start.endsWith("*")) {
      throw invalid(undefined, `give the prefix without a wildcard, got ${JSON.stringify(start)}`);
    }
    return new Claim(`${start}.*`, "prefix");
  }

  /** Any value, as long as the token has the claim. */
  static any(): Claim {
    return new Claim(".*", "any");
  }

  private constructor(
    /** As Cloudsmith stores it: a prefix ends in `.*`. */
    readonly required: string,
    readonly kind: "exact" | "prefix" | "any",
  ) {}
}

/** A claim, or the text, number or boolean it must be. */
export type ClaimInput = Claim | string | number | boolean;

export function toClaim(input: ClaimInput): Claim {
  return isClaim(input) ? input : Claim.exactly(input);
}

function isClaim(input: ClaimInput): input is Claim {
  return typeof input === "object" && input !== null && typeof input.required === "string";
}

/** JavaScript may give anything: what cannot be written as a text would leave the claim out, and admit more. */
function textOf(value: string | number | boolean): string {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return String(value);
    case "number":
      return numberText(value);
    default:
      throw invalid(
        undefined,
        `a required claim is a text, a number, a boolean or a Claim, got ${kindOf(value)}; a token is given as text, by Token.asString`,
      );
  }
}

/** A number that is a token is a strange negative number until it is written as text. */
function numberText(value: number): string {
  if (Token.isUnresolved(value)) {
    return Tokenization.stringifyNumber(value);
  }
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw invalid(undefined, `${value} is not the number that was written, or none at all: give it as text`);
  }
  return String(value);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}
