import { type AccessPath, compareLevels } from "../../access.js";
import type { DefaultPrivilege, Grant, Repository, TrustModel } from "../../model.js";
import { push } from "./setting-keys.js";

export type PathsByRepository = ReadonlyMap<string, readonly AccessPath[]>;

const NOTHING: PathsByRepository = new Map();

/** What accounts may do in one model, found by account: what `accessOf` says, for thousands of accounts. */
export class Levels {
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly byTeam: ReadonlyMap<string, readonly Grant[]>;
  readonly byUser: ReadonlyMap<string, readonly Grant[]>;
  /** Teams that a service account is in. */
  readonly teamsOfAccounts: ReadonlySet<string>;
  readonly #byAccount: ReadonlyMap<string, readonly Grant[]>;
  readonly #teams: ReadonlyMap<string, readonly string[]>;
  readonly #open: readonly Repository[];

  constructor(model: TrustModel) {
    this.repositories = new Map(model.repositories.map((each) => [each.slug, each]));
    this.#open = model.repositories.filter((each) => basePaths(each).length > 0);
    const [byAccount, byTeam, byUser] = [
      new Map<string, Grant[]>(),
      new Map<string, Grant[]>(),
      new Map<string, Grant[]>(),
    ];
    for (const grant of model.grants) {
      if (grant.service !== undefined) {
        push(byAccount, grant.service, grant);
      } else if (grant.team !== undefined) {
        push(byTeam, grant.team, grant);
      } else if (grant.user !== undefined) {
        push(byUser, grant.user, grant);
      }
    }
    this.#byAccount = byAccount;
    this.byTeam = byTeam;
    this.byUser = byUser;
    this.#teams = new Map(
      model.accounts.map(({ slug, teams }) => [slug, [...new Set(teams.map((team) => team.slug))]]),
    );
    this.teamsOfAccounts = new Set([...this.#teams.values()].flat());
  }

  /** Accounts that have something of their own. */
  get granted(): Iterable<string> {
    return this.#byAccount.keys();
  }

  /** What an account has by its own grants and its teams' alone. */
  own(account: string): PathsByRepository {
    const direct = this.#byAccount.get(account) ?? [];
    const teams = this.#teams.get(account) ?? [];
    if (direct.length === 0 && teams.length === 0) {
      return NOTHING;
    }
    const paths = new Map<string, AccessPath[]>();
    for (const { repository, privilege: level, origin } of direct) {
      push(paths, repository, { by: "grant", level, origin });
    }
    for (const team of teams) {
      for (const { repository, privilege: level, origin } of this.byTeam.get(team) ?? []) {
        push(paths, repository, { by: "team", level, team, origin });
      }
    }
    return paths;
  }

  /** Everything an account may do, greatest level of a repository first. */
  all(account: string): PathsByRepository {
    const paths = new Map<string, readonly AccessPath[]>(this.own(account));
    for (const repository of this.#open) {
      const { slug } = repository;
      paths.set(slug, [...(paths.get(slug) ?? []), ...basePaths(repository)]);
    }
    return paths;
  }

  /** What everyone has on a repository: by its default, and where anyone may read it. */
  base(repository: string): readonly AccessPath[] {
    const found = this.repositories.get(repository);
    return found === undefined ? [] : basePaths(found);
  }

  default(repository: string): DefaultPrivilege {
    return this.repositories.get(repository)?.default_privilege ?? "None";
  }

  isPublic(repository: string): boolean {
    const found = this.repositories.get(repository);
    return found !== undefined && found.repository_type_str !== "Private";
  }
}

function basePaths({ default_privilege: level, repository_type_str: type, origin }: Repository): readonly AccessPath[] {
  return [
    ...(level === "None" ? [] : [{ by: "default", level, origin } as const]),
    ...(type === "Private" ? [] : [{ by: "public", level: "Read", origin } as const]),
  ];
}

/** The greatest level of some paths. */
export function greatest(paths: readonly AccessPath[] = []): DefaultPrivilege {
  return paths.reduce<DefaultPrivilege>((most, { level }) => (compareLevels(level, most) > 0 ? level : most), "None");
}
