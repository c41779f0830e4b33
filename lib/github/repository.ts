import { DeclarationError } from "../constructs/index.js";
import { GITHUB, isClaimText } from "../oidc/issuers/index.js";

export interface GitHubRepositoryProps {
  /** Numeric id of the repository: `gh api repos/OWNER/NAME --jq .id`. */
  readonly id: number | string;
  /** Numeric id of the owner: `gh api repos/OWNER/NAME --jq .owner.id`. */
  readonly ownerId: number | string;
}

/**
 * A repository on GitHub. Trust is pinned to its ids: a name can be given up, and taken by somebody else.
 */
export class GitHubRepository {
  /**
   * @param fullName - `OWNER/NAME`
   * @throws DeclarationError with code `invalid_value`
   * @example GitHubRepository.of("acme/app", { id: 74, ownerId: 65 })
   */
  static of(fullName: string, props: GitHubRepositoryProps): GitHubRepository {
    const description = GITHUB.claim("repository");
    if (description === undefined || !isClaimText(description, fullName)) {
      throw new DeclarationError(
        "invalid_value",
        undefined,
        `a GitHub repository is given as OWNER/NAME, e.g. acme/app, got ${JSON.stringify(fullName)}`,
      );
    }
    return new GitHubRepository(fullName, props);
  }

  readonly id: number | string;
  readonly ownerId: number | string;
  readonly owner: string;
  readonly name: string;

  private constructor(
    readonly fullName: string,
    props: GitHubRepositoryProps,
  ) {
    this.id = props.id;
    this.ownerId = props.ownerId;
    [this.owner = "", this.name = ""] = fullName.split("/");
  }
}
