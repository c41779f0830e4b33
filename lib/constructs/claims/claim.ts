import { Token, Tokenization } from "cdktf";
import { invalid, isUnknownText } from "../private/checks.js";

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
    if (!isUnknownText(text) && text.endsWith(".*")) {
      throw invalid(
        undefined,
        `${JSON.stringify(text)} would be a prefix to Cloudsmith; write Claim.prefix(${JSON.stringify(text.slice(0, -2))}) if that is meant`,
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
    if (start === "") {
      throw invalid(undefined, "a prefix must have some text; Claim.any() means whatever value");
    }
    if (!isUnknownText(start) && start.endsWith("*")) {
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
  return typeof input === "object" ? input : Claim.exactly(input);
}

/** A number that is a token is a strange negative number until it is written as text. */
function textOf(value: string | number | boolean): string {
  return typeof value === "number" && Token.isUnresolved(value) ? Tokenization.stringifyNumber(value) : String(value);
}
