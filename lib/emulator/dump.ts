import type { TrustFileValue } from "../trust/index.js";
import { teamsOfService } from "./cloudsmith/private/memberships.js";
import { dumpGitHubRepository } from "./github/seed.js";
import type { EmulatorState } from "./state.js";

/** The state's trust as a trust file. Keys, packages and deleted repositories are not in it. */
export function dumpTrustFile(state: EmulatorState): TrustFileValue {
  return {
    organization: state.organization.slug,
    accounts: [...state.services.values()].map(({ slug, name, role, description }) => ({
      slug,
      name,
      role,
      ...(description === "" ? {} : { description }),
      teams: teamsOfService(state, slug).map((team) => ({ slug: team.slug, role: team.role })),
    })),
    settings: [...state.providerSettings.values()].map((settings) => structuredClone(settings)),
    repositories: [...state.repositories.values()]
      .filter(({ deleted_at }) => deleted_at === null)
      .map(({ slug, name, slug_perm, repository_type_str, default_privilege }) => ({
        slug,
        name,
        slug_perm,
        repository_type_str,
        default_privilege,
      })),
    privileges: [...state.privileges].flatMap(([repository, grants]) =>
      state.repositories.get(repository)?.deleted_at === null ? grants.map((grant) => ({ repository, ...grant })) : [],
    ),
    teams: [...state.teams.values()].map(({ slug, name }) => ({ slug, name })),
    ...(state.github.repositories.size === 0
      ? {}
      : {
          github: {
            repositories: [...state.github.repositories.values()].map((repository) =>
              dumpGitHubRepository(state.github, repository),
            ),
          },
        }),
  };
}
