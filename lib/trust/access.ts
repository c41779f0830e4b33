import type { DefaultPrivilege, Origin, Privilege, TrustModel, Unknown } from "./model.js";

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
  const teams = new Set(model.accounts.find(({ slug }) => slug === account)?.teams.map(({ slug }) => slug));
  const paths = new Map<string, AccessPath[]>();
  const add = (repository: string, path: AccessPath): void => {
    const list = paths.get(repository);
    if (list === undefined) {
      paths.set(repository, [path]);
    } else {
      list.push(path);
    }
  };
  for (const { repository, privilege: level, service, team, origin } of model.grants) {
    if (service === account) {
      add(repository, { by: "grant", level, origin });
    } else if (team !== undefined && teams.has(team)) {
      add(repository, { by: "team", level, team, origin });
    }
  }
  for (const { slug, default_privilege: level, repository_type_str: type, origin } of model.repositories) {
    if (level !== "None") {
      add(slug, { by: "default", level, origin });
    }
    if (type !== "Private") {
      add(slug, { by: "public", level: "Read", origin });
    }
  }
  return [...paths]
    .map(([repository, unordered]) => {
      const ordered = unordered.toSorted((a, b) => compareLevels(b.level, a.level));
      return { repository, level: ordered[0]?.level ?? "Read", paths: ordered };
    })
    .toSorted((a, b) => (a.repository < b.repository ? -1 : 1));
}

/** What is not known and could give an account more, or less, than {@link accessOf} says. */
export function unknownAccess(model: TrustModel, account: string): readonly Unknown[] {
  return model.unknowns.filter(({ about, name, field }) => {
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
  });
}
