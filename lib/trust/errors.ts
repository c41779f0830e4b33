const BRAND = Symbol.for("cloudsmith-trust/TrustError");

export type TrustErrorCode =
  | "invalid_trust_file"
  | "invalid_app"
  | "invalid_workflow"
  | "invalid_plan"
  | "invalid_state"
  | "invalid_baseline"
  | "not_writable"
  | "several_organizations"
  | "not_a_snapshot"
  | "unknown_account"
  | "unknown_repository"
  | "ambiguous_repository"
  | "ambiguous_account";

/** One thing wrong with what was read. */
export interface TrustProblem {
  /** JSON pointer, e.g. `/settings/0/claims`; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
  /** Counted from 1; absent where the text is not at hand. */
  readonly line?: number;
  readonly column?: number;
}

/** Trust that cannot be read, or a question that it cannot answer. */
export class TrustError extends Error {
  readonly code: TrustErrorCode;
  /** Everything found wrong, in the order of the text; empty where the message says it all. */
  readonly problems: readonly TrustProblem[];

  constructor(code: TrustErrorCode, message: string, problems: readonly TrustProblem[] = []) {
    super(message);
    this.name = "TrustError";
    this.code = code;
    this.problems = problems;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for a {@link TrustError} of any copy of this package. */
export function isTrustError(value: unknown): value is TrustError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** Problems shown in a message; a file that is wrong throughout is not listed line by line. */
const SHOWN = 10;

/** An error whose message lists what is wrong with a file, one problem a line. */
export function problemsError(code: TrustErrorCode, where: string, problems: readonly TrustProblem[]): TrustError {
  const lines = problems.slice(0, SHOWN).map(({ pointer, message, line, column }) => {
    const place = line === undefined || column === undefined ? where : `${where}:${line}:${column}`;
    return `${place}: ${pointer === "" ? "" : `${pointer}: `}${message}`;
  });
  const hidden = problems.length - lines.length;
  return new TrustError(code, [...lines, ...(hidden > 0 ? [`… and ${hidden} more`] : [])].join("\n"), problems);
}
