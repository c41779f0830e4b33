import { isCloudsmithApiError, type ProviderSettings } from "../../cloudsmith/index.js";
import { type CreateRequest, DiagnosticError, type StateResponse } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { type Created, createOnce } from "../private/create-once.js";
import { failure } from "../private/failure.js";
import { ownWrite } from "../private/own-write.js";
import { text } from "../private/values.js";
import { compareSettings, withMappings } from "./seen.js";
import {
  comparable,
  creationOf,
  type Declared,
  declaredOf,
  differences,
  objectName,
  type Seen,
  seenState,
  writtenState,
} from "./values.js";

/** Fields of the API's errors and the attributes they are about. */
export const PATHS = {
  name: ["name"],
  enabled: ["enabled"],
  provider_url: ["provider_url"],
  claims: ["claims"],
  service_accounts: ["service_accounts"],
  mapping_claim: ["mapping_claim"],
  dynamic_mappings: ["dynamic_mappings"],
} as const;

export async function create(request: CreateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, diagnostics } = request;
  const org = text(planned, "namespace");
  const declared = declaredOf(planned);
  const { item, adopted } = await client.serial.run(`settings name ${org}/${declared.name}`, () =>
    make(request, org, declared),
  );
  client.claim(objectName(org, item.slug_perm));
  response.state = writtenState(planned, item);
  response.private = ownWrite(undefined, comparable(declared));
  if (adopted) {
    diagnostics.warning(
      "The answer to a creation was lost",
      `Cloudsmith created the ${objectName(org, item.slug_perm)} ("${declared.name}") without its answer reaching this run. They were looked up and are managed from now on.`,
    );
  }
  const seen = await compareSettings(request, item);
  if (diagnostics.hasError) {
    response.state = seenState(response.state, seen);
  }
}

async function make(
  { client, signal }: CreateRequest<ProviderClient>,
  org: string,
  declared: Declared,
): Promise<Created<Seen>> {
  const { name } = declared;
  const summary = `The OIDC provider settings "${name}" could not be created`;
  const before = await client.settingsNames.named(org, name).catch((error: unknown) => {
    throw failure(summary, error);
  });
  const [existing] = before;
  if (existing !== undefined) {
    throw exists(org, existing);
  }
  const made = await createOnce<Seen>({
    what: `OIDC provider settings "${name}"`,
    post: () => client.api.oidc.create(org, creationOf(declared), { signal }),
    lookUp: async () => {
      const found = await client.settingsNames.fresh(org, name);
      return Promise.all(found.map((settings) => withMappings(client, org, settings, { signal })));
    },
    idOf: (settings) => settings.slug_perm,
    importIdOf: (settings) => `${org}.${settings.slug_perm}`,
    before: new Set(),
    objections: async (settings) => objections(client, org, settings, declared),
    patience: client.patience,
    signal,
  }).catch(async (error: unknown) => {
    const taken = isCloudsmithApiError(error) && error.code === "unprocessable" && error.fields.name !== undefined;
    const [other] = taken ? await client.settingsNames.fresh(org, name).catch(() => []) : [];
    throw other === undefined ? failure(summary, error, { paths: PATHS }) : exists(org, other);
  });
  client.settingsNames.wrote(org, made.item);
  return made;
}

function exists(org: string, { name, slug_perm }: ProviderSettings): DiagnosticError {
  return new DiagnosticError(
    "OIDC provider settings of this name exist",
    `The organization "${org}" has OIDC provider settings named "${name}" already, and names are unique. ` +
      `To manage those, import them: terraform import ADDRESS ${org}.${slug_perm}.`,
    ["name"],
  );
}

function objections(client: ProviderClient, org: string, found: Seen, declared: Declared): readonly string[] {
  const why = differences(declared, found).map(({ attribute, found: value }) => `${attribute} is ${value}`);
  return client.isClaimed(objectName(org, found.slug_perm))
    ? [...why, "another resource of this run manages them"]
    : why;
}
