import { Construct, type IConstruct } from "constructs";
import { checkId, checkSlug } from "./private/checks.js";

/** Who can be given access to a repository: a service account, a team or a user. */
export interface IGrantee extends IConstruct {
  readonly kind: "service" | "team" | "user";
  readonly slug: string;
}

/** A team that exists already. */
export class Team extends Construct implements IGrantee {
  /**
   * @param slug - e.g. `release`; not the display name
   * @throws DeclarationError with code `invalid_value`
   */
  static fromSlug(scope: Construct, id: string, slug: string): Team {
    return new Team(scope, id, slug);
  }

  readonly kind = "team";

  private constructor(
    scope: Construct,
    id: string,
    readonly slug: string,
  ) {
    super(scope, id);
    checkId(this);
    checkSlug(this, "the slug of a team", slug);
  }
}

/** A person who is a member of the organization already. */
export class User extends Construct implements IGrantee {
  /**
   * @param slug - e.g. `jane-doe`; not the e-mail address
   * @throws DeclarationError with code `invalid_value`
   */
  static fromSlug(scope: Construct, id: string, slug: string): User {
    return new User(scope, id, slug);
  }

  readonly kind = "user";

  private constructor(
    scope: Construct,
    id: string,
    readonly slug: string,
  ) {
    super(scope, id);
    checkId(this);
    checkSlug(this, "the slug of a user", slug);
  }
}
