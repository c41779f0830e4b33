/** Where in a resource a diagnostic points: attribute names, list indexes and map keys. */
export type AttributePath = readonly (string | number | { readonly key: string })[];

export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** A title of a few words. */
  readonly summary: string;
  /** What was wrong, the value got, and what to do. Never a secret. */
  readonly detail: string;
  readonly path?: AttributePath;
}

/** Collects diagnostics of one request; the same diagnostic is kept once. */
export class Diagnostics {
  readonly #items: Diagnostic[] = [];

  error(summary: string, detail: string, path?: AttributePath): void {
    this.add({ severity: "error", summary, detail, ...(path ? { path } : {}) });
  }

  warning(summary: string, detail: string, path?: AttributePath): void {
    this.add({ severity: "warning", summary, detail, ...(path ? { path } : {}) });
  }

  add(diagnostic: Diagnostic): void {
    const text = JSON.stringify(diagnostic);
    if (!this.#items.some((known) => JSON.stringify(known) === text)) {
      this.#items.push(diagnostic);
    }
  }

  get hasError(): boolean {
    return this.#items.some((item) => item.severity === "error");
  }

  get items(): readonly Diagnostic[] {
    return [...this.#items];
  }
}

const BRAND = Symbol.for("cloudsmith-trust/terraform/DiagnosticError");

/** Thrown inside a handler to end it with one error diagnostic. */
export class DiagnosticError extends Error {
  readonly [BRAND] = true;
  constructor(
    readonly summary: string,
    readonly detail: string,
    readonly path?: AttributePath,
  ) {
    super(`${summary}: ${detail}`);
    this.name = "DiagnosticError";
  }
}

export function isDiagnosticError(error: unknown): error is DiagnosticError {
  return typeof error === "object" && error !== null && BRAND in error;
}
