import { Construct, type IConstruct } from "constructs";
import type { Privilege } from "../trust/index.js";
import type { IGrantee } from "./grantee.js";
import { idOnBehalfOf } from "./paths.js";
import type { PlacementProps } from "./placement.js";
import { checkId, checkSlug } from "./private/checks.js";
import { RepositoryGrant } from "./repository-grant.js";

/** A Cloudsmith repository. */
export interface IRepository extends IConstruct {
  readonly slug: string;
  /** As given; undefined leaves it to the CloudsmithProvider. */
  readonly placement: PlacementProps;
}

/**
 * A Cloudsmith repository that exists already, and the grants on it that are made here. Each grant stands beside
 * whatever others there are.
 *
 * @example CloudsmithRepository.fromSlug(this, "prod", "prod").grantWrite(account)
 */
export class CloudsmithRepository extends Construct implements IRepository {
  /**
   * @param slug - slug, not the display name
   * @throws DeclarationError with code `invalid_value`
   */
  static fromSlug(scope: Construct, id: string, slug: string, placement: PlacementProps = {}): CloudsmithRepository {
    return new CloudsmithRepository(scope, id, slug, placement);
  }

  private constructor(
    scope: Construct,
    id: string,
    readonly slug: string,
    readonly placement: PlacementProps,
  ) {
    super(scope, id);
    checkId(this);
    checkSlug(this, "the slug of a repository", slug);
  }

  /** Lets the grantee download packages and see metadata. */
  grantRead(grantee: IGrantee): RepositoryGrant {
    return this.grant(grantee, "Read");
  }

  /** Lets the grantee publish as well. */
  grantWrite(grantee: IGrantee): RepositoryGrant {
    return this.grant(grantee, "Write");
  }

  /** Lets the grantee change the repository itself and who has access to it. */
  grantAdmin(grantee: IGrantee): RepositoryGrant {
    return this.grant(grantee, "Admin");
  }

  /** The level is no part of the address: a changed level is changed in place. */
  private grant(grantee: IGrantee, privilege: Privilege): RepositoryGrant {
    return new RepositoryGrant(this, idOnBehalfOf("Grant", grantee), { repository: this, grantee, privilege });
  }
}
