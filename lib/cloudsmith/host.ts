import { isIP } from "node:net";
import { CloudsmithUsageError } from "./errors.js";

/** Both the bare paths and those under `/v1` are served; the official provider's default is this one. */
export const DEFAULT_API_HOST = "https://api.cloudsmith.io/v1";

/** Where the API is, taken apart. */
export interface ApiHost {
  /** Scheme, host and port: the only place credentials are sent to. */
  readonly origin: string;
  /** Prefix of API paths, without a slash at the end: `https://api.cloudsmith.io/v1`. */
  readonly base: string;
  /** The same without `/v1`: the exchange lives there. */
  readonly root: string;
}

/**
 * Reads an API host as people write it: with or without `/v1`, with or without a slash at the end.
 *
 * @throws CloudsmithUsageError `bad_host` where it is no URL, carries credentials, a query or a fragment, or is plain
 * http to anything but loopback
 * @example parseApiHost("https://api.cloudsmith.io/v1/").root // "https://api.cloudsmith.io"
 */
export function parseApiHost(text: string): ApiHost {
  const url = parseHttpUrl(text, "The API host", "as https://api.cloudsmith.io/v1");
  if (url.search !== "" || url.hash !== "") {
    throw new CloudsmithUsageError("bad_host", `The API host ${shown(url)} must have neither a query nor a fragment.`);
  }
  const path = url.pathname.replace(/\/+$/, "");
  return {
    origin: url.origin,
    base: url.origin + path,
    root: url.origin + path.replace(/\/v1$/, ""),
  };
}

/**
 * A URL that secrets may be sent to: https, or http to this machine alone, and without credentials in it.
 *
 * @throws CloudsmithUsageError `bad_host`
 */
export function parseHttpUrl(text: string, what: string, example: string): URL {
  const url = tryParseUrl(text.trim());
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new CloudsmithUsageError("bad_host", `${what}${quoted(text)} must be a URL with its scheme, ${example}.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new CloudsmithUsageError("bad_host", `${what} ${shown(url)} must not contain a user name or a password.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new CloudsmithUsageError(
      "bad_host",
      `${what} ${shown(url)} must use https: plain http is allowed to this machine alone (127.0.0.0/8, ::1, localhost).`,
    );
  }
  return url;
}

/** Whether a host name of a URL is this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

function tryParseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** What is before an `@` may be a password. */
function quoted(text: string): string {
  return text.includes("@") ? "" : ` "${text}"`;
}

function shown(url: URL): string {
  return url.origin;
}
