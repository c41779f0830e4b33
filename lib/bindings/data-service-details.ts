// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithServiceDetails}. */
export interface DataCloudsmithServiceDetailsConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the service account. */
  readonly service: string;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  service: { name: "service", kind: "string" },
};

/** One element of {@link DataCloudsmithServiceDetailsTeamsList}, as Terraform will know it. */
export class DataCloudsmithServiceDetailsTeamsOutputReference extends ComplexObject {
  get role(): string {
    return this.getStringAttribute("role");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link DataCloudsmithServiceDetailsTeamsOutputReference}. */
export class DataCloudsmithServiceDetailsTeamsList extends ComplexList {
  get(index: number): DataCloudsmithServiceDetailsTeamsOutputReference {
    return new DataCloudsmithServiceDetailsTeamsOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One service account, by its slug. */
export class DataCloudsmithServiceDetails extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_service_details";

  readonly #configuration: DataCloudsmithServiceDetailsConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithServiceDetailsConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithServiceDetails.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: `<organization>.<slug>`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Slug of the service account. */
  get service(): string {
    return this.getStringAttribute("service");
  }

  /** When the account was created, RFC 3339. */
  get createdAt(): string {
    return this.getStringAttribute("created_at");
  }

  /** Who created it. */
  get createdBy(): string {
    return this.getStringAttribute("created_by");
  }

  /** API address of who created it. */
  get createdByUrl(): string {
    return this.getStringAttribute("created_by_url");
  }

  /** What the account is for. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /**
   * The API key, masked but for its last four characters.
   * Sensitive: Terraform hides it in its output.
   */
  get key(): string {
    return this.getStringAttribute("key");
  }

  /** When the key ends, RFC 3339; empty where no key policy says so. */
  get keyExpiresAt(): string {
    return this.getStringAttribute("key_expires_at");
  }

  /** Name of the account. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Role in the organization, `Manager` or `Member`. */
  get role(): string {
    return this.getStringAttribute("role");
  }

  /** Slug of the account. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Teams the account belongs to, and its role in each. */
  get teams(): DataCloudsmithServiceDetailsTeamsList {
    return new DataCloudsmithServiceDetailsTeamsList(this, "teams", false);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
