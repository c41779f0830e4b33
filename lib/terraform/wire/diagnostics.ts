import type { AttributePath, Diagnostic } from "../diagnostics.js";
import { type Diagnostic as DiagnosticMessage, type Path, SEVERITY } from "./messages.js";
import type { Encodable } from "./protobuf.js";

export function encodePath(path: AttributePath): Encodable<typeof Path.decoded> {
  return {
    steps: path.map((step) =>
      typeof step === "string"
        ? { attributeName: step }
        : typeof step === "number"
          ? { elementKeyInt: step }
          : { elementKeyString: step.key },
    ),
  };
}

/** `redact` is the last gate before text reaches a person's screen or a log of CI. */
export function encodeDiagnostics(
  diagnostics: readonly Diagnostic[],
  redact: (text: string) => string,
): Encodable<typeof DiagnosticMessage.decoded>[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: SEVERITY[severity],
    summary: redact(summary),
    detail: redact(detail),
    ...(path === undefined || path.length === 0 ? {} : { attribute: encodePath(path) }),
  }));
}
