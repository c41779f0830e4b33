// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";

/** Configuration of {@link DataCloudsmithRepositoryPrivileges}. */
export interface DataCloudsmithRepositoryPrivilegesConfig extends TerraformMetaArguments {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the repository. */
  readonly repository: string;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  repository: { name: "repository", kind: "string" },
};

/** One element of {@link DataCloudsmithRepositoryPrivilegesServiceList}, as Terraform will know it. */
export class DataCloudsmithRepositoryPrivilegesServiceOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link DataCloudsmithRepositoryPrivilegesServiceOutputReference}. */
export class DataCloudsmithRepositoryPrivilegesServiceList extends ComplexList {
  get(index: number): DataCloudsmithRepositoryPrivilegesServiceOutputReference {
    return new DataCloudsmithRepositoryPrivilegesServiceOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link DataCloudsmithRepositoryPrivilegesTeamList}, as Terraform will know it. */
export class DataCloudsmithRepositoryPrivilegesTeamOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link DataCloudsmithRepositoryPrivilegesTeamOutputReference}. */
export class DataCloudsmithRepositoryPrivilegesTeamList extends ComplexList {
  get(index: number): DataCloudsmithRepositoryPrivilegesTeamOutputReference {
    return new DataCloudsmithRepositoryPrivilegesTeamOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link DataCloudsmithRepositoryPrivilegesUserList}, as Terraform will know it. */
export class DataCloudsmithRepositoryPrivilegesUserOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link DataCloudsmithRepositoryPrivilegesUserOutputReference}. */
export class DataCloudsmithRepositoryPrivilegesUserList extends ComplexList {
  get(index: number): DataCloudsmithRepositoryPrivilegesUserOutputReference {
    return new DataCloudsmithRepositoryPrivilegesUserOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/**
 * The explicit grants on a repository. What teams and the repository's default privilege give beyond them is not in
 * it.
 */
export class DataCloudsmithRepositoryPrivileges extends TerraformDataSource {
  public static readonly tfResourceType = "cloudsmith_repository_privileges";

  readonly #configuration: DataCloudsmithRepositoryPrivilegesConfig;

  constructor(scope: Construct, id: string, configuration: DataCloudsmithRepositoryPrivilegesConfig) {
    super(scope, id, {
      terraformResourceType: DataCloudsmithRepositoryPrivileges.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: `<organization>/<repository>`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Slug of the repository. */
  get repository(): string {
    return this.getStringAttribute("repository");
  }

  /** Grants to service accounts. */
  get service(): DataCloudsmithRepositoryPrivilegesServiceList {
    return new DataCloudsmithRepositoryPrivilegesServiceList(this, "service", true);
  }

  /** Grants to teams. */
  get team(): DataCloudsmithRepositoryPrivilegesTeamList {
    return new DataCloudsmithRepositoryPrivilegesTeamList(this, "team", true);
  }

  /** Grants to users. */
  get user(): DataCloudsmithRepositoryPrivilegesUserList {
    return new DataCloudsmithRepositoryPrivilegesUserList(this, "user", true);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
