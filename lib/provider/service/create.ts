import type { Service } from "../../cloudsmith/index.js";
import { type CreateRequest, DiagnosticError, type StateResponse } from "../../terraform/index.js";
import type { ProviderClient } from "../client.js";
import { type Created, createOnce } from "../private/create-once.js";
import { failure } from "../private/failure.js";
import { ownWrite } from "../private/own-write.js";
import { flag, text } from "../private/values.js";
import { REDACTED, rotate } from "./api-key.js";
import { compareService } from "./compare.js";
import {
  comparable,
  type Declared,
  declaredOf,
  differences,
  objectName,
  requestOf,
  seenState,
  writtenState,
} from "./values.js";

/** Fields of the API's errors that have another name in the configuration, and those that have the same. */
export const PATHS = { name: ["name"], description: ["description"], role: ["role"], teams: ["team"] } as const;

export async function create(request: CreateRequest<ProviderClient>, response: StateResponse): Promise<void> {
  const { client, planned, diagnostics } = request;
  const org = text(planned, "organization");
  const declared = declaredOf(planned);
  const made = await client.serial.run(`service name ${org}/${declared.name}`, () => make(request, org, declared));
  const { slug } = made.item;
  client.secrets.learn(made.item.key);
  client.claim(objectName(org, slug));
  response.private = ownWrite(undefined, comparable(declared));
  const store = flag(planned, "store_api_key");
  response.state = writtenState(planned, slug, store && !made.adopted ? made.item.key : REDACTED);
  if (made.adopted) {
    diagnostics.warning(
      "The answer to a creation was lost",
      `Cloudsmith created the ${objectName(org, slug)} without its answer reaching this run. It was looked up and is managed from now on.`,
    );
  }
  if (client.isClaimed(`deleted ${objectName(org, slug)}`)) {
    diagnostics.warning(
      "An account was replaced under its old slug",
      `Cloudsmith takes a deleted account out of OIDC provider settings and repository privileges, and where these name the ${objectName(org, slug)} Terraform sees no change in this run. Plan again: what is missing shows, and the next apply restores it.`,
    );
  }
  if (made.adopted && store) {
    response.state = writtenState(planned, slug, await newKey(request, org, slug));
  }
  const seen = await compareService(request, made.item, declared);
  if (diagnostics.hasError) {
    response.state = { ...seenState(response.state, seen) };
  }
}

async function make(
  { client, planned, signal }: CreateRequest<ProviderClient>,
  org: string,
  declared: Declared,
): Promise<Created<Service>> {
  const { name } = declared;
  const before = await client.serviceNames.named(org, name).catch((error: unknown) => {
    throw failure(`Whether there is a service account "${name}" already could not be read`, error);
  });
  const [existing] = before;
  if (existing !== undefined && !flag(planned, "allow_duplicate_name")) {
    throw exists(org, existing);
  }
  const startedAt = Date.now();
  const made = await createOnce<Service>({
    what: `service account "${name}"`,
    post: () => client.api.services.create(org, requestOf(declared), { signal }),
    lookUp: () => client.serviceNames.fresh(org, name),
    idOf: (service) => service.slug,
    importIdOf: (service) => `${org}.${service.slug}`,
    before: new Set(before.map((service) => service.slug)),
    objections: (service) => objections(client, org, service, declared, startedAt),
    patience: client.patience,
    signal,
  }).catch((error: unknown) => {
    throw failure(`The service account "${name}" could not be created`, error, { paths: PATHS });
  });
  client.serviceNames.wrote(org, made.item);
  return made;
}

function exists(org: string, { name, slug }: Service): DiagnosticError {
  return new DiagnosticError(
    "A service account of this name exists",
    `The organization "${org}" has a service account named "${name}" already; its slug is "${slug}". ` +
      `To manage that one, import it: terraform import ADDRESS ${org}.${slug}. To create another of the same name, set allow_duplicate_name = true.`,
    ["name"],
  );
}

/** Clocks differ by less, and what was created before is not what this run created. */
const CLOCK_MARGIN_MS = 10 * 60_000;

async function objections(
  client: ProviderClient,
  org: string,
  found: Service,
  declared: Declared,
  startedAt: number,
): Promise<readonly string[]> {
  const self = await client.identity.self();
  const why = differences(declared, found).map(({ attribute, found: value }) => `its ${attribute} is ${value}`);
  if (found.created_by !== self.slug && found.created_by !== self.name) {
    why.push(`it was created by ${found.created_by}`);
  }
  if (Date.parse(found.created_at) < startedAt - CLOCK_MARGIN_MS) {
    why.push(`it was created earlier, at ${found.created_at}`);
  }
  if (client.isClaimed(objectName(org, found.slug))) {
    why.push("another resource of this run manages it");
  }
  return why;
}

/** The key of an account whose creation lost its answer: only a new one can be known. */
async function newKey(
  { client, diagnostics, signal }: CreateRequest<ProviderClient>,
  org: string,
  slug: string,
): Promise<string> {
  try {
    return await rotate(client, org, slug, signal);
  } catch (error) {
    const { detail } = failure("", error);
    diagnostics.warning(
      "The API key is not known",
      `A new key of the ${objectName(org, slug)} could not be had: ${detail}\nRaise rotate_api_key to get one.`,
      ["key"],
    );
    return REDACTED;
  }
}
