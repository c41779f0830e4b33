import type { GitHubRepository } from "../github.js";

/** A repository on GitHub that an app speaks of: resources of the GitHub provider know its bare name alone. */
export type DeclaredRepository = Pick<GitHubRepository, "full_name" | "id" | "owner_id" | "visibility">;

/** Name of the list of them, beside the exceptions in a synthesized stack. */
export const REPOSITORIES_KEY = "repositories";
