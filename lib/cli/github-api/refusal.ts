/** From an answer that is not a success to an error that says what is missing. */
import type { CloudsmithTransportError, HttpAnswer, TransportErrorCode } from "../../cloudsmith/index.js";
import type { GitHubAddress } from "./address.js";
import { GitHubError, type GitHubErrorCode } from "./errors.js";

export interface Asked {
  readonly method: string;
  readonly path: string;
  /** See {@link GitHubRequest.permission}. */
  readonly permission?: string;
}

const CODES: { readonly [status: number]: GitHubErrorCode } = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  410: "gone",
  422: "unprocessable",
};

const LONGEST_DETAIL = 300;

export function refusal(answer: HttpAnswer, asked: Asked, address: GitHubAddress): GitHubError {
  const { status, headers } = answer;
  const code = codeOf(status);
  const permission = acceptedPermissions(headers["x-accepted-github-permissions"]) ?? asked.permission;
  const location = code === "moved" ? locationBelow(headers.location, address) : undefined;
  const detail = detailOf(answer.text);
  return new GitHubError({
    code,
    status,
    request: { method: asked.method, path: asked.path },
    what: `GitHub answered ${status} to ${asked.method} ${asked.path}${detail === undefined ? "" : `: ${detail}`}`,
    remedy: remedyOf(code, headers, permission),
    ...(permission === undefined ? {} : { permission }),
    ...(location === undefined ? {} : { location }),
    landed: status >= 500 ? "maybe" : "no",
  });
}

export function limited(waitMs: number, asked: Asked, status: number): GitHubError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new GitHubError({
    code: "rate_limited",
    status,
    request: { method: asked.method, path: asked.path },
    what: `GitHub's rate limit is used up, at ${asked.method} ${asked.path}`,
    remedy: `Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, or with a token that has a limit of its own.`,
  });
}

export function noAnswer(error: CloudsmithTransportError, asked: Asked): GitHubError {
  return new GitHubError({
    code: "no_answer",
    request: { method: asked.method, path: asked.path },
    what: `${asked.method} ${asked.path} to ${error.host}: ${FAILURES[error.code]}`,
    remedy: "Check GITHUB_API_URL and the network of this machine; a proxy is taken from HTTPS_PROXY.",
    landed: error.landed,
  });
}

export function unexpected(asked: Asked, status: number, what: string): GitHubError {
  return new GitHubError({
    code: "unexpected_answer",
    status,
    request: { method: asked.method, path: asked.path },
    what: `GitHub answered ${asked.method} ${asked.path} with ${what}`,
    remedy: "Check GITHUB_API_URL: it must be the address of GitHub's REST API, as https://api.github.com.",
    landed: "maybe",
  });
}

function codeOf(status: number): GitHubErrorCode {
  if (status >= 500) {
    return "server_error";
  }
  if (status >= 300 && status < 400) {
    return "moved";
  }
  return CODES[status] ?? "unexpected_answer";
}

function remedyOf(code: GitHubErrorCode, headers: HttpAnswer["headers"], permission: string | undefined): string {
  const lacking = permission === undefined ? "a permission for it" : permission;
  switch (code) {
    case "unauthorized":
      return "The token in GITHUB_TOKEN is mistyped, revoked, expired, or of another GitHub.";
    case "forbidden":
      return headers["x-github-sso"] === undefined
        ? `The token lacks ${lacking}: give it in the permissions of the job, or of the token. Jobs of pull requests from forks only ever read.`
        : "The organization wants single sign-on: authorize the token for it.";
    case "not_found":
      return `Check the names; GitHub also answers 404 for what the token may not see${permission === undefined ? "" : `, so check that it has ${permission} there`}.`;
    case "moved":
      return "The token never follows a redirect: use the name or the address that it has now.";
    case "gone":
      return "It was switched off or deleted there.";
    case "conflict":
      return "Something else changed it at the same time: try again.";
    case "unprocessable":
      return "The values were not accepted: see what GitHub says of them.";
    case "server_error":
      return "This is GitHub's side: see https://www.githubstatus.com, and try again later.";
    default:
      return "Check GITHUB_API_URL: it must be the address of GitHub's REST API, as https://api.github.com.";
  }
}

/**
 * `pull_requests=write; issues=write` as workflows write it: `pull-requests: write or issues: write`. Of the sets between
 * semicolons one is enough; what is between commas is needed together.
 */
function acceptedPermissions(header: string | undefined): string | undefined {
  if (header === undefined || !/^[\w=,; ]{3,300}$/.test(header)) {
    return undefined;
  }
  const sets = header.split(";").map((set) =>
    set
      .split(",")
      .map((one) => one.trim().replaceAll("_", "-").replace("=", ": "))
      .filter((one) => one !== "")
      .join(" and "),
  );
  return sets.filter((set) => set !== "").join(" or ");
}

/** Where something moved to, if the same server has it. */
function locationBelow(location: string | undefined, { rest }: GitHubAddress): string | undefined {
  return location?.startsWith(`${rest}/`) === true ? location.slice(rest.length) : undefined;
}

/** GitHub's own words, and those of the fields. */
function detailOf(text: string): string | undefined {
  try {
    const { message, errors } = JSON.parse(text) as { message?: unknown; errors?: unknown };
    const fields = (Array.isArray(errors) ? errors : [])
      .map((error) => (typeof error === "string" ? error : (error as { message?: unknown } | null)?.message))
      .filter((said) => typeof said === "string");
    const words = [typeof message === "string" ? message : "", ...fields].filter((said) => said !== "").join("; ");
    return words === "" ? undefined : words.replace(/[.\s]+$/, "").slice(0, LONGEST_DETAIL);
  } catch {
    return undefined;
  }
}

const FAILURES: { readonly [code in TransportErrorCode]: string } = {
  refused: "the connection was refused",
  unknown_host: "the host is not known",
  unreachable: "the host cannot be reached",
  reset: "the connection broke",
  connect_timeout: "no connection in time",
  answer_timeout: "no answer in time",
  certificate: "its certificate is not trusted",
  proxy: "the proxy refused",
  truncated: "the answer ended early",
  answer_too_large: "the answer is too large",
  aborted: "it was stopped on request",
  failed: "the connection failed",
};
