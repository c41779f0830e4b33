/** What can go wrong between this process and GitHub's API, as values that hold no token, header or body. */

export type GitHubErrorCode =
  | "no_token"
  | "bad_token"
  | "public"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "moved"
  | "gone"
  | "conflict"
  | "unprocessable"
  | "rate_limited"
  | "server_error"
  | "unexpected_answer"
  | "no_answer";

export interface GitHubErrorInit {
  readonly code: GitHubErrorCode;
  /** What happened, as a sentence without its full stop. */
  readonly what: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  readonly status?: number;
  readonly request?: { readonly method: string; readonly path: string };
  readonly permission?: string;
  readonly location?: string;
  readonly landed?: "no" | "maybe";
}

const BRAND = Symbol.for("cloudsmith-trust.GitHubError");

/** GitHub refused, did not answer, or cannot be asked. */
export class GitHubError extends Error {
  readonly code: GitHubErrorCode;
  readonly status: number | undefined;
  /** Path below the API's address, without its query. */
  readonly request: { readonly method: string; readonly path: string } | undefined;
  /** The permission that is missing, as workflows write it: `pull-requests: write`. */
  readonly permission: string | undefined;
  /** Of `moved`: where it is now, as a path below the API's address; undefined where that is another server. */
  readonly location: string | undefined;
  /** Whether a write may have taken effect all the same. */
  readonly landed: "no" | "maybe";
  readonly remedy: string;

  constructor(init: GitHubErrorInit) {
    super(`${init.what}. ${init.remedy}`);
    Object.defineProperty(this, BRAND, { value: true });
    this.name = "GitHubError";
    this.code = init.code;
    this.status = init.status;
    this.request = init.request;
    this.permission = init.permission;
    this.location = init.location;
    this.landed = init.landed ?? "no";
    this.remedy = init.remedy;
  }
}

export function isGitHubError(error: unknown): error is GitHubError {
  return typeof error === "object" && error !== null && BRAND in error;
}
