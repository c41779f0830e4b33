import { EmulatorError } from "./errors.js";
import { seedGitHubRepository } from "./github/seed.js";
import { newApiKey } from "./private/keys.js";
import { randomSlugPerm } from "./private/random.js";
import { slugify } from "./private/slugs.js";
import {
  type EmulatorState,
  type GrantRecord,
  memberKey,
  newRepository,
  newService,
  type TeamRecord,
  type UserRecord,
} from "./state.js";
import type { TrustFile, TrustFilePrivilege } from "./trust-file.js";

const invalid = (pointer: string, text: string): EmulatorError =>
  new EmulatorError("invalid_seed", `Invalid seed at ${pointer}: ${text}.`);

/**
 * Puts what a trust file tells into the state, beside what is there; what has the same slug is replaced. Accounts get
 * keys that nobody knows. Users that only a grant names become plain members.
 *
 * @throws {EmulatorError} `invalid_seed` naming the place in the file: another organisation, a grant or a membership of
 * something that is not there. Settings may list accounts that do not exist: real ones do.
 */
export function seedState(state: EmulatorState, file: TrustFile, stamp: () => string): void {
  if (typeof file !== "object" || file === null || typeof file.organization !== "string") {
    throw invalid("/organization", "a trust file names its organisation");
  }
  if (file.organization !== state.organization.slug) {
    throw invalid(
      "/organization",
      `the file is about "${file.organization}", this emulator about "${state.organization.slug}"`,
    );
  }
  for (const { slug, name } of file.teams ?? []) {
    state.teams.set(slug, teamRecord(slug, name ?? slug));
  }
  seedAccounts(state, file, stamp);
  for (const { slug, ...given } of file.repositories ?? []) {
    const before = state.repositories.get(slug);
    state.repositories.set(
      slug,
      newRepository(
        {
          slug,
          name: given.name ?? slug,
          slug_perm: given.slug_perm ?? before?.slug_perm ?? randomSlugPerm(),
          repository_type_str: given.repository_type_str ?? "Private",
          default_privilege: given.default_privilege ?? "None",
        },
        stamp,
      ),
    );
    state.privileges.set(slug, state.privileges.get(slug) ?? []);
  }
  seedSettings(state, file);
  for (const [index, privilege] of (file.privileges ?? []).entries()) {
    seedPrivilege(state, privilege, `/privileges/${index}`, stamp);
  }
  for (const repository of file.github?.repositories ?? []) {
    seedGitHubRepository(state.github, repository, stamp());
  }
}

function seedAccounts(state: EmulatorState, file: TrustFile, stamp: () => string): void {
  for (const [index, account] of (file.accounts ?? []).entries()) {
    const { slug, teams = [], ...given } = account;
    const before = state.services.get(slug);
    state.services.set(
      slug,
      newService(
        {
          ...(before ?? {}),
          slug,
          name: given.name ?? slug,
          description: given.description ?? "",
          role: given.role ?? "Member",
        },
        stamp,
      ),
    );
    for (const [at, { slug: team, role }] of teams.entries()) {
      const record = state.teams.get(team);
      if (!record) {
        throw invalid(`/accounts/${index}/teams/${at}`, `there is no team "${team}"`);
      }
      record.members.set(memberKey("Service", slug), { user: slug, user_kind: "Service", role: role ?? "Member" });
    }
  }
}

function seedSettings(state: EmulatorState, file: TrustFile): void {
  for (const setting of file.settings ?? []) {
    const before = [...state.providerSettings.values()].find(({ name }) => name === setting.name);
    const slug_perm = setting.slug_perm ?? before?.slug_perm ?? randomSlugPerm();
    if (before && before.slug_perm !== slug_perm) {
      state.providerSettings.delete(before.slug_perm);
    }
    state.providerSettings.set(slug_perm, {
      name: setting.name,
      slug: setting.slug ?? slugify(setting.name),
      slug_perm,
      enabled: setting.enabled ?? true,
      provider_url: setting.provider_url,
      claims: structuredClone(setting.claims),
      service_accounts: [...(setting.service_accounts ?? [])],
      mapping_claim: setting.mapping_claim ?? null,
      dynamic_mappings: (setting.dynamic_mappings ?? []).map((mapping) => ({ ...mapping })),
    });
  }
}

function seedPrivilege(
  state: EmulatorState,
  { repository, privilege, service, team, user }: TrustFilePrivilege,
  pointer: string,
  stamp: () => string,
): void {
  const grants = state.privileges.get(repository);
  if (!grants || !state.repositories.has(repository)) {
    throw invalid(pointer, `there is no repository "${repository}"`);
  }
  if (service !== undefined && !state.services.has(service)) {
    throw invalid(pointer, `there is no account "${service}"`);
  }
  if (team !== undefined && !state.teams.has(team)) {
    throw invalid(pointer, `there is no team "${team}"`);
  }
  if (user !== undefined && !state.users.has(user)) {
    state.users.set(user, userRecord(state, user, stamp));
  }
  const grant = grantOf(privilege, { service, team, user });
  if (!grant) {
    throw invalid(pointer, "give exactly one of service, team and user");
  }
  const same = grants.findIndex(
    (other) => other.service === grant.service && other.team === grant.team && other.user === grant.user,
  );
  grants.splice(same < 0 ? grants.length : same, same < 0 ? 0 : 1, grant);
}

function grantOf(
  privilege: GrantRecord["privilege"],
  { service, team, user }: { service?: string | undefined; team?: string | undefined; user?: string | undefined },
): GrantRecord | undefined {
  const given = [service, team, user].filter((slug) => slug !== undefined);
  if (given.length !== 1) {
    return undefined;
  }
  return service !== undefined
    ? { privilege, service }
    : team !== undefined
      ? { privilege, team }
      : user !== undefined
        ? { privilege, user }
        : undefined;
}

const teamRecord = (slug: string, name: string): TeamRecord => ({
  slug,
  name,
  slug_perm: randomSlugPerm(),
  description: "",
  visibility: "Visible",
  members: new Map(),
});

/** A plain human member of the organisation. */
export const userRecord = (
  state: EmulatorState,
  slug: string,
  stamp: () => string,
  role: UserRecord["role"] = "Member",
): UserRecord => ({
  slug,
  slug_perm: randomSlugPerm(),
  name: slug,
  email: `${slug}@${state.organization.slug}.example`,
  role,
  key: newApiKey(),
  is_active: true,
  has_two_factor: false,
  visibility: "Public",
  joined_at: stamp(),
});
