import { invalid } from "../private/checks.js";
import { Claim } from "./claim.js";

/** Numeric ids of a repository and of its owner. */
export interface GitHubSubjectIds {
  readonly id: number | string;
  readonly ownerId: number | string;
}

/**
 * The `sub` claim of GitHub's jobs, for those who need it: ids and refs as claims of their own say the same, and do not
 * change with templates.
 *
 * Repositories made, renamed or transferred since 15 July 2026 have the immutable form, older ones the classic form
 * unless they opted in. Source: GitHub's OpenID Connect reference, subject claims.
 *
 * @example GitHubSubject.immutable("acme/app", { id: 74, ownerId: 65 }).ref("refs/heads/main")
 */
export class GitHubSubject {
  /**
   * `repo:acme/app:…`. Names can be given up, and taken by somebody else: require ids beside it.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static classic(repository: string): GitHubSubject {
    const [owner, name] = parted(repository);
    return new GitHubSubject(`repo:${owner}/${name}`);
  }

  /**
   * `repo:acme@65/app@74:…`
   *
   * @throws DeclarationError with code `invalid_value`
   */
  static immutable(repository: string, { id, ownerId }: GitHubSubjectIds): GitHubSubject {
    const [owner, name] = parted(repository);
    return new GitHubSubject(`repo:${owner}@${ownerId}/${name}@${id}`);
  }

  private constructor(private readonly start: string) {}

  /** Jobs at one ref that name no environment, e.g. `refs/heads/main`. */
  ref(ref: string): Claim {
    return Claim.exactly(`${this.start}:ref:${encoded(ref)}`);
  }

  /** Jobs that name this environment. */
  environment(name: string): Claim {
    return Claim.exactly(`${this.start}:environment:${encoded(name)}`);
  }

  /** Jobs started by a pull request that name no environment. */
  pullRequest(): Claim {
    return Claim.exactly(`${this.start}:pull_request`);
  }
}

function parted(repository: string): readonly [string, string] {
  const [, owner, name] = /^([^/:@\s]+)\/([^/:@\s]+)$/.exec(repository) ?? [];
  if (owner === undefined || name === undefined) {
    throw invalid(
      undefined,
      `a GitHub repository is given as OWNER/NAME, e.g. acme/app, got ${JSON.stringify(repository)}`,
    );
  }
  return [owner, name];
}

/** A colon inside a value would read as a separator. */
function encoded(value: string): string {
  return value.replaceAll(":", "%3A");
}
