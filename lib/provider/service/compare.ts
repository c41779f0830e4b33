import type { Service } from "../../cloudsmith/index.js";
import type { CreateRequest } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { reportDifferences, settle } from "../private/settle.js";
import { text } from "../private/values.js";
import { type Declared, differences, objectName } from "./values.js";

/** Compares what was written with what is there, and returns what was seen last. */
export async function compareService(
  { client, planned, diagnostics, signal }: CreateRequest<ProviderClient>,
  answer: Service,
  declared: Declared,
): Promise<Service> {
  const org = text(planned, "organization");
  const settled = await settle<Service>({
    answer,
    read: () => client.api.services.get(org, answer.slug, { signal }),
    differences: (seen) => differences(declared, seen),
    patience: client.patience,
    signal,
  });
  reportDifferences(`The ${objectName(org, answer.slug)}`, settled, diagnostics);
  return settled.seen ?? answer;
}
