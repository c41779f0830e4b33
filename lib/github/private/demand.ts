import type { TerraformResourceLifecycle } from "cdktf";
import type { IConstruct } from "constructs";
import { annotate } from "../../constructs/annotate.js";

/**
 * Fails the plan where what a data source has read is not as it must be.
 *
 * cdktf 0.21 and cdktn 0.24 write conditions into HCL in a form that Terraform refuses, so under `--hcl` the demand is left
 * out, and the person who synthesizes is told.
 *
 * @param condition - Terraform's expression, about `self`
 */
export function demand(
  construct: IConstruct,
  condition: string,
  errorMessage: string,
): { readonly lifecycle?: TerraformResourceLifecycle } {
  if (["true", "1"].includes(process.env.SYNTH_HCL_OUTPUT ?? "")) {
    annotate(construct, "warning", `not checked under --hcl, which cannot hold conditions: ${condition}`);
    return {};
  }
  return { lifecycle: { postcondition: [{ condition: `\${${condition}}`, errorMessage }] } };
}
