import { parseHttpUrl } from "../../cloudsmith/index.js";

/** Where GitHub's API is. Only this origin is ever given the token. */
export interface GitHubAddress {
  readonly origin: string;
  /** Without a slash at the end: `https://api.github.com`, `https://github.acme.example/api/v3`. */
  readonly rest: string;
  readonly graphql: string;
}

const GITHUB_COM = "https://api.github.com";

/**
 * The API that `GITHUB_API_URL` names, which runners set; github.com's without it. Https, or http to this machine alone.
 *
 * The GraphQL end is the same server's: `/graphql`, and `/api/graphql` beside the `/api/v3` of GitHub Enterprise Server
 * (https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql).
 *
 * @throws CloudsmithUsageError `bad_host`
 */
export function githubAddress(environment: { readonly [name: string]: string | undefined }): GitHubAddress {
  const url = parseHttpUrl(environment.GITHUB_API_URL?.trim() || GITHUB_COM, "GITHUB_API_URL", `as ${GITHUB_COM}`);
  const path = url.pathname.replace(/\/+$/, "");
  return {
    origin: url.origin,
    rest: url.origin + path,
    graphql: `${url.origin}${path.replace(/\/v3$/, "")}/graphql`,
  };
}
