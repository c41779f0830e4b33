/** Grants on one repository as a map from target to level. */
import type { PrivilegeLevel, RepositoryPrivilege } from "../../cloudsmith/index.js";
import type { ObjectValue, Value } from "../../terraform/index.js";
import { text, tryBlocks, tryText } from "../private/values.js";

export const KINDS = ["service", "team", "user"] as const;
export type Kind = (typeof KINDS)[number];

export interface Target {
  readonly kind: Kind;
  readonly slug: string;
}

/** By `kind/slug`, e.g. `service/ci-app`. */
export type Grants = ReadonlyMap<string, PrivilegeLevel>;

export function keyOf({ kind, slug }: Target): string {
  return `${kind}/${slug}`;
}

export function targetOf(key: string): Target {
  const at = key.indexOf("/");
  return { kind: key.slice(0, at) as Kind, slug: key.slice(at + 1) };
}

export function grantsOf(list: readonly RepositoryPrivilege[]): Map<string, PrivilegeLevel> {
  const grants = new Map<string, PrivilegeLevel>();
  for (const entry of list) {
    const kind = KINDS.find((candidate) => typeof entry[candidate] === "string");
    if (kind !== undefined) {
      grants.set(keyOf({ kind, slug: entry[kind] ?? "" }), entry.privilege);
    }
  }
  return grants;
}

export function listOf(grants: Grants): RepositoryPrivilege[] {
  return [...grants].map(([key, privilege]) => {
    const { kind, slug } = targetOf(key);
    return { privilege, [kind]: slug };
  });
}

/** The grants that blocks declare; undefined while some are not known. */
export function tryDeclared(value: ObjectValue): Map<string, PrivilegeLevel> | undefined {
  const grants = new Map<string, PrivilegeLevel>();
  for (const kind of KINDS) {
    for (const block of tryBlocks(value, kind) ?? [undefined]) {
      const slug = block === undefined ? undefined : tryText(block, "slug");
      const privilege = block === undefined ? undefined : tryText(block, "privilege");
      if (slug === undefined || privilege === undefined) {
        return undefined;
      }
      grants.set(keyOf({ kind, slug }), privilege as PrivilegeLevel);
    }
  }
  return grants;
}

export function blocksOf(grants: Grants): { readonly [kind in Kind]: Value } {
  const of = (kind: Kind): Value =>
    [...grants]
      .map(([key, privilege]) => ({ ...targetOf(key), privilege }))
      .filter((grant) => grant.kind === kind)
      .map(({ slug, privilege }) => ({ slug, privilege }));
  return { service: of("service"), team: of("team"), user: of("user") };
}

/** Target of a `cloudsmith_repository_privilege`; undefined while it is not known. */
export function tryTarget(value: ObjectValue): Target | undefined {
  const kind = KINDS.find((candidate) => tryText(value, candidate) !== undefined);
  return kind === undefined ? undefined : { kind, slug: text(value, kind) };
}

/** For people, e.g. `service ci-app: Write`. */
export function say(key: string, level: string | undefined): string {
  const { kind, slug } = targetOf(key);
  return `${kind} ${slug}: ${level ?? "no grant"}`;
}

export function sayAll(grants: Grants): string {
  return [...grants].map(([key, level]) => `  ${say(key, level)}`).join("\n");
}

const ORDER: { readonly [level: string]: number } = { Read: 1, Write: 2, Admin: 3 };

/** Each level holds the ones below it; no grant is 0. */
export function rank(level: string | undefined): number {
  return level === undefined ? 0 : (ORDER[level] ?? 0);
}
