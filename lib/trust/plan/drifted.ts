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
  const gitHubOwner = ownerOf(root.configuration);
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
    ...(gitHubOwner === undefined ? {} : { gitHubOwner }),
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

function ownerOf(configuration: unknown): string | undefined {
  const providers = isObject(configuration) ? configuration.provider_config : undefined;
  for (const provider of Object.values(isObject(providers) ? providers : {})) {
    const { name, expressions } = isObject(provider) ? provider : {};
    const owner = name === "github" && isObject(expressions) ? expressions.owner : undefined;
    if (isObject(owner) && typeof owner.constant_value === "string") {
      return owner.constant_value;
    }
  }
  return undefined;
}
