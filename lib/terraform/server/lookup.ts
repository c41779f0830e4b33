import { DiagnosticError } from "../diagnostics.js";

/** @throws DiagnosticError when the provider has no such type */
export function lookUp<T>(types: { readonly [name: string]: T }, name: string, kind: string): T {
  const found = Object.hasOwn(types, name) ? types[name] : undefined;
  if (found === undefined) {
    const known = Object.keys(types).sort().join(", ") || "none";
    throw new DiagnosticError(
      `Unknown ${kind}`,
      `The provider has no ${kind} ${JSON.stringify(name)}; it has: ${known}.`,
    );
  }
  return found;
}

/** @throws DiagnosticError when Terraform sent null where the protocol wants an object */
export function present<T>(value: T | null, what: string): T {
  if (value === null) {
    throw new DiagnosticError("Request cannot be read", `Terraform sent no ${what}. Please report this.`);
  }
  return value;
}
