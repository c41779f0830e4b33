import type { Construct } from "constructs";
import { JobTrust, type JobTrustProps } from "./job-trust.js";
import type { OidcIssuer } from "./oidc-issuer.js";
import { invalid } from "./private/checks.js";
import type { IRepository } from "./repository.js";
import type { WayIn } from "./way-in.js";

export interface ReaderProps extends JobTrustProps {
  /** Who makes the jobs' tokens. */
  readonly issuer: OidcIssuer;
  /** From where the jobs may come: each is a way in of its own, and becomes provider settings of its own. */
  readonly from: readonly WayIn[];
  /** Slugs of the Cloudsmith repositories that the jobs may download from, or references to them. */
  readonly readFrom: readonly (string | IRepository)[];
}

/**
 * CI jobs that download without a long-lived key. A reader has an account of its own: a job that only reads cannot ask
 * for the publisher's.
 *
 * @example
 * new Reader(this, "tests", {
 *   issuer: OidcIssuer.gitLab(),
 *   from: [GitLabProject.of(20, { namespaceId: 72 }).protectedBranch("main")],
 *   readFrom: ["dependencies"],
 * })
 */
export class Reader extends JobTrust {
  /**
   * @throws DeclarationError
   */
  constructor(scope: Construct, id: string, props: ReaderProps, purpose?: string) {
    super(scope, id, props, {
      issuer: props.issuer,
      from: props.from,
      grants: props.readFrom.map((repository) => ({ repository, privilege: "Read" })),
      purpose: purpose ?? `Downloads to ${props.issuer.description?.name ?? "CI"}`,
    });
    if (props.readFrom.length === 0) {
      throw invalid(this, 'readFrom names no repository: say what the jobs may download, e.g. ["dependencies"]');
    }
  }
}
