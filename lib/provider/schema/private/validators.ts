/** Checks of one known value, shared by the schemas. Each says what is wrong, or nothing. */
import type { Validator } from "../../../terraform/index.js";

const SLUG = /^[-a-zA-Z0-9_]+$/;

export function oneOf(...allowed: readonly string[]): Validator {
  return (value: string) =>
    allowed.includes(value)
      ? undefined
      : `expected one of ${allowed.map((one) => `"${one}"`).join(", ")}, got "${value}"`;
}

export function length(from: number, to: number): Validator {
  return (value: string) => {
    const size = [...value].length;
    return size >= from && size <= to ? undefined : `expected ${from} to ${to} characters, got ${size}`;
  };
}

export const notEmpty: Validator = (value: string) =>
  value === "" ? "expected some text, got an empty one" : undefined;

/** For texts that are cleared by leaving them out: the API has no difference between empty and absent. */
export const notEmptyButAbsent: Validator = (value: string) =>
  value === "" ? "expected some text, got an empty one; leave the attribute out to clear it" : undefined;

/** Source: the pattern of every path segment and target of the API. */
export const slug: Validator = (value: string) =>
  SLUG.test(value) ? undefined : `expected a slug (letters, digits, "-" and "_"), got "${value}"`;

export const integer: Validator = (value: number | bigint) =>
  typeof value === "bigint" || Number.isInteger(value) ? undefined : `expected a whole number, got ${value}`;

export const httpUrlWithHost =
  (attribute: string): Validator =>
  (value: string) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (parsed === undefined || parsed.host === "") {
      return `expected "${attribute}" to have a host, got ${value}; write it in full, like https://token.actions.githubusercontent.com`;
    }
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") {
      return `expected "${attribute}" to have a scheme of http or https, got ${value}`;
    }
    if (parsed.username !== "" || parsed.password !== "") {
      return `expected "${attribute}" without a user name and password in it`;
    }
    return undefined;
  };

/** For lists and maps: a null in them would count as nothing, and quietly take trust away. */
export const noEmptyValues: Validator = (value: readonly unknown[] | { readonly [name: string]: unknown }) => {
  const empty = Object.entries(value).find(([, item]) => item === null || item === "");
  return empty === undefined
    ? undefined
    : `expected texts, got ${empty[1] === null ? "null" : "an empty one"} at ${empty[0]}`;
};
