import { GitHubClaims, type WayIn } from "../constructs/index.js";
import type { GitHubJobSource } from "./job-source.js";
import type { GitHubRepository } from "./repository.js";

/** The ways in of one repository's jobs, pinned to the ids of repository and owner. */
export function waysIn(repository: GitHubRepository, from: readonly GitHubJobSource[]): WayIn[] {
  return from
    .flatMap((source) => source.alternatives)
    .map(({ id, claims }) => ({
      id,
      claims: GitHubClaims.of({ repositoryId: repository.id, repositoryOwnerId: repository.ownerId, ...claims }),
    }));
}
