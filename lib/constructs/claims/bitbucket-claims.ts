// Generated from the issuer's claims by `npm run generate`: do not edit.
import { BITBUCKET } from "../../oidc/issuers/bitbucket.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a Bitbucket Pipelines job must say. */
export interface BitbucketClaimsProps {
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. */
  readonly repositoryUuid?: string;
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. */
  readonly workspaceUuid?: string;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * {REPOSITORY-UUID}[:{ENVIRONMENT-UUID}]:{STEP-UUID}, e.g.
   * `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}:{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`.
   */
  readonly sub?: ClaimInput;
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. Not in every token. */
  readonly deploymentEnvironmentUuid?: string;
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. Differs in each run. */
  readonly pipelineUuid?: string;
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. Differs in each run. Not in every token. */
  readonly pipelineRunUuid?: string;
  /** A UUID in braces, e.g. `{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}`. Differs in each run. */
  readonly stepUuid?: string;
  /** A branch name, e.g. `main`. Not in every token. */
  readonly branchName?: ClaimInput;
}

const NAMES: { readonly [property in keyof BitbucketClaimsProps]?: string } = {
  repositoryUuid: "repositoryUuid",
  workspaceUuid: "workspaceUuid",
  aud: "aud",
  sub: "sub",
  deploymentEnvironmentUuid: "deploymentEnvironmentUuid",
  pipelineUuid: "pipelineUuid",
  pipelineRunUuid: "pipelineRunUuid",
  stepUuid: "stepUuid",
  branchName: "branchName",
};

/**
 * Claims required of Bitbucket Pipelines tokens, by name and form.
 *
 * @example BitbucketClaims.of({ repositoryUuid: "{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}", branchName: "main" })
 */
export class BitbucketClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: BitbucketClaimsProps): BitbucketClaims {
    return new BitbucketClaims(namedClaims(BITBUCKET, NAMES, props), "bitbucket");
  }
}
