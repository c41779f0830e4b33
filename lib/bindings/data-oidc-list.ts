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

/** Configuration of {@link DataCloudsmithOidcList}. */
export interface DataCloudsmithOidcListConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly namespace: string;
  /**
   * Search terms of the API, e.g. `name:app-main`, `provider_url:https://token.actions.githubusercontent.com` or
   * `service_account:ci-app`.
   */
  readonly query?: string | undefined;
  /** `name` (the API's default); `-name` turns the order. */
  readonly sort?: string | undefined;
}

const FIELDS: Fields = {
  namespace: { name: "namespace", kind: "string" },
  query: { name: "query", kind: "string" },
  sort: { name: "sort", kind: "string" },
};

/** One element of {@link DataCloudsmithOidcListSettingsDynamicMappingsList}, as Terraform will know it. */
export class DataCloudsmithOidcListSettingsDynamicMappingsOutputReference extends ComplexObject {
  get claimValue(): string {
    return this.getStringAttribute("claim_value");
  }

  get serviceAccount(): string {
    return this.getStringAttribute("service_account");
  }
}

/** A list of {@link DataCloudsmithOidcListSettingsDynamicMappingsOutputReference}. */
export class DataCloudsmithOidcListSettingsDynamicMappingsList extends ComplexList {
  get(index: number): DataCloudsmithOidcListSettingsDynamicMappingsOutputReference {
    return new DataCloudsmithOidcListSettingsDynamicMappingsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link DataCloudsmithOidcListSettingsList}, as Terraform will know it. */
export class DataCloudsmithOidcListSettingsOutputReference extends ComplexObject {
  get claims(): StringMap {
    return new StringMap(this, "claims");
  }

  get dynamicMappings(): DataCloudsmithOidcListSettingsDynamicMappingsList {
    return new DataCloudsmithOidcListSettingsDynamicMappingsList(this, "dynamic_mappings", true);
  }

  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  get mappingClaim(): string {
    return this.getStringAttribute("mapping_claim");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get providerUrl(): string {
    return this.getStringAttribute("provider_url");
  }

  get serviceAccounts(): string[] {
    return this.getListAttribute("service_accounts");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }

  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }
}

/** A list of {@link DataCloudsmithOidcListSettingsOutputReference}. */
export class DataCloudsmithOidcListSettingsList extends ComplexList {
  get(index: number): DataCloudsmithOidcListSettingsOutputReference {
    return new DataCloudsmithOidcListSettingsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** All OIDC provider settings of an organization. The official provider has no such data source. */
export class DataCloudsmithOidcList extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_oidc_list";

  readonly #configuration: DataCloudsmithOidcListConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithOidcListConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithOidcList.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the namespace and the query. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get namespace(): string {
    return this.getStringAttribute("namespace");
  }

  /**
   * Search terms of the API, e.g. `name:app-main`, `provider_url:https://token.actions.githubusercontent.com` or
   * `service_account:ci-app`.
   */
  get query(): string {
    return this.getStringAttribute("query");
  }

  /** `name` (the API's default); `-name` turns the order. */
  get sort(): string {
    return this.getStringAttribute("sort");
  }

  /** The settings; a claim that is not text is given as JSON. Mappings are read for those that have a mapping claim. */
  get settings(): DataCloudsmithOidcListSettingsList {
    return new DataCloudsmithOidcListSettingsList(this, "settings", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
