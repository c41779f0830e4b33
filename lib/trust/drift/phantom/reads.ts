import type { GitHubSide } from "../../github.js";

/** A repository as GitHub answers for it. */
export interface ReadRepository {
  readonly id: number;
  /** `owner/name` as it is now: another than was asked for where it moved. */
  readonly full_name: string;
  readonly owner_id: number;
  readonly archived: boolean;
  readonly visibility?: "public" | "private" | "internal";
  readonly default_branch?: string;
}

/** What GitHub said of something; `gone` only where the token is shown to see all that the owner has. */
export type RepositoryRead =
  | { readonly state: "found"; readonly repository: ReadRepository }
  | { readonly state: "gone" }
  | { readonly state: "unknown"; readonly reason: string };

export type OwnerRead =
  | { readonly state: "found"; readonly id: number; readonly login: string }
  /** Nobody has the name. */
  | { readonly state: "free" }
  | { readonly state: "unknown"; readonly reason: string };

/** What was asked of GitHub, and what it said. Names in lower case. */
export interface GitHubReads {
  readonly repositories: ReadonlyMap<string, RepositoryRead>;
  readonly repositoriesById: ReadonlyMap<string, RepositoryRead>;
  readonly owners: ReadonlyMap<string, OwnerRead>;
  readonly ownersById: ReadonlyMap<string, OwnerRead>;
}

/** What GitHub said, as a part of the trust model. */
export function gitHubSideOf({ repositories, repositoriesById }: GitHubReads): GitHubSide {
  const found = new Map<number, ReadRepository>();
  for (const read of [...repositories.values(), ...repositoriesById.values()]) {
    if (read.state === "found") {
      found.set(read.repository.id, read.repository);
    }
  }
  const names = new Set([...found.values()].map(({ full_name }) => full_name.toLowerCase()));
  const others = [...repositories].filter(([name, { state }]) => state !== "found" && !names.has(name));
  return {
    repositories: [
      ...[...found.values()].map((each) => ({ ...each, exists: true as const })),
      ...others.map(([full_name, { state }]) => ({
        full_name,
        exists: state === "gone" ? (false as const) : ("unknown" as const),
      })),
    ],
  };
}
