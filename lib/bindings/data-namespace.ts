// Generated from the provider's schema by `npm run generate`: do not edit.
import { TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithNamespace}. */
export interface DataCloudsmithNamespaceConfig extends TerraformMetaArguments {
  /** Slug of the namespace. */
  readonly slug: string;
}

const FIELDS: Fields = {
  slug: { name: "slug", kind: "string" },
};

/** A namespace: an organization or a user. Use `cloudsmith_organization` instead. */
export class DataCloudsmithNamespace extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_namespace";

  readonly #configuration: DataCloudsmithNamespaceConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithNamespaceConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithNamespace.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the `slug_perm`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the namespace. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /** Name of the namespace. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Permanent identifier. */
  get slugPerm(): string {
    return this.getStringAttribute("slug_perm");
  }

  /** Whether it is an organization or a user. */
  get typeName(): string {
    return this.getStringAttribute("type_name");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
