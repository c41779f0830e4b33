// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, type IResolvable, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithListOrgMembers}. */
export interface DataCloudsmithListOrgMembersConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly namespace: string;
  /** Only members who are active. Default: true. */
  readonly isActive?: boolean | IResolvable | undefined;
}

const FIELDS: Fields = {
  namespace: { name: "namespace", kind: "string" },
  isActive: { name: "is_active", kind: "boolean" },
};

/** One element of {@link DataCloudsmithListOrgMembersMembersList}, as Terraform will know it. */
export class DataCloudsmithListOrgMembersMembersOutputReference extends ComplexObject {
  get email(): string {
    return this.getStringAttribute("email");
  }

  get hasTwoFactor(): IResolvable {
    return this.getBooleanAttribute("has_two_factor");
  }

  get isActive(): IResolvable {
    return this.getBooleanAttribute("is_active");
  }

  get joinedAt(): string {
    return this.getStringAttribute("joined_at");
  }

  get lastLoginAt(): string {
    return this.getStringAttribute("last_login_at");
  }

  get lastLoginMethod(): string {
    return this.getStringAttribute("last_login_method");
  }

  get role(): string {
    return this.getStringAttribute("role");
  }

  get user(): string {
    return this.getStringAttribute("user");
  }

  get userId(): string {
    return this.getStringAttribute("user_id");
  }
}

/** A list of {@link DataCloudsmithListOrgMembersMembersOutputReference}. */
export class DataCloudsmithListOrgMembersMembersList extends ComplexList {
  get(index: number): DataCloudsmithListOrgMembersMembersOutputReference {
    return new DataCloudsmithListOrgMembersMembersOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** The people in an organization. Service accounts are not members. */
export class DataCloudsmithListOrgMembers extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_list_org_members";

  readonly #configuration: DataCloudsmithListOrgMembersConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithListOrgMembersConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithListOrgMembers.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the namespace. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get namespace(): string {
    return this.getStringAttribute("namespace");
  }

  /** Only members who are active. Default: true. */
  get isActive(): IResolvable {
    return this.getBooleanAttribute("is_active");
  }

  /** The members. */
  get members(): DataCloudsmithListOrgMembersMembersList {
    return new DataCloudsmithListOrgMembersMembersList(this, "members", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
