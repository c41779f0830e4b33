import { type Atlas, type Hop, LEVELS, type Level } from "./atlas.js";
import type { Part } from "./part.js";

/** Who has a hop, where it is about this account: itself, a team of it, or a crowd that it is in. */
function isOf(atlas: Atlas, { holder }: Hop, account: string): boolean {
  return holder === "everyone" || holder === "anyone" || atlas.accountsBehind(holder).includes(account);
}

/** What an account has on a repository in a part of the graph, greatest first. */
export function levelsOf(
  atlas: Atlas,
  { hops }: Part,
  account: string,
  repository: string,
): readonly (Level | "Manager")[] {
  const own = [...hops].filter((hop) => hop.repository === repository && isOf(atlas, hop, account));
  const levels = new Set(own.map(({ way }) => way.level ?? "Manager"));
  return (["Manager", ...LEVELS] as const).filter((level) => levels.has(level));
}

/** How many accounts have each level on a repository by grants of their own or their teams', each by its greatest. */
export function repositoryCounts(atlas: Atlas, repository: string): readonly (readonly [Level, number])[] {
  const greatest = new Map<string, Level>();
  for (const { holder, way } of atlas.hopsOfRepository(repository)) {
    for (const account of way.level === undefined ? [] : atlas.accountsBehind(holder)) {
      const known = greatest.get(account);
      if (way.level !== undefined && (known === undefined || LEVELS.indexOf(way.level) < LEVELS.indexOf(known))) {
        greatest.set(account, way.level);
      }
    }
  }
  return LEVELS.flatMap((level) => {
    const many = [...greatest.values()].filter((each) => each === level).length;
    return many === 0 ? [] : [[level, many] as const];
  });
}

/** How many accounts of a part have what a way gives, and on how many of its repositories. */
export function wayCounts(
  atlas: Atlas,
  { hops, ids }: Part,
  way: string,
): { readonly accounts: number; readonly repositories: number } {
  const own = [...hops].filter((hop) => hop.way.id === way);
  const accounts = new Set([...new Set(own.map(({ holder }) => holder))].flatMap((one) => atlas.accountsBehind(one)));
  const repositories = new Set(own.map(({ repository }) => repository));
  return {
    accounts: [...accounts].filter((id) => ids.account.has(id)).length,
    repositories: [...repositories].filter((id) => ids.repository.has(id)).length,
  };
}
