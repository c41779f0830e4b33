// Generated from the provider's schema by `npm run generate`: do not edit.
import { TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithOrganization}. */
export interface DataCloudsmithOrganizationConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly slug: string;
}

const FIELDS: Fields = {
  slug: { name: "slug", kind: "string" },
};

/** An organization (workspace). */
export class DataCloudsmithOrganization extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_organization";

  readonly #configuration: DataCloudsmithOrganizationConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithOrganizationConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithOrganization.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `slug_perm`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Country the organization is based in. */
  get country(): string {
    return this.getStringAttribute("country");
  }

  /** When the organization was created, RFC 3339. */
  get createdAt(): string {
    return this.getStringAttribute("created_at");
  }

  /** Town or area the organization is based in. */
  get location(): string {
    return this.getStringAttribute("location");
  }

  /** Name of the organization. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Permanent identifier. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  /** Short public description. */
  get tagline(): string {
    return this.getStringAttribute("tagline");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
