/** Writes to the very settings that let in the identity running Terraform, under `oidc {}`. */
import { type Claims, type ClaimValue, decide, type ProviderSettings } from "../../oidc/index.js";
import { DiagnosticError, type ObjectValue } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { failure } from "../private/failure.js";
import { flag, text } from "../private/values.js";
import { type Declared, declaredOf, objectName } from "./values.js";

/**
 * Writes to settings. Where the job that runs Terraform was let in by them and would not be afterwards, others have to
 * let it in; such writes wait for each other, because each may be what the other rests on.
 *
 * @param planned - null when the settings are to be deleted
 * @throws DiagnosticError when no settings would let the job in afterwards
 */
export async function keepingOwnSettings<T>(
  client: ProviderClient,
  prior: ObjectValue,
  planned: ObjectValue | null,
  write: () => Promise<T>,
): Promise<T> {
  const { signIn } = client;
  const [org, slugPerm] = [text(prior, "namespace"), text(prior, "slug_perm")];
  if (signIn?.organization !== org || flag(planned ?? prior, "allow_self_lockout")) {
    return write();
  }
  const unknown = (error: unknown): never => {
    throw failure("Whether the identity running Terraform would still be let in could not be found out", error);
  };
  const claims = await signIn.claims().catch(unknown);
  const admits = (settings: readonly ProviderSettings[]): boolean =>
    decide({ claims, account: signIn.serviceSlug, settings, now: issuedAt(claims) }).admitted;
  const after = planned === null ? [] : [settingsOf(declaredOf(planned))];
  if (!admits([settingsOf(declaredOf(prior))]) || admits(after)) {
    return write();
  }
  return client.serial.run(`settings of the caller ${org}`, async () => {
    if (!admits(await others(client, org, slugPerm).catch(unknown))) {
      throw new DiagnosticError(
        "This would lock out the identity running Terraform",
        `The job that runs Terraform signed in as "${signIn.serviceSlug}" through the ${objectName(org, slugPerm)} ("${text(prior, "name")}"), and no settings would let it in after this write. ` +
          `If it is meant so, set allow_self_lockout = true${planned === null ? " and apply that first" : ""}.`,
      );
    }
    return write();
  });
}

/** The token was good when it was exchanged; that it has ended since says nothing about the settings. */
function issuedAt(claims: Claims): number {
  const { iat, exp } = claims;
  return typeof iat === "number" ? iat : typeof exp === "number" ? exp - 1 : Date.now() / 1000;
}

function settingsOf(declared: Declared): ProviderSettings {
  return {
    name: declared.name,
    enabled: declared.enabled,
    provider_url: declared.providerUrl,
    claims: declared.claims,
    service_accounts: declared.accounts,
    mapping_claim: declared.mappingClaim,
    dynamic_mappings: declared.mappings,
  };
}

async function others(client: ProviderClient, org: string, slugPerm: string): Promise<readonly ProviderSettings[]> {
  const all = client.settingsNames.current(org, await client.api.oidc.list(org));
  return Promise.all(
    all
      .filter((settings) => settings.slug_perm !== slugPerm && settings.enabled)
      .map(async (settings) => ({
        ...settings,
        claims: settings.claims as { readonly [name: string]: ClaimValue },
        mapping_claim: settings.mapping_claim || null,
        dynamic_mappings: settings.mapping_claim ? await client.api.oidc.mappings(org, settings.slug_perm) : [],
      })),
  );
}
