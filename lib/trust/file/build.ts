/** From the value of a trust file, valid by its schema, to the model; and what a schema cannot say. */
import type { Claims, DynamicMapping } from "../../oidc/index.js";
import type { TrustProblem } from "../errors.js";
import type { GitHubSide } from "../github.js";
import type {
  Account,
  DefaultPrivilege,
  Grant,
  Origin,
  Privilege,
  Repository,
  Role,
  Setting,
  Team,
  TrustList,
  TrustModel,
  Unknown,
} from "../model.js";
import type { Json } from "../private/json.js";
import { findProblems } from "./checks.js";
import type { DeclaredPart, DeclaredTrust } from "./declared.js";
import type { Snapshot, SnapshotPart } from "./snapshot.js";

/** The value of a trust file, as its schema has it. Fields that are dropped are not in it. */
export interface TrustFileValue {
  readonly organization: string;
  readonly accounts?: readonly {
    readonly slug: string;
    readonly name?: string;
    readonly role?: Role;
    readonly teams?: readonly { readonly slug: string; readonly role?: Role }[];
    readonly description?: string | null;
    readonly key_stored?: boolean;
    readonly at?: string;
  }[];
  readonly settings?: readonly {
    readonly name: string;
    readonly slug?: string;
    readonly slug_perm?: string;
    readonly enabled: boolean;
    readonly provider_url: string;
    readonly claims: Claims;
    readonly service_accounts?: readonly string[];
    readonly mapping_claim?: string | null;
    readonly dynamic_mappings?: readonly DynamicMapping[];
    readonly at?: string;
  }[];
  readonly repositories?: readonly {
    readonly slug: string;
    readonly name?: string;
    readonly slug_perm?: string;
    readonly repository_type_str?: Repository["repository_type_str"];
    readonly default_privilege?: DefaultPrivilege;
    readonly at?: string;
  }[];
  readonly privileges?: readonly {
    readonly repository: string;
    readonly privilege: Privilege;
    readonly service?: string | null;
    readonly team?: string | null;
    readonly user?: string | null;
    readonly at?: string;
  }[];
  readonly teams?: readonly { readonly slug: string; readonly name?: string; readonly at?: string }[];
  readonly github?: GitHubSide;
  /** Where the file is what an app declares; then each element has `at`. */
  readonly declared?: DeclaredPart;
  /** Where the file is what a live organization was found to be. */
  readonly snapshot?: SnapshotPart;
}

/** What a trust file reads as. */
export interface BuiltFile {
  readonly model: TrustModel;
  readonly declared?: DeclaredTrust;
  readonly snapshot?: Snapshot;
}

const LISTS: readonly TrustList[] = ["accounts", "settings", "repositories", "privileges", "teams"];

export function buildModel(value: Json, where: string): BuiltFile | { readonly problems: readonly TrustProblem[] } {
  const file = value as unknown as TrustFileValue;
  const problems = findProblems(file);
  if (problems.length > 0) {
    return { problems };
  }
  const source = file.declared === undefined ? "trust-file" : "synthesized";
  const origin = (at: string): Origin => ({ source, where, at });
  const originsOf = (list: TrustList) => (item: { readonly at?: string }, index: number) =>
    origin(item.at ?? `/${list}/${index}`);
  const each = <L extends TrustList, T>(list: L, read: (item: ListItem<L>, origin: Origin) => T): readonly T[] =>
    ((file[list] ?? []) as readonly ListItem<L>[]).map((item, index) => read(item, originsOf(list)(item, index)));
  return {
    model: {
      organization: file.organization,
      scope: file.declared === undefined ? "organization" : "declared",
      accounts: each("accounts", readAccount),
      settings: each("settings", readSetting),
      repositories: each("repositories", readRepository),
      grants: each("privileges", readGrant),
      teams: each("teams", readTeam),
      ...(file.github === undefined ? {} : { github: file.github }),
      unknowns: [
        ...LISTS.filter((list) => !Object.hasOwn(file, list)).map(
          (about): Unknown => ({ about, reason: `the file has no list "${about}"`, origin: origin("") }),
        ),
        ...[...(file.declared?.unknowns ?? []), ...(file.snapshot?.unknowns ?? [])].map(
          ({ at, ...unknown }): Unknown => ({ ...unknown, origin: origin(at) }),
        ),
      ],
    },
    ...(file.declared === undefined ? {} : { declared: readDeclared(file.declared) }),
    ...(file.snapshot === undefined ? {} : { snapshot: readSnapshot(file.snapshot) }),
  };
}

function readDeclared({ stacks, surroundings }: DeclaredPart): DeclaredTrust {
  return {
    stacks: new Map(Object.entries(stacks)),
    ...(surroundings === undefined ? {} : { surroundings }),
  };
}

function readSnapshot({ taken_at, by }: SnapshotPart): Snapshot {
  return { taken_at, by };
}

type ListItem<L extends TrustList> = NonNullable<TrustFileValue[L]>[number];

function readAccount(account: ListItem<"accounts">, origin: Origin): Account {
  const { slug, name, role, teams, description, key_stored } = account;
  return {
    slug,
    name: name ?? slug,
    role: role ?? "Member",
    teams: (teams ?? []).map((team) => ({ slug: team.slug, role: team.role ?? "Member" })),
    // the API reads an absent description as an empty one
    ...(description === undefined || description === null || description === "" ? {} : { description }),
    ...(key_stored === undefined ? {} : { key_stored }),
    origin,
  };
}

function readSetting(setting: ListItem<"settings">, origin: Origin): Setting {
  return {
    name: setting.name,
    ...(setting.slug === undefined ? {} : { slug: setting.slug }),
    ...(setting.slug_perm === undefined ? {} : { slug_perm: setting.slug_perm }),
    enabled: setting.enabled,
    provider_url: setting.provider_url,
    claims: setting.claims,
    service_accounts: setting.service_accounts ?? [],
    mapping_claim: setting.mapping_claim ?? null,
    dynamic_mappings: (setting.dynamic_mappings ?? []).map(({ claim_value, service_account }) => ({
      claim_value,
      service_account,
    })),
    origin,
  };
}

function readRepository(repository: ListItem<"repositories">, origin: Origin): Repository {
  return {
    slug: repository.slug,
    ...(repository.name === undefined ? {} : { name: repository.name }),
    ...(repository.slug_perm === undefined ? {} : { slug_perm: repository.slug_perm }),
    repository_type_str: repository.repository_type_str ?? "Private",
    default_privilege: repository.default_privilege ?? "None",
    origin,
  };
}

function readGrant(grant: ListItem<"privileges">, origin: Origin): Grant {
  const { repository, privilege, service, team, user } = grant;
  return {
    repository,
    privilege,
    ...(typeof service === "string" ? { service } : {}),
    ...(typeof team === "string" ? { team } : {}),
    ...(typeof user === "string" ? { user } : {}),
    origin,
  };
}

function readTeam({ slug, name }: ListItem<"teams">, origin: Origin): Team {
  return { slug, ...(name === undefined ? {} : { name }), origin };
}
