import type { Setting } from "../../model.js";

/** Full refs that settings require, each shown by one; beside an exact one nothing else. */
export function refsIn(settings: readonly Setting[]): readonly string[] {
  const refs = new Set<string>();
  for (const { claims } of settings) {
    for (const [name, required] of Object.entries(claims)) {
      const found = typeof required === "string" ? refOf(name, required) : undefined;
      if (found !== undefined && IS_REF.test(found)) {
        refs.add(found);
      }
    }
    if (refs.size >= MOST_REFS) {
      break;
    }
  }
  return [...refs];
}

/** Without what stands for something that is not known, `${…}`. */
const IS_REF = /^refs\/(?:heads|tags)\/[^\s~^:?*[\\$]+$/;
/** Every one of them is judged for every way to start a workflow. */
const MOST_REFS = 100;

function refOf(claim: string, required: string): string | undefined {
  const isPrefix = required.endsWith(".*");
  const text = isPrefix ? `${required.slice(0, -2)}1` : required;
  switch (claim) {
    case "ref":
      return text;
    case "sub":
      return /:ref:(refs\/.*)$/s.exec(text)?.[1]?.replaceAll("%3A", ":");
    case "workflow_ref":
    case "job_workflow_ref":
      return /@(refs\/.*)$/s.exec(text)?.[1];
    default:
      return undefined;
  }
}

/** `github.ref == 'refs/heads/main'`, `startsWith(github.ref_name, 'v')` and the like. */
export function conditionRefs(condition: string): readonly string[] {
  const named = [...condition.matchAll(/'(refs\/(?:heads|tags)\/[^']*)'/g)].map(([, ref = ""]) => ref);
  const names = [...condition.matchAll(/github\.ref_name\s*(?:==|,)\s*'([^']+)'/g)].map(([, name = ""]) => name);
  const refs = [...named, ...names.flatMap((name) => [`refs/heads/${name}`, `refs/tags/${name}`])];
  return refs.flatMap((ref) => [ref, `${ref}1`]).filter((ref) => /^refs\/(?:heads|tags)\/[^\s~^:?*[\\]+$/.test(ref));
}
