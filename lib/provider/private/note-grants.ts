import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RepositoryPrivilege } from "../../cloudsmith/index.js";
import { type Environment, variable } from "../configure/sign-in.js";

/** Names a folder in which a refresh leaves the grants that it read: `drift` takes them instead of reading them again. */
export const SEEN_GRANTS = "CLOUDSMITH_TRUST_SEEN_GRANTS";

let notes = 0;

/** Leaves the whole list of grants on a repository for the command that runs this refresh, if one asked for it. */
export function noteGrants(
  environment: Environment,
  seen: {
    readonly organization: string;
    readonly repository: string;
    readonly privileges: readonly RepositoryPrivilege[];
  },
): void {
  const folder = variable(environment, SEEN_GRANTS);
  if (folder === undefined) {
    return;
  }
  notes += 1;
  try {
    writeFileSync(join(folder, `${process.pid}-${notes}.json`), JSON.stringify(seen), { flag: "wx", mode: 0o600 });
  } catch {
    // whoever asked reads it again
  }
}
