// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithTeamMembers}. */
export interface DataCloudsmithTeamMembersConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the team. */
  readonly teamName: string;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  teamName: { name: "team_name", kind: "string" },
};

/** One element of {@link DataCloudsmithTeamMembersMembersList}, as Terraform will know it. */
export class DataCloudsmithTeamMembersMembersOutputReference extends ComplexObject {
  get role(): string {
    return this.getStringAttribute("role");
  }

  get user(): string {
    return this.getStringAttribute("user");
  }
}

/** A list of {@link DataCloudsmithTeamMembersMembersOutputReference}. */
export class DataCloudsmithTeamMembersMembersList extends ComplexList {
  get(index: number): DataCloudsmithTeamMembersMembersOutputReference {
    return new DataCloudsmithTeamMembersMembersOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** The users in a team. Service accounts show the teams they are in themselves. */
export class DataCloudsmithTeamMembers extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_team_members";

  readonly #configuration: DataCloudsmithTeamMembersConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithTeamMembersConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithTeamMembers.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the organization and the team. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Slug of the team. */
  get teamName(): string {
    return this.getStringAttribute("team_name");
  }

  /** Slug and team role of each user. */
  get members(): DataCloudsmithTeamMembersMembersList {
    return new DataCloudsmithTeamMembersMembersList(this, "members", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
