/** What a handler answers: `body` as JSON, `raw` as it is, nothing where both are absent. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly raw?: { readonly type: string; readonly content: Buffer | string };
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown, headers?: Record<string, string>): Reply => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const noContent = (): Reply => ({ status: 204 });

/** A refusal, thrown by guards and handlers. Each area of the server writes it in its own form. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly fields?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = "Problem";
  }
}

/** Missing, or invisible to this caller: the API does not say which. */
export const notFound = (): Problem => new Problem(404, "Not found.");
export const forbidden = (): Problem => new Problem(403, "You do not have permission to perform this action.");
export const unauthenticated = (): Problem => new Problem(401, "Authentication credentials were not provided.");
export const invalidCredential = (): Problem => new Problem(401, "Invalid token.");
export const badRequest = (detail: string): Problem => new Problem(400, detail);
/** 422 with texts by field. */
export const invalid = (fields: unknown): Problem => new Problem(422, "Invalid input.", fields);

/** A problem as the Cloudsmith API writes it. */
export function cloudsmithError(problem: Problem): Reply {
  return {
    status: problem.status,
    body:
      problem.fields === undefined
        ? { detail: problem.detail }
        : { detail: problem.detail, code: "invalid", fields: problem.fields },
    headers: problem.headers,
  };
}

/** A problem as GitHub's API writes it. */
export function githubError(problem: Problem): Reply {
  return {
    status: problem.status,
    body: {
      message: problem.detail,
      ...(problem.fields === undefined ? {} : { errors: problem.fields }),
      documentation_url: "https://docs.github.com/rest",
      status: String(problem.status),
    },
    headers: problem.headers,
  };
}
