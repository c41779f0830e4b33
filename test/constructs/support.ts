import "../support/typescript-require.js";
import { TerraformStack, Testing } from "cdktf";
import { CloudsmithProvider, type CloudsmithProviderProps } from "../../lib/index.js";

/** A stack with the provider of the example organization. */
export function acme(props: CloudsmithProviderProps = {}): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "trust");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme", ...props });
  return stack;
}

export interface Synthesized {
  readonly provider: { readonly [type: string]: readonly unknown[] };
  // biome-ignore lint/suspicious/noExplicitAny: any JSON, read by the tests' own expectations
  readonly resource: { readonly [type: string]: { readonly [id: string]: any } };
}

/** The stack's JSON without cdktf's metadata, validations run. */
export function synth(stack: TerraformStack): Synthesized {
  return JSON.parse(Testing.synth(stack, true));
}

/** Every address of the stack, sorted. */
export function addresses(stack: TerraformStack): string[] {
  const { resource = {}, data = {} } = JSON.parse(Testing.synth(stack, true)) as {
    resource?: { [type: string]: object };
    data?: { [type: string]: object };
  };
  const of = (prefix: string, section: { [type: string]: object }) =>
    Object.entries(section).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${prefix}${type}.${id}`));
  return [...of("", resource), ...of("data.", data)].sort();
}
