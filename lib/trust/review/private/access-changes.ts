/** Changes of what subjects may do, whoever is let in as them. */
import { type AccessPath, compareLevels } from "../../access.js";
import type { DefaultPrivilege, Grant, Origin } from "../../model.js";
import type { AccessChange, ReviewedAccess, ReviewSubject } from "../result.js";
import { greatest, type PathsByRepository } from "./levels.js";
import type { Side } from "./side.js";

/** A change without what is worked out for all kinds of changes alike. */
export type RawChange = Omit<AccessChange, "certain" | "witness">;

/** What repositories give to everyone on the second side and not on the first. */
export function baseChanges(from: Side, to: Side): readonly RawChange[] {
  const byDefault: ReviewedAccess[] = [];
  const toAnyone: ReviewedAccess[] = [];
  for (const { slug, default_privilege: after, origin } of to.levels.repositories.values()) {
    const before = from.levels.default(slug);
    if (compareLevels(after, before) > 0) {
      byDefault.push({ repository: slug, before, after, paths: onlyBy("default", to.levels.base(slug)) });
    }
    if (to.levels.isPublic(slug) && !from.levels.isPublic(slug)) {
      const paths: readonly AccessPath[] = [{ by: "public", level: "Read", origin }];
      toAnyone.push({ repository: slug, before: "None", after: "Read", paths });
    }
  }
  return [
    ...toAnyone.map((access) => rawChange({ kind: "anyone" }, [access])),
    ...byDefault.map((access) => rawChange({ kind: "organization" }, [access])),
  ];
}

function onlyBy(by: AccessPath["by"], paths: readonly AccessPath[]): readonly AccessPath[] {
  return paths.filter((path) => path.by === by);
}

/** What an account may do more on the second side, but for what everyone may. */
export function levelChange(from: Side, to: Side, account: string): RawChange | undefined {
  const appeared = !from.mayExist(account);
  const access = compared(from, to, from.levels.own(account), to.levels.own(account), appeared);
  return access.length === 0 ? undefined : { ...rawChange({ kind: "account", account }, access), appeared };
}

/** What teams without service accounts, and users, may do more on the second side. */
export function othersChanges(from: Side, to: Side): readonly RawChange[] {
  const changes: RawChange[] = [];
  for (const [team, grants] of to.levels.byTeam) {
    if (!from.levels.teamsOfAccounts.has(team) && !to.levels.teamsOfAccounts.has(team)) {
      const before = pathsOf(from.levels.byTeam.get(team) ?? []);
      const access = compared(from, to, before, pathsOf(grants), false);
      changes.push(...(access.length === 0 ? [] : [rawChange({ kind: "team", team }, access)]));
    }
  }
  for (const [user, grants] of to.levels.byUser) {
    const before = pathsOf(from.levels.byUser.get(user) ?? []);
    const access = compared(from, to, before, pathsOf(grants), false);
    changes.push(...(access.length === 0 ? [] : [rawChange({ kind: "user", user }, access)]));
  }
  return changes;
}

function pathsOf(grants: readonly Grant[]): PathsByRepository {
  const paths = new Map<string, readonly AccessPath[]>();
  for (const { repository, privilege: level, team, origin } of grants) {
    const path: AccessPath = team === undefined ? { by: "grant", level, origin } : { by: "team", level, team, origin };
    paths.set(repository, [...(paths.get(repository) ?? []), path]);
  }
  return paths;
}

/** Accounts that have a role on the second side, in the organization or a team, that they have not on the first. */
export function roleChanges(from: Side, to: Side): readonly RawChange[] {
  const changes: RawChange[] = [];
  for (const { slug: account, role, teams, origin } of to.model.accounts) {
    const before = from.accounts.get(account);
    const change = (roles: AccessChange["role"]): RawChange => ({
      by: "role",
      subject: { kind: "account", account },
      appeared: !from.mayExist(account),
      access: [],
      ...(roles === undefined ? {} : { role: roles }),
      origins: [origin],
    });
    if (role === "Manager" && before?.role !== "Manager") {
      changes.push(change({ before: before?.role, after: role }));
    }
    for (const team of teams.filter((each) => each.role === "Manager")) {
      const earlier = before?.teams.filter(({ slug }) => slug === team.slug) ?? [];
      if (earlier.every((each) => each.role !== "Manager")) {
        changes.push(change({ before: earlier[0]?.role, after: team.role, team: team.slug }));
      }
    }
  }
  return changes;
}

/** Everything an account may do, as what a newcomer to it gets. */
export function wholeAccess(side: Side, account: string): readonly ReviewedAccess[] {
  return [...side.levels.all(account)]
    .map(([repository, paths]): ReviewedAccess => {
      const after = greatest(paths);
      return { repository, before: "None", after, paths: greatestFirst(paths) };
    })
    .toSorted((a, b) => compareLevels(b.after, a.after) || (a.repository < b.repository ? -1 : 1));
}

function compared(
  from: Side,
  to: Side,
  before: PathsByRepository,
  after: PathsByRepository,
  appeared: boolean,
): readonly ReviewedAccess[] {
  const access: ReviewedAccess[] = [];
  for (const [repository, own] of after) {
    const base = greatest(from.levels.base(repository));
    const had = appeared ? "None" : more(greatest(before.get(repository)), base);
    const has = greatest(own);
    // what everyone got as well is told once, of everyone
    const byAll = !appeared && compareLevels(greatest(to.levels.base(repository)), has) >= 0;
    if (compareLevels(has, had) > 0 && !byAll) {
      access.push({ repository, before: had, after: has, paths: greatestFirst(own) });
    }
  }
  return access.toSorted((a, b) => compareLevels(b.after, a.after) || (a.repository < b.repository ? -1 : 1));
}

function more(a: DefaultPrivilege, b: DefaultPrivilege): DefaultPrivilege {
  return compareLevels(a, b) > 0 ? a : b;
}

function greatestFirst(paths: readonly AccessPath[]): readonly AccessPath[] {
  return paths.toSorted((a, b) => compareLevels(b.level, a.level));
}

function rawChange(subject: ReviewSubject, access: readonly ReviewedAccess[]): RawChange {
  const origins: Origin[] = access.flatMap(({ paths }) => paths.slice(0, 1).map(({ origin }) => origin));
  return { by: "level", subject, appeared: false, access, origins };
}
