import type { Role } from "../../../trust/index.js";
import { type EmulatorState, memberKey } from "../../state.js";
import type { World } from "../../world.js";

export interface TeamChoice {
  readonly slug: string;
  readonly role: Role;
  readonly name?: string;
}

/** The teams of a service account as its own body lists them. */
export function teamsOfService(state: EmulatorState, service: string): TeamChoice[] {
  const key = memberKey("Service", service);
  return [...state.teams.values()].flatMap(({ slug, name, members }) => {
    const role = members.get(key)?.role;
    return role === undefined ? [] : [{ slug, name, role }];
  });
}

/** Puts a service account into teams; `replace` takes it out of all others. */
export function setTeams(world: World, service: string, teams: readonly TeamChoice[], mode: "replace" | "merge"): void {
  const key = memberKey("Service", service);
  if (mode === "replace") {
    for (const team of world.state.teams.values()) {
      team.members.delete(key);
    }
  }
  for (const { slug, role } of teams) {
    world.state.teams.get(slug)?.members.set(key, { user: service, user_kind: "Service", role });
  }
}
