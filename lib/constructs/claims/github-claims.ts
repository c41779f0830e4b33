import { REPOSITORY_PROPERTY_PREFIX } from "../../oidc/github/claims.js";
import { GITHUB, isClaimText } from "../../oidc/issuers/index.js";
import { invalid, isUnknownText } from "../private/checks.js";
import { type Claim, type ClaimInput, toClaim } from "./claim.js";
import { RequiredClaims } from "./required-claims.js";

/** A number given once and never again. A prefix of it means nothing, so none can be asked for. */
export type GitHubId = number | string;

/**
 * What a GitHub Actions job's token must say. Numeric ids first: names can be given up, and taken by somebody else.
 *
 * Source: GitHub's OpenID Connect reference, token claims.
 */
export interface GitHubClaimsProps {
  /** The repository, e.g. 74. */
  readonly repositoryId?: GitHubId;
  /** The user or organisation that owns the repository, e.g. 65. */
  readonly repositoryOwnerId?: GitHubId;
  /** The enterprise, where there is one. */
  readonly enterpriseId?: GitHubId;
  /** Who started the run. */
  readonly actorId?: GitHubId;
  /** `OWNER/NAME`; recyclable, so never without an id. */
  readonly repository?: ClaimInput;
  /** A login; recyclable, so never without an id. */
  readonly repositoryOwner?: ClaimInput;
  /** Slug of the enterprise. */
  readonly enterprise?: ClaimInput;
  /** Full ref, e.g. `refs/heads/main`. Events like pull_request_target run at the default branch, too. */
  readonly ref?: ClaimInput;
  readonly refType?: "branch" | "tag";
  readonly refProtected?: boolean;
  /** What started the run, e.g. `push`. */
  readonly eventName?: string;
  /** The deployment environment; without protection, any workflow can name it. */
  readonly environment?: ClaimInput;
  readonly environmentNodeId?: string;
  /** The workflow that was started: `OWNER/NAME/.github/workflows/FILE@REF`. */
  readonly workflowRef?: ClaimInput;
  /** The workflow that holds the job: the called one in a chain of reusable workflows. */
  readonly jobWorkflowRef?: ClaimInput;
  readonly workflowSha?: string;
  readonly jobWorkflowSha?: string;
  /** A display name: any workflow file may bear any name. */
  readonly workflow?: ClaimInput;
  readonly repositoryVisibility?: "public" | "private" | "internal";
  readonly runnerEnvironment?: "github-hosted" | "self-hosted";
  /** The subject in one of its forms; it changes with templates, and by itself for newer repositories. */
  readonly sub?: ClaimInput;
  /** Whoever asks for the token chooses it: it tells clients apart, never tenants. */
  readonly aud?: ClaimInput;
  /** A login; recyclable. */
  readonly actor?: ClaimInput;
  readonly baseRef?: ClaimInput;
  /** The author of a pull request chooses it. */
  readonly headRef?: ClaimInput;
  readonly sha?: string;
  readonly runId?: GitHubId;
  readonly runNumber?: GitHubId;
  readonly runAttempt?: GitHubId;
  readonly checkRunId?: GitHubId;
  /** Custom properties of the repository, by their name without `repo_property_`. */
  readonly properties?: { readonly [name: string]: ClaimInput };
}

/**
 * @example GitHubClaims.of({ repositoryId: 74, repositoryOwnerId: 65, ref: "refs/heads/main", eventName: "push" })
 */
export class GitHubClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that GitHub never gives
   */
  static override of(props: GitHubClaimsProps): GitHubClaims {
    const { properties = {}, ...named } = props;
    const inputs: [string, ClaimInput | undefined][] = [
      ...Object.entries(named).map(([name, input]): [string, ClaimInput | undefined] => [snake(name), input]),
      ...Object.entries(properties).map(([name, input]): [string, ClaimInput] => [
        REPOSITORY_PROPERTY_PREFIX + name,
        input,
      ]),
    ];
    const claims = new Map<string, Claim>();
    for (const [name, input] of inputs) {
      if (input !== undefined) {
        claims.set(name, checked(name, toClaim(input)));
      }
    }
    return new GitHubClaims(claims);
  }
}

function checked(name: string, claim: Claim): Claim {
  const description = GITHUB.claim(name);
  if (description === undefined) {
    throw invalid(undefined, `GitHub's tokens have no claim ${JSON.stringify(name)}`);
  }
  if (claim.kind === "exact" && !isUnknownText(claim.required) && !isClaimText(description, claim.required)) {
    throw invalid(
      undefined,
      `GitHub never gives the claim ${name} the value ${JSON.stringify(claim.required)}; it is ${description.form}, e.g. ${description.example}`,
    );
  }
  return claim;
}

/** `repositoryOwnerId` → `repository_owner_id` */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
