import type { Construct } from "constructs";
import { type IRepository, OidcIssuer, Reader } from "../constructs/index.js";
import { setUpGitHub } from "./half.js";
import type { GitHubJobsProps } from "./publisher.js";
import { waysIn } from "./ways-in.js";

export interface GitHubReaderProps extends GitHubJobsProps {
  /** Slugs of the Cloudsmith repositories that its jobs may download from, or references to them. */
  readonly readFrom: readonly (string | IRepository)[];
}

/**
 * A GitHub repository that downloads from Cloudsmith without a long-lived key, as an account of its own: a job that only
 * reads cannot ask for the publisher's.
 *
 * @example
 * new GitHubReader(this, "app-tests", {
 *   repository: GitHubRepository.of("acme/app", { id: 74, ownerId: 65 }),
 *   from: [GitHubRef.branch("main").on("push", "schedule")],
 *   readFrom: ["dependencies"],
 * })
 */
export class GitHubReader extends Reader {
  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: GitHubReaderProps) {
    const { repository, from, issuer, github, settingsNames, ...rest } = props;
    super(
      scope,
      id,
      { ...rest, issuer: issuer ?? OidcIssuer.gitHub(), from: waysIn(repository, from, settingsNames) },
      `Downloads to the GitHub repository ${repository.fullName}`,
    );
    if (github !== undefined) {
      const { organization, account } = this;
      const settings = this.settings.values();
      setUpGitHub(this, github, { repository, from, organization, account, audience: props.audience, settings });
    }
  }
}
