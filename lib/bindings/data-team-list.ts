// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithTeamList}. */
export interface DataCloudsmithTeamListConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
};

/** One element of {@link DataCloudsmithTeamListTeamsList}, as Terraform will know it. */
export class DataCloudsmithTeamListTeamsOutputReference extends ComplexObject {
  get description(): string {
    return this.getStringAttribute("description");
  }

  get name(): string {
    return this.getStringAttribute("name");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }

  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  get visibility(): string {
    return this.getStringAttribute("visibility");
  }
}

/** A list of {@link DataCloudsmithTeamListTeamsOutputReference}. */
export class DataCloudsmithTeamListTeamsList extends ComplexList {
  get(index: number): DataCloudsmithTeamListTeamsOutputReference {
    return new DataCloudsmithTeamListTeamsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** The teams of an organization. */
export class DataCloudsmithTeamList extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_team_list";

  readonly #configuration: DataCloudsmithTeamListConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithTeamListConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithTeamList.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the organization. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** The teams, by name. */
  get teams(): DataCloudsmithTeamListTeamsList {
    return new DataCloudsmithTeamListTeamsList(this, "teams", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
