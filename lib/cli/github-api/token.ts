import { GitHubError } from "./errors.js";

const VARIABLES = ["GITHUB_TOKEN", "GH_TOKEN"] as const;

/** The token of the environment: `GITHUB_TOKEN`, else `GH_TOKEN`. Nothing else is looked at, no file and no keyring. */
export function tryGithubToken(environment: { readonly [name: string]: string | undefined }): string | undefined {
  for (const variable of VARIABLES) {
    const token = environment[variable]?.trim();
    if (token === undefined || token === "") {
      continue;
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw new GitHubError({
        code: "bad_token",
        what: `${variable} holds characters that no token has`,
        remedy: "Set it to the token alone, without quotes and line breaks.",
      });
    }
    return token;
  }
  return undefined;
}

/**
 * The same, where nothing can be done without one.
 *
 * @param purpose what it is for: `keep the comment`
 * @param permission what it must be allowed to do: `pull-requests: write`
 */
export function githubToken(
  environment: { readonly [name: string]: string | undefined },
  purpose: string,
  permission: string,
): string {
  const token = tryGithubToken(environment);
  if (token === undefined) {
    throw new GitHubError({
      code: "no_token",
      what: `there is no token to ${purpose} with`,
      remedy: `Set GITHUB_TOKEN to a token with ${permission}; in a workflow, env: GITHUB_TOKEN: \${{ github.token }} on the step, and the permission on the job.`,
    });
  }
  return token;
}
