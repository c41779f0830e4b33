import type { TrustModel } from "../model.js";
import { readResources } from "../resources/read.js";
import { tryDeclaredGitHub } from "./github.js";
import { Stack } from "./stack.js";

/**
 * Reads trust from a synthesized stack: the value of a `cdk.tf.json`, or of any configuration in Terraform's JSON
 * syntax.
 *
 * A slug that Cloudsmith will give is not known yet: such an account, repository or team is identified by
 * `${address}`, and references to it from settings and grants join it. Other values that are known only after the
 * deployment stay expressions, and are listed in `unknowns`. Of GitHub's side it has what the stack sets on
 * repositories that its constructs name.
 *
 * @param where the stack's file, for messages and origins
 * @throws TrustError `invalid_app`, or `several_organizations` when its resources are of more than one
 */
export function readSynthesized(value: unknown, where: string): TrustModel {
  const stack = new Stack(value, where);
  const model = readResources(stack);
  const github = tryDeclaredGitHub(value, stack);
  return github === undefined ? model : { ...model, github };
}
