import type { WorkflowStep } from "../../workflow/model.js";
import { KEY_VARIABLE, keyFlagsIn, runsClient } from "../places.js";

/** Variables that hold a key under another name and that nothing but flags of the client reads, with their secrets. */
export function readByFlagsAlone(
  env: ReadonlyMap<string, string>,
  known: (value: string | undefined) => string | undefined,
  steps: readonly WorkflowStep[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of env) {
    const secret = name === KEY_VARIABLE ? undefined : known(value);
    const flags = steps
      .flatMap(({ run = "" }) => (runsClient(run) ? keyFlagsIn(run) : []))
      .filter((flag) => flag.variable === name);
    if (secret !== undefined && flags.length > 0 && flags.length === mentions(steps, name)) {
      found.set(name, secret);
    }
  }
  return found;
}

function mentions(steps: readonly WorkflowStep[], name: string): number {
  const word = new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`, "g");
  const texts = steps.flatMap(({ run = "", with: inputs, env, if: condition = "" }) => [
    run,
    condition,
    ...inputs.values(),
    ...env.values(),
    // given anew, it is another one
    ...env.keys(),
  ]);
  const own = steps.length === 1 && steps[0]?.env.has(name) === true ? 1 : 0;
  const secretsToo = texts.reduce(
    (sum, each) => sum + [...each.matchAll(/secrets\.(\w+)/g)].filter(([, one]) => one === name).length,
    0,
  );
  return texts.reduce((sum, each) => sum + [...each.matchAll(word)].length, 0) - own - secretsToo;
}
