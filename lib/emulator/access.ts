/** Who may call what: the guards of the route table, and a caller's level on a repository. */
import type { Call, Guard } from "./http/call.js";
import { forbidden, notFound, unauthenticated } from "./http/reply.js";
import type { Identity } from "./identity.js";
import { memberKey, type RepositoryRecord } from "./state.js";
import type { World } from "./world.js";

const LEVELS = ["None", "Read", "Write", "Admin"] as const;
export type Level = (typeof LEVELS)[number];

const atLeast = (have: Level, need: Level): boolean => LEVELS.indexOf(have) >= LEVELS.indexOf(need);

/** The greatest of the direct grant, the grants of the caller's teams and the repository's default. Owners have all. */
export function levelOn(world: World, identity: Identity, repository: RepositoryRecord): Level {
  const open: Level = repository.repository_type_str === "Private" ? "None" : "Read";
  if (identity.kind === "anonymous") {
    return open;
  }
  if (identity.kind === "user" && identity.user.role === "Owner") {
    return "Admin";
  }
  const key = memberKey(identity.kind === "user" ? "User" : "Service", identity.slug);
  const granted = (world.state.privileges.get(repository.slug) ?? [])
    .filter((grant) =>
      grant.team === undefined
        ? grant[identity.kind] === identity.slug
        : world.state.teams.get(grant.team)?.members.has(key) === true,
    )
    .map(({ privilege }): Level => privilege);
  const byDefault =
    identity.kind === "user"
      ? identity.user.role !== "Collaborator"
      : world.assumptions["default-privilege-covers-services"] === "yes";
  return [open, byDefault ? repository.default_privilege : "None", ...granted].reduce<Level>(
    (best, level) => (atLeast(level, best) ? level : best),
    "None",
  );
}

/** Owners and Managers, users and service accounts alike. */
export function isManager(identity: Identity): boolean {
  return identity.kind === "user"
    ? identity.user.role === "Owner" || identity.user.role === "Manager"
    : identity.kind === "service" && identity.service.role === "Manager";
}

/** The organization's slug or slug_perm; service account routes take the slug only. */
function organizationIs(call: Call, name: string): boolean {
  const { slug, slug_perm } = call.world.state.organization;
  return name === slug || name === slug_perm;
}

export const anyone: Guard = () => {};

/** Any caller with a credential. */
export const signedIn: Guard = (call) => {
  if (call.identity.kind === "anonymous") {
    throw unauthenticated();
  }
};

/** Any member of the organization in the path, service accounts included. */
export const member: Guard = (call) => {
  signedIn(call);
  if (!organizationIs(call, call.param("org"))) {
    throw notFound();
  }
};

/** Owners and Managers of the organization. */
export const manager: Guard = (call) => {
  member(call);
  if (!isManager(call.identity)) {
    throw forbidden();
  }
};

/** As {@link manager}, where the organization must be given by its slug. */
export const managerBySlug: Guard = (call) => {
  signedIn(call);
  if (call.param("org") !== call.world.state.organization.slug) {
    throw notFound();
  }
  manager(call);
};

/** As {@link manager}, on routes that call the organization `owner`. */
export const ownerManager: Guard = (call) => {
  signedIn(call);
  if (!organizationIs(call, call.param("owner"))) {
    throw notFound();
  }
  if (!isManager(call.identity)) {
    throw forbidden();
  }
};

/** Any caller that may know of the organization called `owner`; what it sees there is up to the handler. */
export const ownerKnown: Guard = (call) => {
  if (!organizationIs(call, call.param("owner"))) {
    throw notFound();
  }
};

/** The live repository in the path, by slug or slug_perm, as it truly is. */
export function repositoryOf(call: Call, parameter: "identifier" | "repo" = "identifier"): RepositoryRecord {
  const name = call.param(parameter);
  const { repositories } = call.world.state;
  const found = repositories.get(name) ?? [...repositories.values()].find(({ slug_perm }) => slug_perm === name);
  if (!organizationIs(call, call.param("owner")) || !found || found.deleted_at !== null) {
    throw notFound();
  }
  return found;
}

/** A level on the repository in the path. Without any access the repository is not there: 404, not 403. */
const level =
  (need: Level, parameter: "identifier" | "repo"): Guard =>
  (call) => {
    const repository = repositoryOf(call, parameter);
    const have = levelOn(call.world, call.identity, repository);
    if (atLeast(have, need)) {
      return;
    }
    if (call.identity.kind === "anonymous") {
      throw unauthenticated();
    }
    throw have === "None" ? notFound() : forbidden();
  };

export const repositoryAdmin: Guard = level("Admin", "identifier");
export const packageReader: Guard = level("Read", "repo");
export const packageWriter: Guard = level("Write", "repo");
