import { isScalar } from "yaml";
import type { JobFrame } from "../../workflow/sites.js";
import { secretIn } from "../places.js";
import type { WorkflowSource } from "./source.js";

/**
 * The repository's own secrets behind the secrets that a job reads: a called workflow reads what its callers hand down, by
 * names of its own. Names that no caller here hands down are left as they are.
 *
 * @param chains ways to the job, from who starts to who runs
 */
export function repositorySecrets(
  names: readonly string[],
  chains: readonly (readonly JobFrame[])[],
  sources: ReadonlyMap<string, WorkflowSource>,
): readonly string[] {
  const found = chains.flatMap((chain) =>
    chain.slice(0, -1).reduceRight<readonly string[]>((read, caller) => handedBy(caller, read, sources), names),
  );
  return found.length === 0 ? names : [...new Set(found)];
}

function handedBy(
  { file, job }: JobFrame,
  names: readonly string[],
  sources: ReadonlyMap<string, WorkflowSource>,
): readonly string[] {
  const source = sources.get(file.path);
  const handed = source?.document.get(source.jobs.get(job.id)?.map, "secrets");
  if (source === undefined || isScalar(handed)) {
    return names;
  }
  const given = source.document.entries(handed);
  return names.flatMap((name) => {
    const value = given.find((entry) => entry.name.toLowerCase() === name.toLowerCase())?.value;
    const secret = isScalar(value) ? secretIn(String(value.value)) : undefined;
    return secret === undefined ? [] : [secret];
  });
}
