/** A service account as declared, as the API has it, and as the state keeps it. */
import type { Service, ServiceRequest, ServiceRole } from "../../cloudsmith/index.js";
import type { ObjectValue, Value } from "../../terraform/index.js";
import type { Difference } from "../private/settle.js";
import { blocks, text, tryText } from "../private/values.js";

export interface Declared {
  readonly name: string;
  /** Empty: none. */
  readonly description: string;
  readonly role: ServiceRole;
  /** Role by team. */
  readonly teams: ReadonlyMap<string, ServiceRole>;
}

export function objectName(org: string, slug: string): string {
  return `service account ${org}/${slug}`;
}

export function declaredOf(value: ObjectValue): Declared {
  const teams = blocks(value, "team").map((team) => [text(team, "slug"), roleOf(tryText(team, "role"))] as const);
  return {
    name: text(value, "name"),
    description: tryText(value, "description") ?? "",
    role: roleOf(tryText(value, "role")),
    teams: new Map(teams),
  };
}

function roleOf(text: string | undefined): ServiceRole {
  return text === "Manager" ? "Manager" : "Member";
}

/** Roles are always sent: what the API takes where none is given is documented as one thing and seen as another. */
function teamList(teams: Declared["teams"]): { slug: string; role: ServiceRole }[] {
  return [...teams].map(([slug, role]) => ({ slug, role }));
}

export function requestOf({ name, description, role, teams }: Declared): ServiceRequest {
  return {
    name,
    role,
    ...(description === "" ? {} : { description }),
    ...(teams.size === 0 ? {} : { teams: teamList(teams) }),
  };
}

/** What a PATCH has to say; an empty description is one that has to be cleared. */
export function changedFields(prior: Declared, declared: Declared): Partial<ServiceRequest> {
  return {
    ...(prior.name === declared.name ? {} : { name: declared.name }),
    ...(prior.description === declared.description ? {} : { description: declared.description }),
    ...(prior.role === declared.role ? {} : { role: declared.role }),
    ...(sayTeams(prior.teams) === sayTeams(declared.teams) ? {} : { teams: teamList(declared.teams) }),
  };
}

export function differences(declared: Declared, found: Service): readonly Difference[] {
  const { description, teams } = declaredOfService(found);
  const compared = [
    { attribute: "name", want: declared.name, got: found.name, admitsMore: false },
    { attribute: "description", want: declared.description, got: description, admitsMore: false },
    { attribute: "role", want: declared.role, got: found.role, admitsMore: found.role === "Manager" },
    {
      attribute: "team",
      want: sayTeams(declared.teams),
      got: sayTeams(teams),
      admitsMore: [...teams].some(([slug, role]) => {
        const want = declared.teams.get(slug);
        return want === undefined || (role === "Manager" && want !== "Manager");
      }),
    },
  ];
  return compared
    .filter(({ want, got }) => want !== got)
    .map(({ attribute, want, got, admitsMore }) => ({
      attribute,
      declared: say(want),
      found: say(got),
      admitsMore,
    }));
}

function say(text: string): string {
  return text === "" ? "empty" : JSON.stringify(text);
}

function sayTeams(teams: Declared["teams"]): string {
  return [...teams]
    .map(([slug, role]) => `${slug} (${role})`)
    .sort()
    .join(", ");
}

/** All that can be written of an account, in one order: equal texts mean equal accounts. */
export function comparable({ name, description, role, teams }: Declared): readonly string[] {
  return [name, description, role, sayTeams(teams)];
}

export function declaredOfService({ name, description, role, teams }: Service): Declared {
  return {
    name,
    description: description ?? "",
    role: roleOf(role),
    teams: new Map((teams ?? []).map((team) => [team.slug, roleOf(team.role)] as const)),
  };
}

/** After a write: what was planned, and what only Cloudsmith knows. */
export function writtenState(planned: ObjectValue, slug: string, key: string): ObjectValue {
  return { ...planned, id: slug, slug, key };
}

/** After a read: what Cloudsmith has, beside what only the state knows. */
export function seenState(state: ObjectValue, service: Service): { readonly [name: string]: Value } {
  return {
    ...state,
    id: service.slug,
    slug: service.slug,
    name: service.name,
    description: service.description === "" ? null : (service.description ?? null),
    role: service.role,
    team: (service.teams ?? []).map(({ slug, role }) => ({ slug, role: roleOf(role) })),
    store_api_key: state.store_api_key ?? false,
  };
}
