import type { DefaultPrivilege, Grant, Origin, Privilege, TrustModel, Unknown } from "./model.js";

/** One way by which an account has a level on a repository. */
export interface AccessPath {
  /** A grant to the account itself, a grant to a team of it, the repository's default, or that anyone may read. */
  readonly by: "grant" | "team" | "default" | "public";
  readonly level: Privilege;
  /** The team, for `team`. */
  readonly team?: string;
  readonly origin: Origin;
}

/** What an account may do on a repository, and why. */
export interface RepositoryAccess {
  readonly repository: string;
  /** The greatest of its paths. */
  readonly level: Privilege;
  /** Greatest level first. */
  readonly paths: readonly AccessPath[];
}

const ORDER: readonly DefaultPrivilege[] = ["None", "Read", "Write", "Admin"];

/** Positive when the first level gives more, negative when it gives less. */
export function compareLevels(a: DefaultPrivilege, b: DefaultPrivilege): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/**
 * What an account may do: the greatest of its own grants, those of its teams, and the repository's default, on every
 * repository where that is something.
 *
 * The default is taken to count for service accounts too (`default-privilege-for-services`). What a role gives beside
 * (a Manager can hand itself any grant) is not in here, nor is the workspace's own default.
 */
export function accessOf(model: TrustModel, account: string): readonly RepositoryAccess[] {
  return new AccessIndex(model).accessOf(account);
}

/** {@link accessOf} for many accounts of one model. */
export class AccessIndex {
  readonly #byService = new Map<string, Grant[]>();
  readonly #byTeam = new Map<string, Grant[]>();
  readonly #teams: ReadonlyMap<string, readonly string[]>;
  /** What everybody has, whoever they are. */
  readonly #open: readonly (readonly [repository: string, path: AccessPath])[];
  readonly #greatestOpen: DefaultPrivilege;

  constructor({ accounts, grants, repositories }: TrustModel) {
    this.#teams = new Map(accounts.map(({ slug, teams }) => [slug, teams.map((team) => team.slug)]));
    for (const grant of grants) {
      if (grant.service !== undefined) {
        append(this.#byService, grant.service, grant);
      } else if (grant.team !== undefined) {
        append(this.#byTeam, grant.team, grant);
      }
    }
    this.#open = repositories.flatMap(({ slug, default_privilege: level, repository_type_str: type, origin }) => [
      ...(level === "None" ? [] : [[slug, { by: "default", level, origin }] as const]),
      ...(type === "Private" ? [] : [[slug, { by: "public", level: "Read", origin }] as const]),
    ]);
    this.#greatestOpen = greaterOf(
      "None",
      this.#open.map(([, { level }]) => ({ privilege: level })),
    );
  }

  /** The greatest level that an account has anywhere. */
  greatest(account: string): DefaultPrivilege {
    let most = greaterOf(this.#greatestOpen, this.#byService.get(account));
    for (const team of this.#teams.get(account) ?? []) {
      most = greaterOf(most, this.#byTeam.get(team));
    }
    return most;
  }

  accessOf(account: string): readonly RepositoryAccess[] {
    const paths = new Map<string, AccessPath[]>();
    for (const { repository, privilege: level, origin } of this.#byService.get(account) ?? []) {
      append(paths, repository, { by: "grant", level, origin });
    }
    for (const team of new Set(this.#teams.get(account))) {
      for (const { repository, privilege: level, origin } of this.#byTeam.get(team) ?? []) {
        append(paths, repository, { by: "team", level, team, origin });
      }
    }
    for (const [repository, path] of this.#open) {
      append(paths, repository, path);
    }
    return [...paths]
      .map(([repository, unordered]) => {
        const ordered = unordered.toSorted((a, b) => compareLevels(b.level, a.level));
        return { repository, level: ordered[0]?.level ?? "Read", paths: ordered };
      })
      .sort((a, b) => (a.repository < b.repository ? -1 : 1));
  }
}

function greaterOf(
  level: DefaultPrivilege,
  grants: readonly { readonly privilege: Privilege }[] | undefined,
): DefaultPrivilege {
  let most = level;
  for (const { privilege } of grants ?? []) {
    if (compareLevels(privilege, most) > 0) {
      most = privilege;
    }
  }
  return most;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

/** What is not known and could give an account more, or less, than {@link accessOf} says. */
export function unknownAccess(model: TrustModel, account: string): readonly Unknown[] {
  return model.unknowns.filter((unknown) => mayChange(unknown, account));
}

function mayChange({ about, name, field }: Unknown, account: string): boolean {
  switch (about) {
    case "privileges":
    case "repositories":
    case "teams":
      return field?.[0] !== "name";
    case "accounts":
      return name === undefined || (name === account && field?.[0] !== "name" && field?.[0] !== "description");
    default:
      return false;
  }
}

/** Whether all is known of what accounts may do: {@link unknownAccess} for many accounts of one model. */
export function accessKnown(model: TrustModel): (account: string) => boolean {
  // no account has the empty text for its slug
  const forAll = model.unknowns.some((unknown) => mayChange(unknown, ""));
  const named = new Set(model.unknowns.flatMap((each) => (mayChange(each, each.name ?? "") ? [each.name] : [])));
  return (account) => !forAll && !named.has(account);
}
