// Generated from the provider's schema by `npm run generate`: do not edit.
import {
  ComplexList,
  ComplexObject,
  type IResolvable,
  StringMap,
  TerraformDataSource,
  type TerraformMetaArguments,
} from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithOidc}. */
export interface DataCloudsmithOidcConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly namespace: string;
  /** Permanent identifier of the settings. */
  readonly slugPerm: string;
}

const FIELDS: Fields = {
  namespace: { name: "namespace", kind: "string" },
  slugPerm: { name: "slug_perm", kind: "string" },
};

/** One element of {@link DataCloudsmithOidcDynamicMappingsList}, as Terraform will know it. */
export class DataCloudsmithOidcDynamicMappingsOutputReference extends ComplexObject {
  get claimValue(): string {
    return this.getStringAttribute("claim_value");
  }

  get serviceAccount(): string {
    return this.getStringAttribute("service_account");
  }
}

/** A list of {@link DataCloudsmithOidcDynamicMappingsOutputReference}. */
export class DataCloudsmithOidcDynamicMappingsList extends ComplexList {
  get(index: number): DataCloudsmithOidcDynamicMappingsOutputReference {
    return new DataCloudsmithOidcDynamicMappingsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One OIDC provider settings object, by its `slug_perm`. */
export class DataCloudsmithOidc extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_oidc";

  readonly #configuration: DataCloudsmithOidcConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithOidcConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithOidc.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: `<namespace>.<slug_perm>`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get namespace(): string {
    return this.getStringAttribute("namespace");
  }

  /** Permanent identifier of the settings. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  /** Claims that a token must carry; a value that is not text is given as JSON. */
  get claims(): StringMap {
    return new StringMap(this, "claims");
  }

  /** Values of the mapping claim and the service account of each. */
  get dynamicMappings(): DataCloudsmithOidcDynamicMappingsList {
    return new DataCloudsmithOidcDynamicMappingsList(this, "dynamic_mappings", true);
  }

  /** Whether the settings admit anything. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** Claim whose value picks the service account; null where the accounts are listed. */
  get mappingClaim(): string {
    return this.getStringAttribute("mapping_claim");
  }

  /** Name of the settings. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The issuer. */
  get providerUrl(): string {
    return this.getStringAttribute("provider_url");
  }

  /** Slugs of the service accounts a matching token may ask for. */
  get serviceAccounts(): string[] {
    return this.getListAttribute("service_accounts");
  }

  /** Slug of the settings. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
