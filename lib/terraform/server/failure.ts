/** Any exception of a handler as one diagnostic: a sentence, never a stack trace. */
import { type Diagnostic, isDiagnosticError } from "../diagnostics.js";
import type { Logger } from "../provider.js";

export function toDiagnostic(error: unknown, log: Logger): Diagnostic {
  if (isDiagnosticError(error)) {
    const { summary, detail, path } = error as { summary: string; detail: string; path?: Diagnostic["path"] };
    return { severity: "error", summary, detail, ...(path === undefined ? {} : { path }) };
  }
  log("error", "handler failed", { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return {
    severity: "error",
    summary: "The provider failed unexpectedly",
    detail: `${messageOf(error)}\n\nThis is a mistake in the provider. Run again with TF_LOG_PROVIDER=debug and report what it logs.`,
  };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text === "" ? "No reason was given." : text;
}
