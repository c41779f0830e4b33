/** The words for a result that breaks its plan. */
import type { Diagnostics } from "../../diagnostics.js";
import type { Contradiction } from "../consistency.js";

export function explainContradictions(
  found: readonly Contradiction[],
  created: boolean,
  diagnostics: Diagnostics,
): void {
  for (const { path, what } of found) {
    diagnostics.error(
      "The result differs from the plan",
      `${path.join(".")} ${what}. The state holds what is really there, so the next plan shows the difference. ${
        created
          ? "Terraform marks the new object as tainted and would replace it; `terraform untaint ADDRESS` keeps it. "
          : ""
      }This is a mistake in the provider; please report it.`,
      path,
    );
  }
}
