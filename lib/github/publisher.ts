import type { Construct } from "constructs";
import { type JobTrustProps, OidcIssuer, Publisher, type RepositoryAccess } from "../constructs/index.js";
import { type GitHubHalfProps, setUpGitHub } from "./half.js";
import type { GitHubJobSource } from "./job-source.js";
import type { GitHubRepository } from "./repository.js";
import { waysIn } from "./ways-in.js";

/** What the constructs for one GitHub repository have in common. */
export interface GitHubJobsProps extends JobTrustProps {
  /** Whose jobs are trusted. */
  readonly repository: GitHubRepository;
  /** From where in it: each is a way in of its own, and becomes provider settings of its own. */
  readonly from: readonly GitHubJobSource[];
  /**
   * Who makes the tokens.
   *
   * @default - github.com
   */
  readonly issuer?: OidcIssuer;
  /**
   * Sets the GitHub repository up as well: the default permission of its workflows, its environments, and the variables
   * that its workflows need. Needs a GithubProvider in the stack.
   *
   * @default - left alone
   */
  readonly github?: GitHubHalfProps;
  /**
   * Names of the provider settings, by the ids of their alternatives, e.g. `{ "branch-main-push": "app-main" }`.
   *
   * @default - the account's name, and the id
   */
  readonly settingsNames?: { readonly [alternative: string]: string };
}

export interface GitHubPublisherProps extends GitHubJobsProps {
  /** What its jobs may do. */
  readonly publishTo: readonly RepositoryAccess[];
}

/**
 * A GitHub repository that publishes to Cloudsmith without a long-lived key: the account, what it may do, who may act as
 * it, and the GitHub half, from one declaration.
 *
 * @example
 * new GitHubPublisher(this, "app", {
 *   repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
 *   from: [GitHubRef.branch("main").on("push"), GitHubEnvironment.named("production")],
 *   publishTo: [{ repository: "prod" }],
 * })
 */
export class GitHubPublisher extends Publisher {
  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: GitHubPublisherProps) {
    const { repository, from, issuer, github, settingsNames, ...rest } = props;
    super(
      scope,
      id,
      { ...rest, issuer: issuer ?? OidcIssuer.gitHub(), from: waysIn(repository, from, settingsNames) },
      `Publishes from the GitHub repository ${repository.fullName}`,
    );
    if (github !== undefined) {
      const { organization, account } = this;
      const settings = this.settings.values();
      setUpGitHub(this, github, { repository, from, organization, account, audience: props.audience, settings });
    }
  }
}
