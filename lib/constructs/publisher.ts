import type { Construct } from "constructs";
import { JobTrust, type JobTrustProps, type RepositoryAccess } from "./job-trust.js";
import type { OidcIssuer } from "./oidc-issuer.js";
import { invalid } from "./private/checks.js";
import type { WayIn } from "./way-in.js";

export interface PublisherProps extends JobTrustProps {
  /** Who makes the jobs' tokens. */
  readonly issuer: OidcIssuer;
  /** From where the jobs may come: each is a way in of its own, and becomes provider settings of its own. */
  readonly from: readonly WayIn[];
  /** What the jobs may do. */
  readonly publishTo: readonly RepositoryAccess[];
}

/**
 * CI jobs that publish without a long-lived key: the account, what it may do, and who may act as it, from one
 * declaration. For GitHub use `GitHubPublisher` of `cloudsmith-trust/github`, which also sets GitHub up.
 *
 * @example
 * new Publisher(this, "app", {
 *   issuer: OidcIssuer.gitLab(),
 *   from: [GitLabProject.of(20, { namespaceId: 72 }).protectedBranch("main")],
 *   publishTo: [{ repository: "prod" }],
 * })
 */
export class Publisher extends JobTrust {
  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: PublisherProps, purpose?: string) {
    super(scope, id, props, {
      issuer: props.issuer,
      from: props.from,
      grants: props.publishTo.map(({ repository, privilege }) => ({ repository, privilege: privilege ?? "Write" })),
      purpose: purpose ?? `Publishes from ${props.issuer.description?.name ?? "CI"}`,
    });
    if (props.publishTo.length === 0) {
      throw invalid(this, 'publishTo names no repository: say what the jobs may do, e.g. [{ repository: "prod" }]');
    }
  }
}
