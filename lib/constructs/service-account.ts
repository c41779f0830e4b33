import { Construct } from "constructs";
import { CloudsmithService } from "../bindings/index.js";
import type { Role } from "../trust/index.js";
import type { IGrantee } from "./grantee.js";
import { type PlacementProps, placementOf } from "./placement.js";
import { checkId, checkLength, checkNoDuplicates, checkOneOf, checkSlug, invalid } from "./private/checks.js";
import { withoutTrace } from "./private/without-trace.js";
import { TrustConstruct } from "./trust-construct.js";

/** An identity that a CI job acts as. */
export interface IServiceAccount extends IGrantee {
  readonly kind: "service";
  /** What a job asks for by name; given by Cloudsmith, so not always the name. */
  readonly slug: string;
}

export interface TeamMembership {
  /** Slug of the team. */
  readonly team: string;
  /**
   * Role in the team.
   *
   * @default "Member"
   */
  readonly role?: Role;
}

export interface ServiceAccountProps extends PlacementProps {
  /**
   * Name of the account, 1 to 120 characters.
   *
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * What the account is for, 1 to 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Role in the organization. A Manager can make accounts and trust for the whole organization.
   *
   * @default "Member"
   */
  readonly role?: Role;
  /**
   * Teams the account belongs to; what they may do, it may do.
   *
   * @default - none are added
   */
  readonly teams?: readonly TeamMembership[];
  /**
   * Keeps the account's API key in the state, in clear. A job that signs in by OIDC needs no key.
   *
   * @default false - nobody ever knows the key
   */
  readonly storeApiKey?: boolean;
  /**
   * A whole number; raising it replaces the API key, which burns a key that leaked.
   *
   * @default - no rotation
   */
  readonly rotateApiKey?: number;
  /**
   * Makes the account even where another of the same name exists.
   *
   * @default false - an error that names the import id of the other
   */
  readonly allowDuplicateName?: boolean;
}

/**
 * A service account. It can do nothing until a repository grants it something, and nobody can act as it until provider
 * settings list it.
 *
 * @example new ServiceAccount(this, "ci-app", { description: "publishes acme/app" })
 */
export class ServiceAccount extends TrustConstruct implements IServiceAccount {
  /**
   * An account that exists already, made elsewhere.
   *
   * @param slug - e.g. `ci-app-x4f2`
   * @throws DeclarationError with code `invalid_value`
   */
  static fromSlug(scope: Construct, id: string, slug: string): IServiceAccount {
    return new ImportedServiceAccount(scope, id, slug);
  }

  readonly kind = "service";
  /** A reference: Cloudsmith gives the slug when it makes the account. */
  readonly slug: string;
  readonly name: string;
  readonly organization: string;
  /** The L1 class, for what this one does not offer. */
  readonly resource: CloudsmithService;

  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: ServiceAccountProps = {}) {
    super(scope, id);
    const { organization, meta } = placementOf(this, props);
    this.organization = organization;
    this.name = props.name ?? id;
    check(this, this.name, props);
    this.resource = new CloudsmithService(this, "Resource", {
      name: this.name,
      organization,
      role: props.role ?? "Member",
      storeApiKey: props.storeApiKey ?? false,
      description: props.description,
      rotateApiKey: props.rotateApiKey,
      allowDuplicateName: props.allowDuplicateName,
      team: props.teams?.map(({ team, role }) => ({ slug: team, role: role ?? "Member" })),
      ...meta,
    });
    this.slug = withoutTrace(() => this.resource.slug);
  }
}

class ImportedServiceAccount extends Construct implements IServiceAccount {
  readonly kind = "service";

  constructor(
    scope: Construct,
    id: string,
    readonly slug: string,
  ) {
    super(scope, id);
    checkId(this);
    checkSlug(this, "the slug of a service account", slug);
  }
}

function check(account: ServiceAccount, name: string, props: ServiceAccountProps): void {
  checkLength(account, "the name of a service account", name, 1, 120);
  if (props.description !== undefined) {
    checkLength(account, "the description of a service account", props.description, 1, 1024);
  }
  if (props.role !== undefined) {
    checkOneOf(account, "role", props.role, ["Member", "Manager"]);
  }
  if (props.rotateApiKey !== undefined && !Number.isInteger(props.rotateApiKey)) {
    throw invalid(account, `rotateApiKey must be a whole number, got ${props.rotateApiKey}`);
  }
  const teams = props.teams ?? [];
  for (const { team, role } of teams) {
    checkSlug(account, "the slug of a team", team);
    if (role !== undefined) {
      checkOneOf(account, `the role in team ${team}`, role, ["Member", "Manager"]);
    }
  }
  checkNoDuplicates(
    account,
    "teams",
    teams.map(({ team }) => team),
  );
}
