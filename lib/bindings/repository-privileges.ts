// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";
import { CloudsmithResource } from "./private/resource.js";

/** An explicit grant to a user. */
export interface CloudsmithRepositoryPrivilegesUser {
  /** Level: `Admin`, `Write` or `Read`; each holds the ones after it. */
  readonly privilege: string;
  /** Slug of the user. */
  readonly slug: string;
}

/** An explicit grant to a team. */
export interface CloudsmithRepositoryPrivilegesTeam {
  /** Level: `Admin`, `Write` or `Read`; each holds the ones after it. */
  readonly privilege: string;
  /** Slug of the team. */
  readonly slug: string;
}

/** An explicit grant to a service account. */
export interface CloudsmithRepositoryPrivilegesService {
  /** Level: `Admin`, `Write` or `Read`; each holds the ones after it. */
  readonly privilege: string;
  /** Slug of the service account. */
  readonly slug: string;
}

/** Configuration of {@link CloudsmithRepositoryPrivileges}. */
export interface CloudsmithRepositoryPrivilegesConfig extends TerraformMetaArguments {
  /** Slug of the organization (workspace), e.g. `acme`. A change replaces the resource. */
  readonly organization: string;
  /** Slug of the repository. A change replaces the resource. */
  readonly repository: string;
  /**
   * Lets creation revoke live grants that the configuration lacks. Without it creation fails and lists them; importing
   * the repository first shows them in the plan instead. Default: false.
   */
  readonly overwrite?: boolean | IResolvable | undefined;
  /**
   * Allows a write that takes from the identity running Terraform what it would need to undo that write. Without it
   * such a write is refused before it is sent.
   */
  readonly allowSelfLockout?: boolean | IResolvable | undefined;
  /**
   * What a refresh does when the identity running it may not read this object: `error` (the default), or
   * `keep_state_and_warn`, which keeps what the state says, warns of what was not checked and refuses to write it in
   * that run. Overrides `on_forbidden` of the provider.
   */
  readonly onForbidden?: string | undefined;
  /** An explicit grant to a service account. */
  readonly service?: CloudsmithRepositoryPrivilegesService[] | IResolvable | undefined;
  /** An explicit grant to a team. */
  readonly team?: CloudsmithRepositoryPrivilegesTeam[] | IResolvable | undefined;
  /** An explicit grant to a user. */
  readonly user?: CloudsmithRepositoryPrivilegesUser[] | IResolvable | undefined;
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  repository: { name: "repository", kind: "string" },
  overwrite: { name: "overwrite", kind: "boolean" },
  allowSelfLockout: { name: "allow_self_lockout", kind: "boolean" },
  onForbidden: { name: "on_forbidden", kind: "string" },
  service: {
    name: "service",
    kind: "block",
    nesting: "set",
    fields: {
      privilege: { name: "privilege", kind: "string" },
      slug: { name: "slug", kind: "string" },
    },
  },
  team: {
    name: "team",
    kind: "block",
    nesting: "set",
    fields: {
      privilege: { name: "privilege", kind: "string" },
      slug: { name: "slug", kind: "string" },
    },
  },
  user: {
    name: "user",
    kind: "block",
    nesting: "set",
    fields: {
      privilege: { name: "privilege", kind: "string" },
      slug: { name: "slug", kind: "string" },
    },
  },
};

/** One element of {@link CloudsmithRepositoryPrivilegesServiceList}, as Terraform will know it. */
export class CloudsmithRepositoryPrivilegesServiceOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link CloudsmithRepositoryPrivilegesServiceOutputReference}. */
export class CloudsmithRepositoryPrivilegesServiceList extends ComplexList {
  get(index: number): CloudsmithRepositoryPrivilegesServiceOutputReference {
    return new CloudsmithRepositoryPrivilegesServiceOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link CloudsmithRepositoryPrivilegesTeamList}, as Terraform will know it. */
export class CloudsmithRepositoryPrivilegesTeamOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link CloudsmithRepositoryPrivilegesTeamOutputReference}. */
export class CloudsmithRepositoryPrivilegesTeamList extends ComplexList {
  get(index: number): CloudsmithRepositoryPrivilegesTeamOutputReference {
    return new CloudsmithRepositoryPrivilegesTeamOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/** One element of {@link CloudsmithRepositoryPrivilegesUserList}, as Terraform will know it. */
export class CloudsmithRepositoryPrivilegesUserOutputReference extends ComplexObject {
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link CloudsmithRepositoryPrivilegesUserOutputReference}. */
export class CloudsmithRepositoryPrivilegesUserList extends ComplexList {
  get(index: number): CloudsmithRepositoryPrivilegesUserOutputReference {
    return new CloudsmithRepositoryPrivilegesUserOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/**
 * All explicit grants on one repository, authoritatively: a grant that is not declared is revoked. To manage single
 * grants beside others use `cloudsmith_repository_privilege`, never both on one repository. Import with
 * `<organization>.<repository>`. Destroying it keeps one grant, the Admin of the identity that runs Terraform.
 */
export class CloudsmithRepositoryPrivileges extends CloudsmithResource {
  public static readonly tfResourceType = "cloudsmith_repository_privileges";

  readonly #configuration: CloudsmithRepositoryPrivilegesConfig;

  constructor(scope: Construct, id: string, configuration: CloudsmithRepositoryPrivilegesConfig) {
    super(scope, id, {
      terraformResourceType: CloudsmithRepositoryPrivileges.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: `<organization>.<repository>`. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Slug of the organization (workspace), e.g. `acme`. A change replaces the resource. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** Slug of the repository. A change replaces the resource. */
  get repository(): string {
    return this.getStringAttribute("repository");
  }

  /**
   * Lets creation revoke live grants that the configuration lacks. Without it creation fails and lists them; importing
   * the repository first shows them in the plan instead. Default: false.
   */
  get overwrite(): IResolvable {
    return this.getBooleanAttribute("overwrite");
  }

  /**
   * Allows a write that takes from the identity running Terraform what it would need to undo that write. Without it
   * such a write is refused before it is sent.
   */
  get allowSelfLockout(): IResolvable {
    return this.getBooleanAttribute("allow_self_lockout");
  }

  /**
   * What a refresh does when the identity running it may not read this object: `error` (the default), or
   * `keep_state_and_warn`, which keeps what the state says, warns of what was not checked and refuses to write it in
   * that run. Overrides `on_forbidden` of the provider.
   */
  get onForbidden(): string {
    return this.getStringAttribute("on_forbidden");
  }

  /** An explicit grant to a service account. */
  get service(): CloudsmithRepositoryPrivilegesServiceList {
    return new CloudsmithRepositoryPrivilegesServiceList(this, "service", true);
  }

  /** An explicit grant to a team. */
  get team(): CloudsmithRepositoryPrivilegesTeamList {
    return new CloudsmithRepositoryPrivilegesTeamList(this, "team", true);
  }

  /** An explicit grant to a user. */
  get user(): CloudsmithRepositoryPrivilegesUserList {
    return new CloudsmithRepositoryPrivilegesUserList(this, "user", true);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
