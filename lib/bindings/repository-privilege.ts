// Generated from the provider's schema by `npm run generate`: do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";
import { CloudsmithResource } from "./private/resource.js";

/** Configuration of {@link CloudsmithRepositoryPrivilege}. */
export interface CloudsmithRepositoryPrivilegeConfig extends TerraformMetaArguments {
  /** Slug of the organization (workspace), e.g. `acme`. A change replaces the resource. */
  readonly organization: string;
  /** Slug of the repository. A change replaces the resource. */
  readonly repository: string;
  /** Level: `Admin`, `Write` or `Read`; each holds the ones after it. Changed in place. */
  readonly privilege: string;
  /**
   * Slug of the service account that gets the grant. Exactly one of `service`, `team` and `user` is set; a change
   * replaces the resource.
   */
  readonly service?: string | undefined;
  /**
   * Slug of the team that gets the grant. Exactly one of `service`, `team` and `user` is set; a change replaces the
   * resource.
   */
  readonly team?: string | undefined;
  /**
   * Slug of the user that gets the grant. Exactly one of `service`, `team` and `user` is set; a change replaces the
   * resource.
   */
  readonly user?: string | undefined;
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
}

const FIELDS: Fields = {
  organization: { name: "organization", kind: "string" },
  repository: { name: "repository", kind: "string" },
  privilege: { name: "privilege", kind: "string" },
  service: { name: "service", kind: "string" },
  team: { name: "team", kind: "string" },
  user: { name: "user", kind: "string" },
  allowSelfLockout: { name: "allow_self_lockout", kind: "boolean" },
  onForbidden: { name: "on_forbidden", kind: "string" },
};

/**
 * One explicit grant on one repository, beside whatever other grants there are. Import with
 * `<organization>.<repository>.<kind>.<slug>`, kind being `service`, `team` or `user`. The API has no precondition for
 * revoking: a grant made by someone else within the same second may be lost, and shows in its owner's next plan.
 */
export class CloudsmithRepositoryPrivilege extends CloudsmithResource {
  public static readonly tfResourceType = "cloudsmith_repository_privilege";

  readonly #configuration: CloudsmithRepositoryPrivilegeConfig;

  constructor(scope: Construct, id: string, configuration: CloudsmithRepositoryPrivilegeConfig) {
    super(scope, id, {
      terraformResourceType: CloudsmithRepositoryPrivilege.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: `<organization>.<repository>.<kind>.<slug>`. Cannot be set. */
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

  /** Level: `Admin`, `Write` or `Read`; each holds the ones after it. Changed in place. */
  get privilege(): string {
    return this.getStringAttribute("privilege");
  }

  /**
   * Slug of the service account that gets the grant. Exactly one of `service`, `team` and `user` is set; a change
   * replaces the resource.
   */
  get service(): string {
    return this.getStringAttribute("service");
  }

  /**
   * Slug of the team that gets the grant. Exactly one of `service`, `team` and `user` is set; a change replaces the
   * resource.
   */
  get team(): string {
    return this.getStringAttribute("team");
  }

  /**
   * Slug of the user that gets the grant. Exactly one of `service`, `team` and `user` is set; a change replaces the
   * resource.
   */
  get user(): string {
    return this.getStringAttribute("user");
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

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
