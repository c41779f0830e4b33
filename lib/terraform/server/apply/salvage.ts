/** Saves what a handler answered after a write, even where the answer is malformed: the object exists. */
import { type Diagnostics, isDiagnosticError } from "../../diagnostics.js";
import type { Schema } from "../../schema.js";
import { isWhollyKnown, type ObjectValue, type Value } from "../../value.js";
import { fromHandlerValue } from "../../wire/dynamic-value.js";

/**
 * The answer in the shape of the schema. An attribute that does not fit falls back to its planned value or to null, with an
 * error, so that Terraform still learns of the rest, above all of the id.
 */
export function salvage(
  schema: Schema,
  answered: { readonly [name: string]: unknown },
  fallback: ObjectValue | null,
  diagnostics: Diagnostics,
): ObjectValue {
  try {
    return fromHandlerValue(schema, answered);
  } catch {
    return fromHandlerValue(schema, Object.fromEntries(usable(schema, answered, fallback, diagnostics)));
  }
}

function usable(
  schema: Schema,
  answered: { readonly [name: string]: unknown },
  fallback: ObjectValue | null,
  diagnostics: Diagnostics,
): [string, unknown][] {
  return Object.entries(answered).flatMap(([name, value]): [string, unknown][] => {
    try {
      fromHandlerValue(schema, { [name]: value });
      return [[name, value]];
    } catch (error) {
      if (isDiagnosticError(error)) {
        diagnostics.add({
          severity: "error",
          summary: error.summary,
          detail: error.detail,
          path: error.path ?? [name],
        });
      }
      return fallback !== null && Object.hasOwn(fallback, name) ? [[name, knownOrNull(fallback[name] ?? null)]] : [];
    }
  });
}

function knownOrNull(value: Value): Value {
  return isWhollyKnown(value) ? value : null;
}
