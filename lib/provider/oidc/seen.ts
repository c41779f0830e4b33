import type { ProviderSettings, RequestOptions } from "../../cloudsmith/index.js";
import type { CreateRequest } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { reportDifferences, settle } from "../private/settle.js";
import { text } from "../private/values.js";
import { declaredOf, differences, objectName, type Seen } from "./values.js";

/** Adds the mappings, which have a list of their own; settings without a mapping claim have none. */
export async function withMappings(
  client: ProviderClient,
  org: string,
  settings: ProviderSettings,
  options: RequestOptions,
): Promise<Seen> {
  const dynamic_mappings = settings.mapping_claim
    ? await client.api.oidc.mappings(org, settings.slug_perm, options)
    : [];
  return whole({ ...settings, dynamic_mappings });
}

/** With the fields that the API may leave out where they are empty. */
function whole(answer: Seen): Seen {
  return {
    ...answer,
    service_accounts: answer.service_accounts ?? [],
    dynamic_mappings: answer.dynamic_mappings ?? [],
  };
}

/** Compares what was written with what is there, and returns what was seen last. */
export async function compareSettings(
  { client, planned, diagnostics, signal }: CreateRequest<ProviderClient>,
  answer: Seen,
): Promise<Seen> {
  const org = text(planned, "namespace");
  const declared = declaredOf(planned);
  const settled = await settle<Seen>({
    answer: whole(answer),
    read: async () => {
      const settings = await client.api.oidc.get(org, answer.slug_perm, { signal });
      return withMappings(client, org, settings, { signal });
    },
    differences: (seen) => differences(declared, seen),
    patience: client.patience,
    signal,
  });
  reportDifferences(`The ${objectName(org, answer.slug_perm)}`, settled, diagnostics);
  return settled.seen ?? whole(answer);
}
