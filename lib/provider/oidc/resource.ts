import { isNotFound, type ProviderSettings } from "../../cloudsmith/index.js";
import {
  type DeleteRequest,
  type Diagnostics,
  type ImportRequest,
  type ObjectValue,
  type PlanRequest,
  type PlanResponse,
  type ReadRequest,
  type StateResponse,
  UNKNOWN,
  type UpdateRequest,
} from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import type { ResourceHandlers } from "../parts.js";
import { deleting } from "../private/deleting.js";
import { failure } from "../private/failure.js";
import { refreshing, refuseUnchecked } from "../private/forbidden.js";
import { parseImportId } from "../private/import-id.js";
import { ownWrite, readUnlagged } from "../private/own-write.js";
import { text, tryText } from "../private/values.js";
import { create, PATHS } from "./create.js";
import { keepingOwnSettings } from "./lockout.js";
import { compareSettings, withMappings } from "./seen.js";
import {
  changeOf,
  comparable,
  declaredOf,
  declaredOfSettings,
  objectName,
  type Seen,
  sameIssuer,
  seenState,
  writtenState,
} from "./values.js";

export const oidcHandlers: ResourceHandlers = { modifyPlan, create, read, update, delete: remove, importState };

async function modifyPlan({ prior, client }: PlanRequest<ProviderClient>, response: PlanResponse): Promise<void> {
  const { planned } = response;
  if (planned !== null && prior !== null) {
    const [was, is] = [tryText(prior, "provider_url"), tryText(planned, "provider_url")];
    response.planned = {
      ...planned,
      ...(was !== undefined && is !== undefined && sameIssuer(was, is) ? { provider_url: was } : {}),
      ...(prior.name === planned.name ? {} : { slug: UNKNOWN }),
    };
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
  return objectName(text(state, "namespace"), text(state, "id"));
}

async function read(
  { client, state, private: kept, diagnostics, signal }: ReadRequest<ProviderClient>,
  response: StateResponse,
): Promise<void> {
  const [org, slugPerm] = [text(state, "namespace"), text(state, "id")];
  const object = nameOf(state);
  await refreshing({ client, diagnostics, state, object }, async () => {
    const mapped = (settings: ProviderSettings): Promise<Seen> => withMappings(client, org, settings, { signal });
    const seen = await readUnlagged<Seen>({
      client,
      signal,
      kept,
      read: async () => mapped(await client.api.oidc.read(org, slugPerm, { signal })),
      again: async () => mapped(await client.api.oidc.get(org, slugPerm, { signal })),
      valuesOf: (settings) => comparable(declaredOfSettings(settings)),
    }).catch(async (error: unknown) => {
      const settings = await stillListed(client, org, slugPerm, tryText(state, "name"), error);
      return settings === undefined ? undefined : mapped(settings);
    });
    if (seen === undefined) {
      response.state = null;
      return;
    }
    client.claim(object);
    response.state = seenState(state, seen);
    warnOfOtherClaims(object, seen, diagnostics);
  });
}

async function stillListed(
  client: ProviderClient,
  org: string,
  slugPerm: string,
  name: string | undefined,
  error: unknown,
): Promise<ProviderSettings | undefined> {
  if (!isNotFound(error)) {
    throw error;
  }
  const listed = await client.confirmGone(org, error, () => client.settingsNames.listed(org, name));
  return listed.find((settings) => settings.slug_perm === slugPerm);
}

/** Terraform's map holds texts only; the next write of these settings makes texts of them. */
function warnOfOtherClaims(object: string, { claims }: Seen, diagnostics: Diagnostics): void {
  const names = Object.keys(claims).filter((name) => typeof claims[name] !== "string");
  if (names.length > 0) {
    diagnostics.warning(
      "A required claim is not a text",
      `The ${object} require claims that are not texts: ${names.join(", ")}. They are shown as JSON; the next change of these settings writes them as texts.`,
      ["claims"],
    );
  }
}

async function update(request: UpdateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, prior, diagnostics, signal } = request;
  const [org, slugPerm] = [text(planned, "namespace"), text(prior, "slug_perm")];
  client.claim(objectName(org, slugPerm));
  const declared = declaredOf(planned);
  if (JSON.stringify(declared) === JSON.stringify(declaredOf(prior))) {
    response.state = { ...planned, slug: prior.slug ?? null };
    return;
  }
  const answer = await keepingOwnSettings(client, prior, planned, async () => {
    const written = await client.api.oidc.update(org, slugPerm, changeOf(declared), { signal });
    client.settingsNames.wrote(org, written);
    return written;
  }).catch((error: unknown) => {
    throw failure(`The ${objectName(org, slugPerm)} could not be changed`, error, { paths: PATHS });
  });
  response.state = writtenState(planned, answer);
  response.private = ownWrite(comparable(declaredOf(prior)), comparable(declared));
  const seen = await compareSettings(request, answer);
  if (diagnostics.hasError) {
    response.state = seenState(response.state, seen);
  }
}

async function remove({ client, prior, signal }: DeleteRequest<ProviderClient>): Promise<void> {
  const [org, slugPerm] = [text(prior, "namespace"), text(prior, "slug_perm")];
  await keepingOwnSettings(client, prior, null, async () => {
    await deleting({
      summary: `The ${nameOf(prior)} could not be deleted`,
      work: () => client.api.oidc.delete(org, slugPerm, { signal }),
      stillThere: (error) => stillListed(client, org, slugPerm, tryText(prior, "name"), error),
      patience: client.patience,
      signal,
    });
    client.settingsNames.removed(org, slugPerm);
  });
}

async function importState({ id }: ImportRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const [namespace = "", slugPerm = ""] = parseImportId(id, ["organization", "slug_perm"]);
  response.state = { namespace, id: slugPerm, slug_perm: slugPerm };
}
