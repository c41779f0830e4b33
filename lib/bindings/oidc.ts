// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, type IResolvable, StringMap, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";
import { CloudsmithResource } from "./private/resource.js";

/** One value of `mapping_claim` and the service account it stands for. All blocks together are the mappings. */
export interface CloudsmithOidcDynamicMappings {
  /** Value of the mapping claim; one that ends in `.*` is a prefix. */
  readonly claimValue: string;
  /** Slug of the service account for tokens with this value. */
  readonly serviceAccount: string;
}

/** Configuration of {@link CloudsmithOidc}. */
export interface CloudsmithOidcConfig extends TerraformMetaArguments {
  /** Slug of the organization the settings belong to. A change replaces the resource. */
  readonly namespace: string;
  /** Name of the settings, unique in the organization. */
  readonly name: string;
  /** Whether the settings admit anything. */
  readonly enabled: boolean | IResolvable;
  /**
   * The issuer: what the `iss` claim of its tokens says, e.g. `https://token.actions.githubusercontent.com`. A
   * trailing slash makes no difference.
   */
  readonly providerUrl: string;
  /**
   * Claims that a token must carry, all of them. A value that ends in `.*` is a prefix; nothing else in it is a
   * pattern. Prefer ids that cannot be taken over, like `repository_id`, to names.
   */
  readonly claims: { [name: string]: string };
  /**
   * Slugs of the service accounts a matching token may ask for. Order means nothing. Left out or empty, and without
   * mappings, no account is trusted. Conflicts with `mapping_claim` and `dynamic_mappings`.
   */
  readonly serviceAccounts?: string[] | undefined;
  /** Claim whose value picks the service account from `dynamic_mappings`. Conflicts with `service_accounts`. */
  readonly mappingClaim?: string | undefined;
  /**
   * Allows a write that takes from the identity running Terraform what it would need to undo that write. Without it
   * such a write is refused before it is sent.
   */
  readonly allowSelfLockout?: boolean | IResolvable | undefined;
  /**
   * What a refresh does when the identity running it may not read this object: `error` (the default), or
   * `keep_state_and_warn`, which keeps what the state says, warns of what was not checked and refuses to write it in
   * that run. Overrides `on_forbidden` of the provider.
   */
  readonly onForbidden?: string | undefined;
  /** One value of `mapping_claim` and the service account it stands for. All blocks together are the mappings. */
  readonly dynamicMappings?: CloudsmithOidcDynamicMappings[] | IResolvable | undefined;
}

const FIELDS: Fields = {
  namespace: { name: "namespace", kind: "string" },
  name: { name: "name", kind: "string" },
  enabled: { name: "enabled", kind: "boolean" },
  providerUrl: { name: "provider_url", kind: "string" },
  claims: { name: "claims", kind: "stringMap" },
  serviceAccounts: { name: "service_accounts", kind: "stringList" },
  mappingClaim: { name: "mapping_claim", kind: "string" },
  allowSelfLockout: { name: "allow_self_lockout", kind: "boolean" },
  onForbidden: { name: "on_forbidden", kind: "string" },
  dynamicMappings: {
    name: "dynamic_mappings",
    kind: "block",
    nesting: "set",
    fields: {
      claimValue: { name: "claim_value", kind: "string" },
      serviceAccount: { name: "service_account", kind: "string" },
    },
  },
};

/** One element of {@link CloudsmithOidcDynamicMappingsList}, as Terraform will know it. */
export class CloudsmithOidcDynamicMappingsOutputReference extends ComplexObject {
  get claimValue(): string {
    return this.getStringAttribute("claim_value");
  }

  get serviceAccount(): string {
    return this.getStringAttribute("service_account");
  }
}

/** A list of {@link CloudsmithOidcDynamicMappingsOutputReference}. */
export class CloudsmithOidcDynamicMappingsList extends ComplexList {
  get(index: number): CloudsmithOidcDynamicMappingsOutputReference {
    return new CloudsmithOidcDynamicMappingsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/**
 * OIDC provider settings: tokens of one issuer that carry these claims may be exchanged for a token of one of these
 * service accounts. Settings are alternatives: any that matches admits. Import with `<organization>.<slug_perm>`.
 */
export class CloudsmithOidc extends CloudsmithResource {
  public static readonly tfResourceType = "cloudsmith_oidc";

  readonly #configuration: CloudsmithOidcConfig;

  constructor(scope: Construct, id: string, configuration: CloudsmithOidcConfig) {
    super(scope, id, {
      terraformResourceType: CloudsmithOidc.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `slug_perm`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization the settings belong to. A change replaces the resource. */
  get namespace(): string {
    return this.getStringAttribute("namespace");
  }

  /** Name of the settings, unique in the organization. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Whether the settings admit anything. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /**
   * The issuer: what the `iss` claim of its tokens says, e.g. `https://token.actions.githubusercontent.com`. A
   * trailing slash makes no difference.
   */
  get providerUrl(): string {
    return this.getStringAttribute("provider_url");
  }

  /**
   * Claims that a token must carry, all of them. A value that ends in `.*` is a prefix; nothing else in it is a
   * pattern. Prefer ids that cannot be taken over, like `repository_id`, to names.
   */
  get claims(): StringMap {
    return new StringMap(this, "claims");
  }

  /**
   * Slugs of the service accounts a matching token may ask for. Order means nothing. Left out or empty, and without
   * mappings, no account is trusted. Conflicts with `mapping_claim` and `dynamic_mappings`.
   */
  get serviceAccounts(): string[] {
    return this.getListAttribute("service_accounts");
  }

  /** Claim whose value picks the service account from `dynamic_mappings`. Conflicts with `service_accounts`. */
  get mappingClaim(): string {
    return this.getStringAttribute("mapping_claim");
  }

  /** Slug of the settings, given by Cloudsmith. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Permanent identifier of the settings, given by Cloudsmith. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  /**
   * Allows a write that takes from the identity running Terraform what it would need to undo that write. Without it
   * such a write is refused before it is sent.
   */
  get allowSelfLockout(): IResolvable {
    return this.getBooleanAttribute("allow_self_lockout");
  }

  /**
   * What a refresh does when the identity running it may not read this object: `error` (the default), or
   * `keep_state_and_warn`, which keeps what the state says, warns of what was not checked and refuses to write it in
   * that run. Overrides `on_forbidden` of the provider.
   */
  get onForbidden(): string {
    return this.getStringAttribute("on_forbidden");
  }

  /** One value of `mapping_claim` and the service account it stands for. All blocks together are the mappings. */
  get dynamicMappings(): CloudsmithOidcDynamicMappingsList {
    return new CloudsmithOidcDynamicMappingsList(this, "dynamic_mappings", true);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
