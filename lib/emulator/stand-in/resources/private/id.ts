import { DiagnosticError, type ObjectValue } from "../../../../terraform/index.js";

/** Splits an import id such as `app:production` into attributes; a later part keeps any further colons. */
export function splitId(id: string, parts: readonly string[]): ObjectValue {
  const values = id.split(":");
  if (values.length < parts.length || values.some((value) => value === "")) {
    throw new DiagnosticError("Not an import id", `Got ${JSON.stringify(id)}; it has the form ${parts.join(":")}.`);
  }
  const last = parts.length - 1;
  const pairs = parts.map((part, index) => [part, index === last ? values.slice(last).join(":") : values[index]]);
  return { ...Object.fromEntries(pairs), id };
}
