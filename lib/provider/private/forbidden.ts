/** Refreshing what the identity may not read: an error, or the state kept with a warning. */
import { isForbidden } from "../../cloudsmith/index.js";
import type { Diagnostics, ObjectValue } from "../../terraform/index.js";
import { DiagnosticError } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { apiWords, failure } from "./failure.js";
import { isHidden } from "./hidden.js";
import { tryText } from "./values.js";

export interface Refresh {
  readonly client: ProviderClient;
  readonly diagnostics: Diagnostics;
  readonly state: ObjectValue;
  /** Names the object in this process and in words, e.g. `service acme/ci-app`. */
  readonly object: string;
}

/** Runs a refresh. Where reading is forbidden and the resource says so, the state stays and a warning says what that means. */
export async function refreshing(refresh: Refresh, work: () => Promise<void>): Promise<void> {
  const { client, diagnostics, state, object } = refresh;
  try {
    await work();
  } catch (error) {
    const hidden = isHidden(error);
    if (!hidden && !isForbidden(error)) {
      throw failure(`Reading ${object} failed`, error);
    }
    const words = hidden ? error.message : apiWords(error);
    if (!client.keepsForbidden(tryText(state, "on_forbidden"))) {
      throw new DiagnosticError(
        `Reading ${object} is forbidden`,
        `${words}\nTo plan with an identity that may not read everything set on_forbidden = "keep_state_and_warn" on the resource or the provider.`,
      );
    }
    client.leaveUnchecked(object);
    diagnostics.warning(
      `Not checked: ${object}`,
      `${words}\nThe state was kept as it is (on_forbidden = "keep_state_and_warn"): whether Cloudsmith still agrees with it was not checked, and nothing of it can be written in this run.`,
    );
  }
}

/** Attributes that only say how this provider works: nothing of them is written to Cloudsmith. */
const LOCAL: ReadonlySet<string> = new Set(["allow_duplicate_name", "allow_self_lockout", "on_forbidden", "overwrite"]);

/** @throws DiagnosticError where the plan would write an object that could not be read in this run */
export function refuseUnchecked(
  client: ProviderClient,
  object: string,
  prior: ObjectValue,
  planned: ObjectValue | null,
): void {
  if (!client.isUnchecked(object)) {
    return;
  }
  const changed =
    planned === null ||
    Object.keys(planned).some(
      (name) => !LOCAL.has(name) && JSON.stringify(planned[name] ?? null) !== JSON.stringify(prior[name] ?? null),
    );
  if (changed) {
    throw new DiagnosticError(
      `Cannot write what was not checked: ${object}`,
      "The identity running Terraform may not read it, so the state was kept unchecked, and this plan would change it. Run the change with an identity that may read it.",
    );
  }
}
