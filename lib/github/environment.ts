import { idOf } from "../constructs/ids.js";
import { DeclarationError } from "../constructs/index.js";
import type { Alternative } from "./job-source.js";

export interface GitHubEnvironmentProps {
  /**
   * Who must approve a job before it runs, 6 at most; one approval is enough. Private repositories need GitHub
   * Enterprise for it.
   *
   * @default - nobody: the branch policy is the guard
   */
  readonly reviewers?: readonly GitHubReviewer[];
  /**
   * Whether whoever started a run may approve it.
   *
   * @default true - they may not, where there are reviewers
   */
  readonly preventSelfReview?: boolean;
  /**
   * Whether administrators may go past the protection.
   *
   * @default false
   */
  readonly adminsCanBypass?: boolean;
  /**
   * Branches and tags that may deploy here, as GitHub's patterns, e.g. `main`, `release/*`.
   *
   * @default - every protected branch
   */
  readonly deployableFrom?: { readonly branches?: readonly string[]; readonly tags?: readonly string[] };
  /**
   * Minutes between approval and start, 0 to 43200.
   *
   * @default 0
   */
  readonly waitMinutes?: number;
}

/** Somebody who may approve the jobs of an environment. */
export class GitHubReviewer {
  /** A team, by its numeric id: `gh api orgs/ORG/teams/SLUG --jq .id`. */
  static team(id: number): GitHubReviewer {
    return new GitHubReviewer("team", id);
  }

  /** A person, by their numeric id: `gh api users/LOGIN --jq .id`. */
  static user(id: number): GitHubReviewer {
    return new GitHubReviewer("user", id);
  }

  private constructor(
    readonly kind: "team" | "user",
    readonly id: number,
  ) {}
}

/**
 * Jobs that name a deployment environment. Trust holds only as far as the environment is protected, so its protection is
 * declared with it.
 *
 * @example GitHubEnvironment.named("production", { reviewers: [GitHubReviewer.team(17)] })
 */
export class GitHubEnvironment {
  /**
   * @throws DeclarationError with code `invalid_value`
   */
  static named(name: string, props: GitHubEnvironmentProps = {}): GitHubEnvironment {
    if (name.length < 1 || name.length > 255) {
      throw refusal(`the name of an environment has 1 to 255 characters, got ${name.length}`);
    }
    const reviewers = props.reviewers ?? [];
    if (reviewers.length > 6) {
      throw refusal(`environment ${name}: GitHub takes 6 reviewers at most, got ${reviewers.length}; name a team`);
    }
    const wait = props.waitMinutes ?? 0;
    if (!Number.isInteger(wait) || wait < 0 || wait > 43_200) {
      throw refusal(`environment ${name}: waitMinutes is a whole number from 0 to 43200, got ${wait}`);
    }
    const { branches = [], tags = [] } = props.deployableFrom ?? { branches: ["-"] };
    if (branches.length + tags.length === 0) {
      throw refusal(
        `environment ${name}: deployableFrom names no branch and no tag, so nothing could deploy; leave it out for protected branches`,
      );
    }
    return new GitHubEnvironment(name, props);
  }

  readonly kind = "environment";

  private constructor(
    readonly name: string,
    readonly props: GitHubEnvironmentProps,
  ) {}

  get alternatives(): readonly Alternative[] {
    return [{ id: idOf("environment", this.name), claims: { environment: this.name } }];
  }
}

function refusal(message: string): DeclarationError {
  return new DeclarationError("invalid_value", undefined, message);
}
