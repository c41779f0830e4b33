import {
  type Account,
  type Grant,
  type Origin,
  type Repository,
  readTrustValue,
  type Setting,
  type TrustFileValue,
  type TrustModel,
} from "../trust/index.js";
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

const invalid = (origin: Origin, text: string): EmulatorError =>
  new EmulatorError("invalid_seed", `Invalid seed at ${origin.at}: ${text}.`);

/**
 * Puts what a trust file tells into the state, beside what is there; what has the same slug or name is replaced.
 * Accounts get keys that nobody knows. Users that only a grant names become plain members.
 *
 * @throws {TrustError} `invalid_trust_file` for what is no trust file
 * @throws {EmulatorError} `invalid_seed` naming the place in the file: another organization, a grant or a membership of
 * something that is not there. Settings may list accounts that do not exist: real ones do.
 */
export function seedState(state: EmulatorState, file: TrustFileValue, stamp: () => string): void {
  const model = readTrustValue(file, "the seed");
  if (model.organization !== state.organization.slug) {
    throw new EmulatorError(
      "invalid_seed",
      `Invalid seed at /organization: it is about "${model.organization}", this emulator about "${state.organization.slug}".`,
    );
  }
  if (model.scope === "declared") {
    throw new EmulatorError("invalid_seed", "Invalid seed at /declared: an organization is not what an app declares.");
  }
  checkReferences(state, model);
  for (const { slug, name } of model.teams) {
    state.teams.set(slug, teamRecord(slug, name ?? slug));
  }
  for (const account of model.accounts) {
    seedAccount(state, account, stamp);
  }
  for (const { origin: _, ...repository } of model.repositories) {
    seedRepository(state, repository, stamp);
  }
  const known = new Map([...state.providerSettings.values()].map(({ name, slug_perm }) => [name, slug_perm]));
  for (const { origin: _, ...setting } of model.settings) {
    seedSetting(state, setting, known.get(setting.name));
  }
  for (const grant of model.grants) {
    seedGrant(state, grant, stamp);
  }
  for (const repository of model.github?.repositories ?? []) {
    seedGitHubRepository(state.github, repository, stamp());
  }
}

/** Everything is checked before anything is put in, so that a seed is there whole or not at all. */
function checkReferences(state: EmulatorState, model: TrustModel): void {
  const known = (there: ReadonlyMap<string, unknown>, added: readonly { readonly slug: string }[]) => {
    const slugs = new Set([...there.keys(), ...added.map(({ slug }) => slug)]);
    return (what: string, slug: string | undefined, origin: Origin): void => {
      if (slug !== undefined && !slugs.has(slug)) {
        throw invalid(origin, `there is no ${what} "${slug}"`);
      }
    };
  };
  const team = known(state.teams, model.teams);
  const account = known(state.services, model.accounts);
  const repository = known(state.repositories, model.repositories);
  for (const { teams, origin } of model.accounts) {
    for (const { slug } of teams) {
      team("team", slug, origin);
    }
  }
  for (const grant of model.grants) {
    repository("repository", grant.repository, grant.origin);
    account("account", grant.service, grant.origin);
    team("team", grant.team, grant.origin);
  }
}

function seedAccount(state: EmulatorState, account: Account, stamp: () => string): void {
  const { slug, name, role, teams, description = "" } = account;
  const before = state.services.get(slug);
  state.services.set(slug, newService({ ...before, slug, name, role, description }, stamp));
  for (const { slug: team, role: teamRole } of teams) {
    const member = { user: slug, user_kind: "Service", role: teamRole } as const;
    state.teams.get(team)?.members.set(memberKey("Service", slug), member);
  }
}

function seedRepository(state: EmulatorState, given: Omit<Repository, "origin">, stamp: () => string): void {
  const { slug } = given;
  const slug_perm = given.slug_perm ?? state.repositories.get(slug)?.slug_perm ?? randomSlugPerm();
  state.repositories.set(slug, newRepository({ ...given, name: given.name ?? slug, slug_perm }, stamp));
  state.privileges.set(slug, state.privileges.get(slug) ?? []);
}

/** `before`: slug_perm of the settings that have this name already. */
function seedSetting(state: EmulatorState, setting: Omit<Setting, "origin">, before: string | undefined): void {
  const slug_perm = setting.slug_perm ?? before ?? randomSlugPerm();
  if (before !== undefined) {
    state.providerSettings.delete(before);
  }
  state.providerSettings.set(slug_perm, {
    ...setting,
    slug: setting.slug ?? slugify(setting.name),
    slug_perm,
    claims: structuredClone(setting.claims),
    service_accounts: [...setting.service_accounts],
    dynamic_mappings: setting.dynamic_mappings.map((mapping) => ({ ...mapping })),
  });
}

function seedGrant(state: EmulatorState, grant: Grant, stamp: () => string): void {
  const { repository, privilege, service, team, user } = grant;
  const grants = state.privileges.get(repository) ?? [];
  if (user !== undefined && !state.users.has(user)) {
    state.users.set(user, userRecord(state, user, stamp));
  }
  const others = grants.filter((other) => other.service !== service || other.team !== team || other.user !== user);
  const added: GrantRecord[] =
    service !== undefined
      ? [{ privilege, service }]
      : team !== undefined
        ? [{ privilege, team }]
        : user !== undefined
          ? [{ privilege, user }]
          : [];
  state.privileges.set(repository, [...others, ...added]);
}

const teamRecord = (slug: string, name: string): TeamRecord => ({
  slug,
  name,
  slug_perm: randomSlugPerm(),
  description: "",
  visibility: "Visible",
  members: new Map(),
});

/** A plain human member of the organization. */
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
