// Generated from the provider's schema by `npm run generate`: do not edit.
import { TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithUserSelf}. */
export interface DataCloudsmithUserSelfConfig extends TerraformMetaArguments {}

const FIELDS: Fields = {};

/** The identity that runs Terraform: a user or a service account. */
export class DataCloudsmithUserSelf extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_user_self";

  readonly #configuration: DataCloudsmithUserSelfConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithUserSelfConfig = {}) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithUserSelf.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `slug_perm`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** E-mail address; empty for a service account. */
  get email(): string {
    return this.getStringAttribute("email");
  }

  /** Full name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Slug, to be used in grants. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Permanent identifier. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
