import { compareLevels } from "../access.js";
import type { Grant, Repository, TrustModel, Unknown, User } from "../model.js";
import { findRepository } from "../repositories.js";
import type { ReviewSubject } from "../review/index.js";
import { greatest, greatestFirst } from "./paths.js";
import type { Holder, ReachPath, RepositoryReach } from "./result.js";
import { notLookedAt } from "./scope.js";
import { WaysIn } from "./ways-in.js";

/**
 * Who can read, write and administer a repository: accounts with the settings that hand them out, teams, people as far
 * as they were read, and everyone by its default and its visibility. A Manager can give itself any privilege.
 *
 * @param asked slug, slug_perm, name or resource address
 * @throws TrustError `unknown_repository`, `ambiguous_repository`
 */
export function reachOfRepository(model: TrustModel, asked: string): RepositoryReach {
  const repository = findRepository(model, asked);
  const described = model.repositories.find(({ slug }) => slug === repository);
  const grants = model.grants.filter((grant) => grant.repository === repository);
  const waysIn = new WaysIn(model);
  const holders = [
    ...accounts(model, grants, waysIn),
    ...teams(grants),
    ...users(model, grants),
    ...(described === undefined ? [] : everyone(described)),
  ];
  return {
    question: "repository",
    repository,
    isDescribed: described !== undefined,
    holders: holders.toSorted((a, b) => compareLevels(b.level, a.level)),
    undecided: [
      ...model.unknowns.filter((unknown) => mayChange(unknown, repository, described !== undefined)),
      ...waysIn.unknowns,
    ],
    notLookedAt: notLookedAt(model),
    scope: model.scope,
  };
}

function accounts(model: TrustModel, grants: readonly Grant[], waysIn: WaysIn): readonly Holder[] {
  const known = new Map(model.accounts.map((account) => [account.slug, account]));
  const byService = grouped(grants, ({ service }) => service);
  const byTeam = grouped(grants, ({ team }) => team);
  const slugs = new Set([...known.keys(), ...byService.keys()]);
  return [...slugs].flatMap((slug): readonly Holder[] => {
    const account = known.get(slug);
    const paths: ReachPath[] = [
      ...(byService.get(slug) ?? []).map(grantPath),
      ...teamPaths(account?.teams ?? [], byTeam),
      ...(account?.role === "Manager" ? [{ by: "role", level: "Admin", origin: account.origin } as const] : []),
    ];
    return holder({ kind: "account", account: slug }, paths, {
      waysIn: waysIn.of(slug),
      ...(account === undefined ? {} : { role: account.role }),
    });
  });
}

function teams(grants: readonly Grant[]): readonly Holder[] {
  return [...grouped(grants, ({ team }) => team)].flatMap(([team, own]) =>
    holder({ kind: "team", team }, own.map(grantPath)),
  );
}

function users(model: TrustModel, grants: readonly Grant[]): readonly Holder[] {
  const known = new Map((model.users ?? []).map((user) => [user.slug, user]));
  const byUser = grouped(grants, ({ user }) => user);
  const byTeam = grouped(grants, ({ team }) => team);
  const slugs = new Set([...known.keys(), ...byUser.keys()]);
  return [...slugs].flatMap((slug): readonly Holder[] => {
    const user = known.get(slug);
    const paths: ReachPath[] = [
      ...(byUser.get(slug) ?? []).map(grantPath),
      ...teamPaths(user?.teams ?? [], byTeam),
      ...(user !== undefined && RULING.has(user.role)
        ? [{ by: "role", level: "Admin", origin: user.origin } as const]
        : []),
    ];
    return holder({ kind: "user", user: slug }, paths, user === undefined ? {} : { role: user.role });
  });
}

const RULING: ReadonlySet<User["role"]> = new Set(["Owner", "Manager"]);

function everyone({ default_privilege: level, repository_type_str: type, origin }: Repository): readonly Holder[] {
  return [
    ...(level === "None" ? [] : holder({ kind: "organization" }, [{ by: "default", level, origin }])),
    ...(type === "Private" ? [] : holder({ kind: "anyone" }, [{ by: "public", level: "Read", origin }])),
  ];
}

function holder(
  subject: ReviewSubject,
  paths: readonly ReachPath[],
  rest: Pick<Holder, "role" | "waysIn"> = {},
): readonly Holder[] {
  return paths.length === 0 ? [] : [{ subject, level: greatest(paths), paths: greatestFirst(paths), ...rest }];
}

function grantPath({ privilege: level, origin }: Grant): ReachPath {
  return { by: "grant", level, origin };
}

function teamPaths(
  memberships: readonly { readonly slug: string }[],
  byTeam: ReadonlyMap<string, readonly Grant[]>,
): readonly ReachPath[] {
  return [...new Set(memberships.map(({ slug }) => slug))].flatMap((team) =>
    (byTeam.get(team) ?? []).map(({ privilege: level, origin }) => ({ by: "team", level, team, origin }) as const),
  );
}

function grouped(
  grants: readonly Grant[],
  keyOf: (grant: Grant) => string | undefined,
): ReadonlyMap<string, readonly Grant[]> {
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = keyOf(grant);
    if (key !== undefined) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [grant]);
      } else {
        group.push(grant);
      }
    }
  }
  return groups;
}

/** Whether something that is not known may add somebody, or raise a level, on this repository. */
function mayChange({ about, name, field }: Unknown, repository: string, isDescribed: boolean): boolean {
  const part = field?.[0];
  switch (about) {
    case "accounts":
      return part === undefined || part === "role" || part === "teams";
    case "privileges":
      return name === undefined || name === repository || part === "repository";
    case "repositories":
      return name === undefined ? !isDescribed : name === repository && part !== "name";
    default:
      return false;
  }
}
