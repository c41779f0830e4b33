import { isNotFound, type Service } from "../../cloudsmith/index.js";
import {
  type DeleteRequest,
  type ImportRequest,
  type ObjectValue,
  type PlanRequest,
  type PlanResponse,
  type ReadRequest,
  type StateResponse,
  UNKNOWN,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import type { ResourceHandlers } from "../parts.js";
import { deleting } from "../private/deleting.js";
import { refreshing, refuseUnchecked } from "../private/forbidden.js";
import { parseImportId } from "../private/import-id.js";
import { readUnlagged } from "../private/own-write.js";
import { text, tryText } from "../private/values.js";
import { keptKey, planKey, REDACTED, warnOfKey } from "./api-key.js";
import { create } from "./create.js";
import { refuseOwnEnd } from "./lockout.js";
import { planTeams } from "./teams.js";
import { update } from "./update.js";
import { comparable, declaredOfService, objectName, seenState } from "./values.js";

export const serviceHandlers: ResourceHandlers = { modifyPlan, create, read, update, delete: remove, importState };

async function modifyPlan(
  { config, prior, client, diagnostics }: PlanRequest<ProviderClient>,
  response: PlanResponse,
): Promise<void> {
  const { planned } = response;
  if (planned !== null) {
    response.planned = {
      ...planned,
      ...(prior === null && config.role === null ? { role: "Member" } : {}),
      // A new name may bring a new slug.
      ...(prior !== null && prior.name !== planned.name ? { id: UNKNOWN, slug: UNKNOWN } : {}),
      team: planTeams(config, prior),
      key: planKey(prior, planned),
    };
    warnOfKey(prior, response.planned, diagnostics);
  }
  if (client === undefined) {
    return;
  }
  if (prior === null) {
    await client.verifyCredential();
  } else {
    refuseUnchecked(client, nameOf(prior), prior, response.planned);
  }
}

function nameOf(state: ObjectValue): string {
  return objectName(text(state, "organization"), text(state, "id"));
}

async function read(
  { client, state, private: kept, diagnostics, signal }: ReadRequest<ProviderClient>,
  response: StateResponse,
): Promise<void> {
  const [org, slug] = [text(state, "organization"), text(state, "id")];
  const object = nameOf(state);
  await refreshing({ client, diagnostics, state, object }, async () => {
    const service = await readUnlagged({
      client,
      signal,
      kept,
      read: () => client.api.services.read(org, slug, { signal }),
      again: () => client.api.services.get(org, slug, { signal }),
      valuesOf: (seen) => comparable(declaredOfService(seen)),
    }).catch((error: unknown) => stillListed(client, org, slug, tryText(state, "name"), error));
    if (service === undefined) {
      response.state = null;
      return;
    }
    client.claim(object);
    response.state = { ...seenState(state, service), key: keptKey(state, service.key, diagnostics) };
  });
}

async function stillListed(
  client: ProviderClient,
  org: string,
  slug: string,
  name: string | undefined,
  error: unknown,
): Promise<Service | undefined> {
  if (!isNotFound(error)) {
    throw error;
  }
  const listed = await client.confirmGone(org, error, () => client.serviceNames.listed(org, name));
  return listed.find((service) => service.slug === slug);
}

async function remove({ client, prior, signal }: DeleteRequest<ProviderClient>): Promise<void> {
  const [org, slug] = [text(prior, "organization"), text(prior, "slug")];
  await refuseOwnEnd(client, slug, prior);
  await deleting({
    summary: `The ${nameOf(prior)} could not be deleted`,
    work: () => client.api.services.delete(org, slug, { signal }),
    stillThere: (error) => stillListed(client, org, slug, tryText(prior, "name"), error),
    patience: client.patience,
    signal,
  });
  client.serviceNames.removed(org, slug);
  client.claim(`deleted ${nameOf(prior)}`);
}

async function importState({ id }: ImportRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const [organization = "", slug = ""] = parseImportId(id, ["organization", "slug"]);
  response.state = { organization, id: slug, slug, store_api_key: false, key: REDACTED };
}
