import { Fn, type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { idOf } from "../constructs/ids.js";
import { Claim, DeclarationError, GitHubClaims } from "../constructs/index.js";
import { GITHUB, isClaimText } from "../oidc/issuers/index.js";
import { gitHubBinding } from "./private/bindings.js";
import { demand } from "./private/demand.js";
import { gitHubProviderOf, metaOf } from "./private/provider.js";

export interface GitHubRepositoryProps {
  /** Numeric id of the repository: `gh api repos/OWNER/NAME --jq .id`. */
  readonly id: number | string;
  /** Numeric id of the owner: `gh api repos/OWNER/NAME --jq .owner.id`. */
  readonly ownerId: number | string;
  /**
   * Who can see it. GitHub's plans allow more on public ones.
   *
   * @default - not public
   */
  readonly visibility?: "public" | "private" | "internal";
}

export interface GitHubRepositoryLookUpProps extends Pick<GitHubRepositoryProps, "visibility"> {
  /**
   * The GithubProvider that looks.
   *
   * @default - the stack's only one
   */
  readonly provider?: TerraformProvider;
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
    checkIds(props);
    return new GitHubRepository(checkedName(fullName), props);
  }

  /**
   * A repository whose ids Terraform asks GitHub for, at each plan. Ids in the code are the better choice: a repository
   * that was renamed, and whose name somebody else took, then loses its trust instead of passing it on, and a review
   * can tell who gets in.
   *
   * @param fullName - `OWNER/NAME`
   * @throws DeclarationError with code `invalid_value`, or `missing_provider` without a GithubProvider
   */
  static lookUp(scope: Construct, fullName: string, props: GitHubRepositoryLookUpProps = {}): GitHubRepository {
    const stack = TerraformStack.of(scope);
    const id = idOf("GitHubIds", ...checkedName(fullName).split("/"));
    const { DataGithubRestApi } = gitHubBinding(scope, "data-github-rest-api");
    const known = stack.node.tryFindChild(id) as InstanceType<typeof DataGithubRestApi> | undefined;
    const answer =
      known ??
      new DataGithubRestApi(stack, id, {
        endpoint: `repos/${fullName}`,
        // The data source github_repository of 6.9.0 crashes on a repository that is gone; this one answers 404.
        ...demand(
          stack,
          "self.code == 200",
          `GitHub shows no repository ${fullName} to this token: it is gone, renamed, or not visible.`,
        ),
        ...metaOf(gitHubProviderOf(scope, props.provider)),
      });
    const body = Fn.jsondecode(answer.body);
    return new GitHubRepository(fullName, {
      id: Token.asString(Fn.lookupNested(body, ["id"])),
      ownerId: Token.asString(Fn.lookupNested(body, ["owner", "id"])),
      ...(props.visibility === undefined ? {} : { visibility: props.visibility }),
    });
  }

  readonly id: number | string;
  readonly ownerId: number | string;
  readonly owner: string;
  readonly name: string;
  readonly visibility: "public" | "private" | "internal" | undefined;

  private constructor(
    readonly fullName: string,
    props: GitHubRepositoryProps,
  ) {
    this.id = props.id;
    this.ownerId = props.ownerId;
    this.visibility = props.visibility;
    [this.owner = "", this.name = ""] = fullName.split("/");
  }
}

/** A wildcard, or no id at all, would trust other repositories. */
function checkIds({ id, ownerId }: GitHubRepositoryProps): void {
  GitHubClaims.of({
    repositoryId: Claim.exactly(id).required,
    repositoryOwnerId: Claim.exactly(ownerId).required,
  });
}

function checkedName(fullName: string): string {
  const description = GITHUB.claim("repository");
  if (description === undefined || !isClaimText(description, fullName)) {
    throw new DeclarationError(
      "invalid_value",
      undefined,
      `a GitHub repository is given as OWNER/NAME, e.g. acme/app, got ${JSON.stringify(fullName)}`,
    );
  }
  return fullName;
}
