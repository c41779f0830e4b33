import { DeclarationError, GitHubClaims, type WayIn } from "../constructs/index.js";
import type { Alternative, GitHubJobSource } from "./job-source.js";
import type { GitHubRepository } from "./repository.js";

/** Names of provider settings, by the ids of their alternatives. */
export interface SettingsNames {
  readonly [alternative: string]: string;
}

/**
 * The ways in of one repository's jobs, pinned to the ids of repository and owner.
 *
 * @throws DeclarationError with code `invalid_value` for the name of a way in that there is not
 */
export function waysIn(
  repository: GitHubRepository,
  from: readonly GitHubJobSource[],
  names: SettingsNames = {},
): WayIn[] {
  const alternatives = alternativesOf(from, names);
  return alternatives.map(({ id, claims, settingsName }) => ({
    id,
    claims: GitHubClaims.of({ repositoryId: repository.id, repositoryOwnerId: repository.ownerId, ...claims }),
    ...(settingsName === undefined ? {} : { settingsName }),
  }));
}

/**
 * The alternatives of several sources, with the names that their settings are given.
 *
 * @throws DeclarationError with code `invalid_value`, as {@link waysIn}
 */
export function alternativesOf(
  from: readonly GitHubJobSource[],
  names: SettingsNames = {},
): readonly (Alternative & { readonly settingsName: string | undefined })[] {
  const alternatives = from.flatMap((source) => source.alternatives);
  const ids = alternatives.map(({ id }) => id);
  const stray = Object.keys(names).find((name) => !ids.includes(name));
  if (stray !== undefined) {
    throw new DeclarationError(
      "invalid_value",
      undefined,
      `settingsNames names ${JSON.stringify(stray)}, and the ways in are ${ids.join(", ")}`,
    );
  }
  return alternatives.map((alternative) => ({
    ...alternative,
    settingsName: Object.hasOwn(names, alternative.id) ? names[alternative.id] : undefined,
  }));
}
