// Generated from the provider's schema by `npm run generate`: do not edit.
import { type IResolvable, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithOrgMemberDetails}. */
export interface DataCloudsmithOrgMemberDetailsConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the user. */
  readonly member: string;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  member: { name: "member", kind: "string" },
};

/** One person in an organization. */
export class DataCloudsmithOrgMemberDetails extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_org_member_details";

  readonly #configuration: DataCloudsmithOrgMemberDetailsConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithOrgMemberDetailsConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithOrgMemberDetails.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `user_id`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Slug of the user. */
  get member(): string {
    return this.getStringAttribute("member");
  }

  /** E-mail address. */
  get email(): string {
    return this.getStringAttribute("email");
  }

  /** Whether two-factor authentication is on. */
  get hasTwoFactor(): IResolvable {
    return this.getBooleanAttribute("has_two_factor");
  }

  /** Whether the member is active. */
  get isActive(): IResolvable {
    return this.getBooleanAttribute("is_active");
  }

  /** When the member joined, RFC 3339. */
  get joinedAt(): string {
    return this.getStringAttribute("joined_at");
  }

  /** When the member last signed in, RFC 3339; empty where never. */
  get lastLoginAt(): string {
    return this.getStringAttribute("last_login_at");
  }

  /** How the member last signed in. */
  get lastLoginMethod(): string {
    return this.getStringAttribute("last_login_method");
  }

  /** `Owner`, `Manager`, `Member` or `Collaborator`. */
  get role(): string {
    return this.getStringAttribute("role");
  }

  /** Slug of the user. */
  get user(): string {
    return this.getStringAttribute("user");
  }

  /** Permanent identifier of the user. */
  get userId(): string {
    return this.getStringAttribute("user_id");
  }

  /** Full name. */
  get userName(): string {
    return this.getStringAttribute("user_name");
  }

  /** API address of the user. */
  get userUrl(): string {
    return this.getStringAttribute("user_url");
  }

  /** `Public` or `Private`. */
  get visibility(): string {
    return this.getStringAttribute("visibility");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
