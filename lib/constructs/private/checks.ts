/** Checks of declared values, one function a limit. A value that comes from elsewhere at apply is not looked at. */
import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { DeclarationError } from "../errors.js";

/** True where the value is known only to Terraform: a cdktf token, or an expression written by hand. */
export function isUnknownText(value: unknown): boolean {
  // cdktf's own question takes several patterns over each text, and what they look for has this in it
  return typeof value === "string" ? value.includes("${") || value.includes("TfToken[") : Token.isUnresolved(value);
}

/** Source: the API's description of each field. Lengths are counted in characters, not in UTF-16 units. */
export function checkLength(construct: IConstruct, what: string, value: string, least: number, most: number): void {
  if (isUnknownText(value)) {
    return;
  }
  const length = [...value].length;
  if (length < least || length > most) {
    throw invalid(construct, `${what} must have ${least} to ${most} characters, got ${length}`);
  }
}

export function checkNotEmpty(construct: IConstruct, what: string, value: string): void {
  if (value === "") {
    throw invalid(construct, `${what} must not be empty`);
  }
}

/** Source: the pattern of every path segment of the API. */
export function checkSlug(construct: IConstruct, what: string, value: string): void {
  if (!isUnknownText(value) && !/^[-a-zA-Z0-9_]+$/.test(value)) {
    throw invalid(construct, `${what} must be a slug (letters, digits, "-" and "_"), got ${JSON.stringify(value)}`);
  }
}

export function checkOneOf(construct: IConstruct, what: string, value: string, allowed: readonly string[]): void {
  if (!isUnknownText(value) && !allowed.includes(value)) {
    const names = allowed.map((one) => JSON.stringify(one)).join(", ");
    throw invalid(construct, `${what} must be one of ${names}, got ${JSON.stringify(value)}`);
  }
}

export function checkNoDuplicates(construct: IConstruct, what: string, values: readonly string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) {
      throw invalid(construct, `${what} names ${JSON.stringify(value)} twice; name it once`);
    }
    seen.add(value);
  }
}

/**
 * Ids are resource addresses, and cdktf drops the characters it does not know: `a.b` and `ab` would become one resource
 * that silently has the properties of both.
 */
export function checkId(construct: IConstruct): void {
  const { id } = construct.node;
  if (!/^[A-Za-z0-9_-]+$/.test(id)) {
    throw new DeclarationError(
      "invalid_id",
      construct,
      `the construct id ${JSON.stringify(id)} has characters that Terraform addresses cannot hold; use letters, digits, "-" and "_"`,
    );
  }
}

export function invalid(construct: IConstruct | undefined, message: string): DeclarationError {
  return new DeclarationError("invalid_value", construct, message);
}
