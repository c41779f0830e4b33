import { isNotFound, mayHaveLanded, type Service, type ServiceRequest } from "../../cloudsmith/index.js";
import type { ObjectValue, StateResponse, UpdateRequest } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { failure } from "../private/failure.js";
import { ownWrite } from "../private/own-write.js";
import { flag, text, tryText } from "../private/values.js";
import { isRotation, REDACTED, rotate } from "./api-key.js";
import { compareService } from "./compare.js";
import { PATHS } from "./create.js";
import { clearDescription } from "./description.js";
import { refuseOwnRole, refuseOwnRotation } from "./lockout.js";
import { changedFields, comparable, declaredOf, differences, objectName, seenState, writtenState } from "./values.js";

export async function update(request: UpdateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, prior } = request;
  const org = text(planned, "organization");
  const rotates = isRotation(prior, planned);
  const was = text(prior, "slug");
  await refuseOwnRole(client, was, prior, planned);
  if (rotates) {
    await refuseOwnRotation(client, was, planned);
  }
  const changes = changedFields(declaredOf(prior), declaredOf(planned));
  const slug = Object.keys(changes).length === 0 ? was : await change(request, response, changes);
  client.claim(objectName(org, slug));
  if (rotates || slug !== was || Object.keys(changes).length > 0) {
    response.private = ownWrite(comparable(declaredOf(prior)), comparable(declaredOf(planned)));
  }
  if (request.diagnostics.hasError) {
    // Nothing is rotated either: the key in the state would be dead.
    return;
  }
  if (rotates) {
    // Until the answer is here the state says that nothing was rotated, so that a failure is tried again.
    const { key, rotate_api_key } = prior;
    response.state = {
      ...writtenState(planned, slug, tryText(prior, "key") ?? REDACTED),
      key: key ?? null,
      rotate_api_key: rotate_api_key ?? null,
    };
  }
  const store = flag(planned, "store_api_key");
  const key = rotates ? await rotated(request, org, slug) : (tryText(prior, "key") ?? REDACTED);
  response.state = writtenState(planned, slug, store ? key : REDACTED);
}

/** Sends what changed; the answer's slug is the account's from then on. */
async function change(
  request: UpdateRequest<ProviderClient>,
  response: StateResponse,
  changes: Partial<ServiceRequest>,
): Promise<string> {
  const { client, planned, prior } = request;
  const org = text(planned, "organization");
  const service = await patch(request, org, changes);
  client.serviceNames.wrote(org, service);
  client.renamed.set(`${org}/${text(prior, "slug")}`, service.slug);
  const { key, store_api_key, rotate_api_key } = prior;
  const local = { key: key ?? null, store_api_key: store_api_key ?? null, rotate_api_key: rotate_api_key ?? null };
  response.state = { ...planned, ...local, id: service.slug, slug: service.slug };
  const seen = await compareService(request, service, declaredOf(planned));
  if (request.diagnostics.hasError) {
    response.state = seenState(response.state, seen);
  }
  return service.slug;
}

async function patch(
  { client, planned, prior, signal }: UpdateRequest<ProviderClient>,
  org: string,
  changes: Partial<ServiceRequest>,
): Promise<Service> {
  const slug = text(prior, "slug");
  const send = (body: Partial<ServiceRequest>): Promise<Service> =>
    client.api.services.update(org, slug, body, { signal });
  try {
    return changes.description === ""
      ? await clearDescription((description) => send({ ...changes, description }))
      : await send(changes);
  } catch (error) {
    const renamed = isNotFound(error) && mayHaveLanded(error) ? await findRenamed(client, org, planned) : undefined;
    if (renamed === undefined) {
      throw failure(`The ${objectName(org, slug)} could not be changed`, error, { paths: PATHS });
    }
    return renamed;
  }
}

/** Where a new name brought a new slug and the answer was lost, the old slug is not found any more. */
async function findRenamed(client: ProviderClient, org: string, planned: ObjectValue): Promise<Service | undefined> {
  const declared = declaredOf(planned);
  const named = await client.serviceNames.fresh(org, declared.name).catch(() => []);
  const found = named.filter(
    (service) => differences(declared, service).length === 0 && !client.isClaimed(objectName(org, service.slug)),
  );
  return found.length === 1 ? found[0] : undefined;
}

async function rotated({ client, signal }: UpdateRequest<ProviderClient>, org: string, slug: string): Promise<string> {
  try {
    return await rotate(client, org, slug, signal);
  } catch (error) {
    throw failure(`The API key of the ${objectName(org, slug)} could not be rotated`, error, {
      remedy: "The state says that it was not rotated, so the next apply does it again.",
    });
  }
}
