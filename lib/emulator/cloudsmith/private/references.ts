/** Slugs of accounts and teams stand in settings, grants and memberships: what a rename or a deletion does to them. */
import { memberKey, type ServiceRecord, type TargetKind } from "../../state.js";
import type { World } from "../../world.js";

/** Drops every explicit grant of one target. */
export function forgetGrants(world: World, kind: TargetKind, slug: string): void {
  for (const [repository, grants] of world.state.privileges) {
    if (grants.some((grant) => grant[kind] === slug)) {
      world.state.privileges.set(
        repository,
        grants.filter((grant) => grant[kind] !== slug),
      );
    }
  }
}

export function forgetService(world: World, slug: string): void {
  const { state, assumptions } = world;
  state.services.delete(slug);
  forgetGrants(world, "service", slug);
  for (const team of state.teams.values()) {
    team.members.delete(memberKey("Service", slug));
  }
  if (assumptions["deleted-service-in-settings"] === "dropped") {
    for (const settings of state.providerSettings.values()) {
      if (settings.service_accounts.includes(slug)) {
        settings.service_accounts = settings.service_accounts.filter((account) => account !== slug);
      }
      if (settings.dynamic_mappings.some(({ service_account }) => service_account === slug)) {
        settings.dynamic_mappings = settings.dynamic_mappings.filter(({ service_account }) => service_account !== slug);
      }
    }
  }
  if (assumptions["deleted-service-slug"] === "reserved") {
    state.reservedSlugs.add(slug);
  }
}

/** Measured on the real service: deleting a team drops it from memberships and from privileges. */
export function forgetTeam(world: World, slug: string): void {
  world.state.teams.delete(slug);
  forgetGrants(world, "team", slug);
}

export function renameTeam(world: World, from: string, to: string): void {
  const { teams, privileges } = world.state;
  const team = teams.get(from);
  if (!team) {
    return;
  }
  team.slug = to;
  teams.delete(from);
  teams.set(to, team);
  for (const grant of [...privileges.values()].flat().filter((candidate) => candidate.team === from)) {
    grant.team = to;
  }
}

export function renameService(world: World, service: ServiceRecord, to: string): void {
  const { state } = world;
  const from = service.slug;
  service.slug = to;
  state.services.delete(from);
  state.services.set(to, service);
  for (const settings of state.providerSettings.values()) {
    settings.service_accounts = settings.service_accounts.map((account) => (account === from ? to : account));
    settings.dynamic_mappings = settings.dynamic_mappings.map((mapping) =>
      mapping.service_account === from ? { ...mapping, service_account: to } : mapping,
    );
  }
  for (const grant of [...state.privileges.values()].flat().filter((candidate) => candidate.service === from)) {
    grant.service = to;
  }
  for (const team of state.teams.values()) {
    const membership = team.members.get(memberKey("Service", from));
    if (membership) {
      team.members.delete(memberKey("Service", from));
      team.members.set(memberKey("Service", to), { ...membership, user: to });
    }
  }
}
