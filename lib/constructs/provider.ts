import { type IResolvable, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { CloudsmithProviderBase, type CloudsmithProviderBaseConfig } from "../bindings/index.js";
import type { ProviderBuild } from "../bindings/private/metadata.js";
import { type AcceptanceProps, accept } from "./accept.js";
import { DeclarationError } from "./errors.js";
import { checkId, checkOneOf, checkSlug, invalid } from "./private/checks.js";
import { isJudgedByProvider, judgeStacksOfResources } from "./private/l1-stacks.js";
import { tooOldNode, USE_NEWER_NODE } from "./private/node-version.js";
import { lackingInRegistry, REGISTRY_PROVIDER } from "./private/registry-engine.js";
import { checkStackOf } from "./private/stack-checks.js";
import { attachSynthesis } from "./private/synthesis.js";
import { writtenExceptions } from "./private/written-exceptions.js";
import { writtenSources } from "./private/written-sources.js";

judgeStacksOfResources();

export interface CloudsmithProviderProps {
  /**
   * Slug of the organization (workspace), the default of every construct in the stack.
   *
   * It is written into each resource, not into the provider block.
   *
   * @default - each construct says its own
   */
  readonly organization?: string;
  /**
   * API key, or a token exchanged for one, of the identity that runs Terraform. Never a literal: it would be in the code.
   *
   * @default - the environment variable CLOUDSMITH_API_KEY, when Terraform runs
   */
  readonly apiKey?: string;
  /**
   * Base URL of the API.
   *
   * @default - the environment variable CLOUDSMITH_API_HOST, else https://api.cloudsmith.io/v1
   */
  readonly apiHost?: string;
  /**
   * Signs in with the id token of the CI job that runs Terraform, instead of a key.
   *
   * @default - off, unless the environment variable CLOUDSMITH_USE_OIDC says so
   */
  readonly oidc?: CloudsmithProviderOidc;
  /**
   * Further headers of every request.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * What a refresh does with what the identity running it may not read.
   *
   * @default "error"
   */
  readonly onForbidden?: "error" | "keep_state_and_warn";
  /**
   * Whether a refresh may read whole lists instead of one object at a time.
   *
   * @default true
   */
  readonly snapshotReads?: boolean | IResolvable;
  /**
   * Which build of the provider Terraform runs: `packed` is the one in this package and needs Node where Terraform runs;
   * `registry` is the official one of the public registry, for remote runs. What the official one lacks is refused by
   * name at synth, and single grants join the full list of their repository, which must then be declared.
   *
   * @default "packed"
   */
  readonly engine?: ProviderEngine;
  /**
   * Version of the registry's provider, exactly.
   *
   * @default "0.0.84"
   */
  readonly registryVersion?: string;
  /**
   * Names a further configuration of this provider in the same stack; constructs take it as `provider`.
   *
   * @default - the stack's default configuration
   */
  readonly alias?: string;
}

export type ProviderEngine = "packed" | "registry";

export interface CloudsmithProviderOidc {
  /** @default - that of the provider */
  readonly organization?: string;
  /** @default - the environment variable CLOUDSMITH_SERVICE_SLUG */
  readonly serviceSlug?: string;
  /** @default - the environment variable CLOUDSMITH_OIDC_AUDIENCE, else `cloudsmith` */
  readonly audience?: string;
}

/** In the order of declaration; held by the stack, so that they go when it goes. */
const providers = new WeakMap<TerraformStack, CloudsmithProvider[]>();

/**
 * The Cloudsmith provider of a stack. At synth it puts the provider packed into this package, and a lock file that knows
 * it, beside the stack's JSON: `cdktf deploy` and `terraform init` find both with no configuration.
 *
 * @example new CloudsmithProvider(this, "cloudsmith", { organization: "acme" })
 */
export class CloudsmithProvider extends CloudsmithProviderBase {
  /**
   * The one that constructs in this scope use unless told otherwise: the stack's only one, or the one without alias.
   *
   * @throws DeclarationError with code `missing_provider`
   */
  static of(scope: IConstruct): CloudsmithProvider {
    const found = CloudsmithProvider.tryOf(scope);
    if (found === undefined) {
      const all = providers.get(TerraformStack.of(scope)) ?? [];
      const message =
        all.length === 0
          ? `declare new CloudsmithProvider(stack, "cloudsmith", { organization }) before the constructs that use it`
          : `the stack has ${all.length} Cloudsmith providers, each with an alias; say which one as provider`;
      throw new DeclarationError("missing_provider", scope, message);
    }
    return found;
  }

  /** As {@link of}, or undefined. */
  static tryOf(scope: IConstruct): CloudsmithProvider | undefined {
    const all = providers.get(TerraformStack.of(scope)) ?? [];
    return all.length === 1 ? all[0] : all.find((provider) => provider.alias === undefined);
  }

  /** Default organization of the constructs, if one was given. */
  readonly organization: string | undefined;
  readonly engine: ProviderEngine;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: CloudsmithProviderProps = {}) {
    super(scope, id, configurationOf(props), buildOf(props));
    this.organization = props.organization;
    this.engine = props.engine ?? "packed";
    checkNode(this);
    checkId(this);
    checkEngine(this, props);
    if (props.organization !== undefined) {
      checkSlug(this, "organization", props.organization);
    }
    checkStackOf(this);
    const stack = TerraformStack.of(this);
    const all = providers.get(stack) ?? [];
    providers.set(stack, [...all, this]);
    if (all.length === 0) {
      isJudgedByProvider(stack);
      attachSynthesis(this, this.engine);
      if (this.engine === "registry") {
        stack.node.addValidation({ validate: () => lackingInRegistry(stack) });
      }
    }
  }

  /** What cdktf writes beside the resources; Terraform does not read it. */
  override toMetadata(): object {
    const stack = TerraformStack.of(this);
    const written = super.toMetadata();
    return providers.get(stack)?.[0] === this
      ? { ...written, ...writtenExceptions(stack), ...writtenSources(stack) }
      : written;
  }

  /**
   * Accepts a finding on the stack as a whole, such as `local-state-in-ci`, up to a date.
   *
   * @throws DeclarationError with code `invalid_acceptance`
   */
  accept(rule: string, acceptance: AcceptanceProps): void {
    accept(this, rule, acceptance);
  }
}

/** Says so before an old Node fails at something that it does not have. */
function checkNode(provider: CloudsmithProvider): void {
  const tooOld = tooOldNode(process.version);
  if (tooOld !== undefined) {
    throw new DeclarationError("old_node", provider, `${tooOld}: ${USE_NEWER_NODE}`);
  }
}

function buildOf({ engine, registryVersion }: CloudsmithProviderProps): ProviderBuild | undefined {
  return engine === "registry"
    ? { ...REGISTRY_PROVIDER, version: registryVersion ?? REGISTRY_PROVIDER.version }
    : undefined;
}

/** A stack has one build of a provider, whatever number of configurations. */
function checkEngine(provider: CloudsmithProvider, { engine, registryVersion }: CloudsmithProviderProps): void {
  checkOneOf(provider, "engine", provider.engine, ["packed", "registry"]);
  if (registryVersion !== undefined && (engine !== "registry" || !/^\d+\.\d+\.\d+$/.test(registryVersion))) {
    throw invalid(
      provider,
      `registryVersion is an exact version such as 0.0.84, with engine: "registry", got ${registryVersion}`,
    );
  }
  const [first] = providers.get(TerraformStack.of(provider)) ?? [];
  if (first !== undefined && first.engine !== provider.engine) {
    throw invalid(
      provider,
      `${first.node.path} has engine ${first.engine}; every CloudsmithProvider of a stack has the same`,
    );
  }
}

function configurationOf(props: CloudsmithProviderProps): CloudsmithProviderBaseConfig {
  const { organization, oidc, headers, engine: _, registryVersion: __, ...rest } = props;
  return {
    ...rest,
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    ...(oidc === undefined ? {} : { oidc: { organization, ...oidc } }),
  };
}
