import type { GitHubClient } from "./client.js";
import { GitHubError, isGitHubError } from "./errors.js";

/**
 * The login that the token acts as: `octocat`, or `github-actions[bot]` for the token of a job, as comments show it.
 *
 * Tokens of apps, and so the one of a job, may not ask `GET /user`; GraphQL's viewer answers for every kind. A server that
 * does not know it is asked the other way.
 *
 * @throws GitHubError
 */
export async function ownLogin(client: GitHubClient): Promise<string> {
  const login = (await tryViewer(client)) ?? loginOf(await client.get("/user"));
  if (login === undefined) {
    throw new GitHubError({
      code: "unexpected_answer",
      what: "GitHub does not say who the token acts as",
      remedy: "Use the token of a job, of an app's installation or of a person.",
    });
  }
  return login;
}

async function tryViewer(client: GitHubClient): Promise<string | undefined> {
  try {
    return loginOf(((await client.graphql("query { viewer { login } }")) as { viewer?: unknown }).viewer);
  } catch (error) {
    if (isGitHubError(error) && (error.code === "unexpected_answer" || error.code === "not_found")) {
      return undefined;
    }
    throw error;
  }
}

function loginOf(value: unknown): string | undefined {
  const login = (value as { login?: unknown } | null | undefined)?.login;
  return typeof login === "string" && login !== "" ? login : undefined;
}
