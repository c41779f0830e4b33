// Generated from the provider's schema by `npm run generate`: do not edit.
import { type IResolvable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { PACKED_PROVIDER, PROVIDER_METADATA } from "./private/metadata.js";

/**
 * Signs in with the id token of the CI job that runs Terraform, exchanged for a short-lived Cloudsmith token. Also
 * enabled by `CLOUDSMITH_USE_OIDC=true`. The id token comes from GitHub Actions, GitLab, CircleCI, Bitbucket,
 * Buildkite, Azure DevOps or HCP Terraform, or from `CLOUDSMITH_OIDC_TOKEN` or `CLOUDSMITH_OIDC_TOKEN_FILE`.
 */
export interface CloudsmithProviderBaseOidc {
  /** Slug of the organization whose OIDC settings admit the job. Default: `CLOUDSMITH_ORG`. */
  readonly organization?: string | undefined;
  /** Slug of the service account to act as. Default: `CLOUDSMITH_SERVICE_SLUG`. */
  readonly serviceSlug?: string | undefined;
  /** Audience to ask the CI system for, where it can be asked. Default: `CLOUDSMITH_OIDC_AUDIENCE`, else `cloudsmith`. */
  readonly audience?: string | undefined;
}

/** Configuration of {@link CloudsmithProviderBase}. */
export interface CloudsmithProviderBaseConfig {
  /**
   * API key, or a token exchanged for one, of the identity that runs Terraform. Default: `CLOUDSMITH_API_KEY`.
   * Conflicts with `oidc`.
   * Sensitive: Terraform hides it in its output.
   */
  readonly apiKey?: string | undefined;
  /**
   * Base URL of the API. Default: `CLOUDSMITH_API_HOST`, else `https://api.cloudsmith.io/v1`. Plain http is accepted
   * for loopback addresses only.
   */
  readonly apiHost?: string | undefined;
  /** Further headers of every request to the API. They cannot replace the credential's own header. */
  readonly headers?: { [name: string]: string } | undefined;
  /**
   * Default of `on_forbidden` of every resource: `error`, or `keep_state_and_warn` for plans by an identity that may
   * not read everything. `CLOUDSMITH_ON_FORBIDDEN=error` in the environment overrules both.
   */
  readonly onForbidden?: string | undefined;
  /**
   * Whether a refresh of many service accounts or settings may read whole lists instead of one object at a time.
   * Default: true.
   */
  readonly snapshotReads?: boolean | IResolvable | undefined;
  /**
   * Signs in with the id token of the CI job that runs Terraform, exchanged for a short-lived Cloudsmith token. Also
   * enabled by `CLOUDSMITH_USE_OIDC=true`. The id token comes from GitHub Actions, GitLab, CircleCI, Bitbucket,
   * Buildkite, Azure DevOps or HCP Terraform, or from `CLOUDSMITH_OIDC_TOKEN` or `CLOUDSMITH_OIDC_TOKEN_FILE`.
   */
  readonly oidc?: CloudsmithProviderBaseOidc | undefined;
  /** Another configuration of this provider in the same stack, named by the alias. */
  readonly alias?: string | undefined;
}

const FIELDS: Fields = {
  apiKey: { name: "api_key", kind: "string" },
  apiHost: { name: "api_host", kind: "string" },
  headers: { name: "headers", kind: "verbatimMap" },
  onForbidden: { name: "on_forbidden", kind: "string" },
  snapshotReads: { name: "snapshot_reads", kind: "boolean" },
  oidc: {
    name: "oidc",
    kind: "block",
    nesting: "single",
    fields: {
      organization: { name: "organization", kind: "string" },
      serviceSlug: { name: "service_slug", kind: "string" },
      audience: { name: "audience", kind: "string" },
    },
  },
};

/** Reconciles service accounts, repository privileges and OIDC provider settings with the Cloudsmith API. */
export class CloudsmithProviderBase extends TerraformProvider {
  public static readonly tfResourceType = "cloudsmith";

  readonly #configuration: CloudsmithProviderBaseConfig;

  #alias: string | undefined;

  /** @param build - another build of this provider than the packed one, e.g. the registry's */
  constructor(scope: Construct, id: string, configuration: CloudsmithProviderBaseConfig = {}, build = PACKED_PROVIDER) {
    super(scope, id, {
      terraformResourceType: "cloudsmith",
      terraformGeneratorMetadata: { ...PROVIDER_METADATA, providerVersion: build.version },
      terraformProviderSource: build.source,
    });
    this.#configuration = configuration;
    this.#alias = configuration.alias;
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
