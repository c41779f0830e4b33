import { failure } from "../errors.js";
import { githubClient } from "../github-api/index.js";
import type { Draft, Project } from "./project.js";

/**
 * The project with the ids of its repository, asked of GitHub where they were not given.
 *
 * @throws CliError where GitHub does not show the repository, GitHubError where it cannot be asked
 */
export async function withIds(draft: Draft): Promise<Project> {
  const { repositoryId, ownerId } = draft;
  if (repositoryId !== undefined && ownerId !== undefined) {
    return { ...draft, repositoryId, ownerId };
  }
  const found = await lookUp(draft.repository);
  return { ...draft, repositoryId: repositoryId ?? found.repositoryId, ownerId: ownerId ?? found.ownerId };
}

async function lookUp(repository: string): Promise<{ readonly repositoryId: string; readonly ownerId: string }> {
  const client = githubClient();
  try {
    const answer = (await client.tryGet(`/repos/${repository}`, { permission: "metadata: read" })) as
      | { readonly id?: unknown; readonly owner?: { readonly id?: unknown } }
      | undefined;
    const [id, ownerId] = [answer?.id, answer?.owner?.id];
    if (!Number.isSafeInteger(id) || !Number.isSafeInteger(ownerId)) {
      throw failure(
        `GitHub shows no repository ${repository} to ${process.env.GITHUB_TOKEN ? "this token" : "the public"}`,
        `set GITHUB_TOKEN, or give what gh api repos/${repository} --jq '.id, .owner.id' prints as --repository-id and --owner-id`,
      );
    }
    return { repositoryId: String(id), ownerId: String(ownerId) };
  } finally {
    client.close();
  }
}
