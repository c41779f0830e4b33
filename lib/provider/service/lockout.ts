/** Writes to the very account that runs Terraform, which it could not undo. */
import { DiagnosticError, type ObjectValue } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { flag } from "../private/values.js";

async function isCaller(client: ProviderClient, slug: string): Promise<boolean> {
  return (await client.identity.self()).slug === slug;
}

function refusal(slug: string, what: string, attribute?: string): DiagnosticError {
  return new DiagnosticError(
    "This would lock out the identity running Terraform",
    `The authenticated account slug is "${slug}", the very service account that this ${what}. If it is meant so, set allow_self_lockout = true and apply that first.`,
    attribute === undefined ? undefined : [attribute],
  );
}

export async function refuseOwnEnd(client: ProviderClient, slug: string, prior: ObjectValue): Promise<void> {
  if (!flag(prior, "allow_self_lockout") && (await isCaller(client, slug))) {
    throw refusal(slug, "deletes");
  }
}

/** Only a Manager can give the role back. */
export async function refuseOwnRole(
  client: ProviderClient,
  slug: string,
  prior: ObjectValue,
  planned: ObjectValue,
): Promise<void> {
  const lowered = prior.role === "Manager" && planned.role === "Member";
  if (lowered && !flag(planned, "allow_self_lockout") && (await isCaller(client, slug))) {
    throw refusal(slug, "makes a Member", "role");
  }
}

/** With an API key the rotation ends the key that this run signs in with; a token of an exchange outlives it. */
export async function refuseOwnRotation(client: ProviderClient, slug: string, planned: ObjectValue): Promise<void> {
  const byKey = client.signIn === undefined;
  if (byKey && !flag(planned, "allow_self_lockout") && (await isCaller(client, slug))) {
    throw refusal(slug, "gives another API key", "rotate_api_key");
  }
}
