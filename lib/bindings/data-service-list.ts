// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithServiceList}. */
export interface DataCloudsmithServiceListConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
  /** Search terms of the API, e.g. `name:ci-app` or `role:Manager`. */
  readonly query?: string | undefined;
  /** `created_at` (the API's default), `name` or `role`; `-` before it turns the order. */
  readonly sort?: string | undefined;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  query: { name: "query", kind: "string" },
  sort: { name: "sort", kind: "string" },
};

/** One element of {@link DataCloudsmithServiceListServicesTeamsList}, as Terraform will know it. */
export class DataCloudsmithServiceListServicesTeamsOutputReference extends ComplexObject {
  get role(): string {
    return this.getStringAttribute("role");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link DataCloudsmithServiceListServicesTeamsOutputReference}. */
export class DataCloudsmithServiceListServicesTeamsList extends ComplexList {
  get(index: number): DataCloudsmithServiceListServicesTeamsOutputReference {
    return new DataCloudsmithServiceListServicesTeamsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link DataCloudsmithServiceListServicesList}, as Terraform will know it. */
export class DataCloudsmithServiceListServicesOutputReference extends ComplexObject {
  get createdAt(): string {
    return this.getStringAttribute("created_at");
  }

  get createdBy(): string {
    return this.getStringAttribute("created_by");
  }

  get createdByUrl(): string {
    return this.getStringAttribute("created_by_url");
  }

  get description(): string {
    return this.getStringAttribute("description");
  }

  get key(): string {
    return this.getStringAttribute("key");
  }

  get keyExpiresAt(): string {
    return this.getStringAttribute("key_expires_at");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get role(): string {
    return this.getStringAttribute("role");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }

  get teams(): DataCloudsmithServiceListServicesTeamsList {
    return new DataCloudsmithServiceListServicesTeamsList(this, "teams", false);
  }
}

/** A list of {@link DataCloudsmithServiceListServicesOutputReference}. */
export class DataCloudsmithServiceListServicesList extends ComplexList {
  get(index: number): DataCloudsmithServiceListServicesOutputReference {
    return new DataCloudsmithServiceListServicesOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** The service accounts of an organization. */
export class DataCloudsmithServiceList extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_service_list";

  readonly #configuration: DataCloudsmithServiceListConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithServiceListConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithServiceList.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the organization and the query. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Search terms of the API, e.g. `name:ci-app` or `role:Manager`. */
  get query(): string {
    return this.getStringAttribute("query");
  }

  /** `created_at` (the API's default), `name` or `role`; `-` before it turns the order. */
  get sort(): string {
    return this.getStringAttribute("sort");
  }

  /** The accounts; each `key` is masked but for its last four characters. */
  get services(): DataCloudsmithServiceListServicesList {
    return new DataCloudsmithServiceListServicesList(this, "services", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
