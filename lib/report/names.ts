/** Identities that stand for slugs which are not known yet (`${cloudsmith_service.app}`), by the names that people gave. */
export type Names = ReadonlyMap<string, string>;

export function nameOf(identity: string, names: Names): string {
  return names.get(identity) ?? identity;
}
