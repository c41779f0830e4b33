// Generated from the provider's schema by `npm run generate`: do not edit.
import { ComplexList, ComplexObject, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { type Fields, toHcl, toJson } from "./private/fields.js";
import { metaArguments } from "./private/meta-arguments.js";
import { PROVIDER_METADATA } from "./private/metadata.js";
import { CloudsmithResource } from "./private/resource.js";

/** A team the account belongs to. All blocks together are the account's teams: one that is not declared is left. */
export interface CloudsmithServiceTeam {
  /** Slug of the team. */
  readonly slug: string;
  /** Role in the team: `Member` (the default of a new membership) or `Manager`. */
  readonly role?: string | undefined;
}

/** Configuration of {@link CloudsmithService}. */
export interface CloudsmithServiceConfig extends TerraformMetaArguments {
  /**
   * Name of the account, 1 to 120 characters. An account that has this name already is an error that names its import
   * id, unless `allow_duplicate_name` is true.
   */
  readonly name: string;
  /** Slug of the organization (workspace), e.g. `acme`. A change replaces the resource. */
  readonly organization: string;
  /** What the account is for, 1 to 1024 characters. Leave it out to clear it. */
  readonly description?: string | undefined;
  /**
   * Role in the organization: `Member` (the default of a new account) or `Manager`. A Manager can create accounts and
   * trust for the whole organization. Left out, it stays as it is.
   */
  readonly role?: string | undefined;
  /**
   * Whether the account's API key is kept in the state, in clear. Default: false, unlike the official provider.
   * Turning it on for an existing account needs a rotation: its key cannot be read.
   * @default false
   */
  readonly storeApiKey?: boolean | IResolvable | undefined;
  /**
   * A whole number; raising it replaces the account's API key. With `store_api_key` the new key goes to the state;
   * without it the new key is known to nobody, so the old one is burnt.
   */
  readonly rotateApiKey?: number | undefined;
  /**
   * Creates the account even where another of the same name exists; Cloudsmith then makes its slug unique. Default:
   * false.
   */
  readonly allowDuplicateName?: boolean | IResolvable | undefined;
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
  /** A team the account belongs to. All blocks together are the account's teams: one that is not declared is left. */
  readonly team?: CloudsmithServiceTeam[] | IResolvable | undefined;
}

const FIELDS: Fields = {
  name: { name: "name", kind: "string" },
  organization: { name: "organization", kind: "string" },
  description: { name: "description", kind: "string" },
  role: { name: "role", kind: "string" },
  storeApiKey: { name: "store_api_key", kind: "boolean", otherwise: false },
  rotateApiKey: { name: "rotate_api_key", kind: "number" },
  allowDuplicateName: { name: "allow_duplicate_name", kind: "boolean" },
  allowSelfLockout: { name: "allow_self_lockout", kind: "boolean" },
  onForbidden: { name: "on_forbidden", kind: "string" },
  team: {
    name: "team",
    kind: "block",
    nesting: "set",
    fields: {
      slug: { name: "slug", kind: "string" },
      role: { name: "role", kind: "string" },
    },
  },
};

/** One element of {@link CloudsmithServiceTeamList}, as Terraform will know it. */
export class CloudsmithServiceTeamOutputReference extends ComplexObject {
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  get role(): string {
    return this.getStringAttribute("role");
  }
}

/** A list of {@link CloudsmithServiceTeamOutputReference}. */
export class CloudsmithServiceTeamList extends ComplexList {
  get(index: number): CloudsmithServiceTeamOutputReference {
    return new CloudsmithServiceTeamOutputReference(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
    );
  }
}

/**
 * A service account: the identity a CI job acts as. Import with `<organization>.<slug>`. Its API key never reaches the
 * state unless `store_api_key` is true; a job that signs in by OIDC needs no key.
 */
export class CloudsmithService extends CloudsmithResource {
  public static readonly tfResourceType = "cloudsmith_service";

  readonly #configuration: CloudsmithServiceConfig;

  constructor(scope: Construct, id: string, configuration: CloudsmithServiceConfig) {
    super(scope, id, {
      terraformResourceType: CloudsmithService.tfResourceType,
      terraformGeneratorMetadata: PROVIDER_METADATA,
      ...metaArguments(configuration),
    });
    this.#configuration = configuration;
  }

  /** Identifies this object in Terraform: the slug. Cannot be set. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /**
   * Name of the account, 1 to 120 characters. An account that has this name already is an error that names its import
   * id, unless `allow_duplicate_name` is true.
   */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** Slug of the organization (workspace), e.g. `acme`. A change replaces the resource. */
  get organization(): string {
    return this.getStringAttribute("organization");
  }

  /** What the account is for, 1 to 1024 characters. Leave it out to clear it. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /**
   * Role in the organization: `Member` (the default of a new account) or `Manager`. A Manager can create accounts and
   * trust for the whole organization. Left out, it stays as it is.
   */
  get role(): string {
    return this.getStringAttribute("role");
  }

  /**
   * Whether the account's API key is kept in the state, in clear. Default: false, unlike the official provider.
   * Turning it on for an existing account needs a rotation: its key cannot be read.
   */
  get storeApiKey(): IResolvable {
    return this.getBooleanAttribute("store_api_key");
  }

  /**
   * A whole number; raising it replaces the account's API key. With `store_api_key` the new key goes to the state;
   * without it the new key is known to nobody, so the old one is burnt.
   */
  get rotateApiKey(): number {
    return this.getNumberAttribute("rotate_api_key");
  }

  /**
   * The API key where `store_api_key` is true and this provider made it, else `**redacted**`.
   * Sensitive: Terraform hides it in its output.
   */
  get key(): string {
    return this.getStringAttribute("key");
  }

  /** Slug of the account, given by Cloudsmith; not always the name. Refer to it, do not guess it. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }

  /**
   * Creates the account even where another of the same name exists; Cloudsmith then makes its slug unique. Default:
   * false.
   */
  get allowDuplicateName(): IResolvable {
    return this.getBooleanAttribute("allow_duplicate_name");
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

  /** A team the account belongs to. All blocks together are the account's teams: one that is not declared is left. */
  get team(): CloudsmithServiceTeamList {
    return new CloudsmithServiceTeamList(this, "team", true);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return toJson(FIELDS, this.#configuration);
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return toHcl(FIELDS, this.#configuration);
  }
}
