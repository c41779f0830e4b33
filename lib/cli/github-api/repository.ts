import { usageError } from "../errors.js";
import type { GitHubClient } from "./client.js";
import { GitHubError } from "./errors.js";

const NAME = /^[A-Za-z0-9][\w.-]*\/[\w.-]+$/;

/**
 * The repository that a command of a workflow is about: `GITHUB_REPOSITORY`, which runners set.
 *
 * @param purpose the option that needs it: `--comment`
 * @throws CliError `usage`
 */
export function githubRepository(
  environment: { readonly [name: string]: string | undefined },
  purpose: string,
): string {
  const name = environment.GITHUB_REPOSITORY?.trim() ?? "";
  if (!NAME.test(name) || name.split("/").some((part) => part === "." || part === "..")) {
    throw usageError(
      name === "" ? `${purpose}: the repository is not known` : `${purpose}: GITHUB_REPOSITORY is no OWNER/NAME`,
      "set GITHUB_REPOSITORY to OWNER/NAME; a runner of GitHub sets it by itself",
    );
  }
  return name;
}

/**
 * Refuses to write where anyone can read it: a report tells who may publish what, and where trust is open.
 *
 * @param what would be written: `the comment`
 * @throws GitHubError `public`
 */
export async function refusePublic(client: GitHubClient, repository: string, what: string): Promise<void> {
  const found = (await client.get(`/repos/${repository}`, { permission: "metadata: read" })) as {
    private?: unknown;
  } | null;
  // what does not say that it is private may be public
  if (found?.private !== true) {
    throw new GitHubError({
      code: "public",
      what: `${repository} is public, and ${what} would tell everyone who may publish what`,
      remedy: "Give --public if that is meant.",
    });
  }
}
