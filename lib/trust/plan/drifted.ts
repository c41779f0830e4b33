import { Document, type Instance, isObject, type JsonObject } from "./document.js";
import { type PlannedTrust, readPlan } from "./read.js";

/** A resource that was changed, or taken away, beside Terraform. */
export interface DriftedResource {
  readonly address: string;
  readonly type: string;
  /** As Terraform last wrote it, without sensitive values. */
  readonly recorded: JsonObject;
  /** As the refresh found it, without sensitive values; absent where it is gone. */
  readonly live?: JsonObject;
}

/** A resource instance of a state, without sensitive values. */
export interface StateResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: JsonObject;
}

/** A plan as far as drift needs it: of `terraform plan -refresh-only`, or an ordinary one, which refreshes as well. */
export interface DriftedPlan {
  readonly trust: PlannedTrust;
  readonly drifted: readonly DriftedResource[];
  /** Everything that the refresh found, of all providers. */
  readonly live: readonly StateResource[];
  /** Whether nothing but the refresh was planned, so that `trust.after` is what is live. */
  readonly refreshOnly: boolean;
  /** What would be made or taken away, by address; empty where nothing but the refresh was planned. */
  readonly planned: { readonly made: readonly string[]; readonly removed: readonly string[] };
  /** Whether the plan covers everything: one limited to some targets, or with something put off, does not. */
  readonly isWhole: boolean;
  /** Source addresses of the Cloudsmith providers that made it, e.g. `localhost/cloudsmith-trust/cloudsmith`. */
  readonly cloudsmithProviders: readonly string[];
  /** The owner that the GitHub provider is configured for, where that is written down. */
  readonly gitHubOwner?: string;
}

/**
 * Reads what was changed beside Terraform from a plan: the value that `terraform show -json PLAN` writes, format 1.x.
 *
 * @param where the plan's file, for messages and origins
 * @throws TrustError `invalid_plan`, also for a plan that failed half way; `several_organizations`
 */
export function readDriftedPlan(value: unknown, where: string): DriftedPlan {
  const trust = readPlan(value, where);
  const document = new Document("plan", value, where);
  const { root } = document;
  const live = root.prior_state === undefined ? [] : document.instances(root.prior_state);
  const drifted = document
    .drift()
    .filter(({ actions }) => !actions.includes("no-op"))
    .flatMap(({ after }) => after ?? [])
    .filter(({ mode, deposed }) => mode === "managed" && deposed === "");
  const providers = providersOf(root.configuration);
  const gitHubOwner = ownerOf(providers);
  return {
    trust,
    drifted: drifted.map(drift),
    live: live.map(({ address, mode, type, values, sensitive }) => ({
      address,
      mode,
      type,
      values: withoutSecrets(values, sensitive),
    })),
    refreshOnly: !("resource_changes" in root),
    planned: plannedOf(document),
    isWhole: root.complete !== false,
    cloudsmithProviders: providers.flatMap(({ name, full_name }) =>
      name === "cloudsmith" && typeof full_name === "string" ? [full_name] : [],
    ),
    ...(gitHubOwner === undefined ? {} : { gitHubOwner }),
  };
}

function plannedOf(document: Document): DriftedPlan["planned"] {
  const changes = document.changes().filter(({ deposed }) => deposed === "");
  const all = (wanted: (actions: readonly string[]) => boolean): readonly string[] =>
    changes.filter(({ actions }) => wanted(actions)).map(({ address }) => address);
  return {
    made: all((actions) => actions.includes("create")),
    removed: all((actions) => actions.includes("delete") && !actions.includes("create")),
  };
}

function drift({ address, type, values, prior, sensitive }: Instance): DriftedResource {
  return {
    address,
    type,
    recorded: withoutSecrets(values, sensitive),
    ...(prior === undefined ? {} : { live: withoutSecrets(prior, sensitive) }),
  };
}

/** What is sensitive inside a value goes with the whole of it. */
function withoutSecrets(values: JsonObject, sensitive: unknown): JsonObject {
  if (!isObject(sensitive)) {
    return sensitive === true ? {} : values;
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => !hasSecret(sensitive[name])));
}

function hasSecret(mark: unknown): boolean {
  return mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some(hasSecret));
}

function providersOf(configuration: unknown): readonly JsonObject[] {
  const providers = isObject(configuration) ? configuration.provider_config : undefined;
  return Object.values(isObject(providers) ? providers : {}).filter(isObject);
}

function ownerOf(providers: readonly JsonObject[]): string | undefined {
  const owners = providers
    .filter(({ name }) => name === "github")
    .map(({ expressions }) => (isObject(expressions) && isObject(expressions.owner) ? expressions.owner : {}));
  const owner = owners.find(({ constant_value }) => typeof constant_value === "string")?.constant_value;
  return typeof owner === "string" ? owner : undefined;
}
