// Generated from the issuer's claims by `npm run generate`: do not edit.
import { CIRCLECI } from "../../oidc/issuers/circleci.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a CircleCI job must say. */
export interface CircleCiClaimsProps {
  /** A UUID, e.g. `2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11`. */
  readonly projectId?: string;
  /** A UUID, e.g. `8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4`. */
  readonly orgId?: string;
  /**
   * HOST/OWNER/NAME, e.g. `github.com/acme/app`. A name that can be given up, and taken by somebody else. Not in every
   * token.
   */
  readonly vcsOrigin?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * org/UUID/project/UUID/user/UUID, with vcs-origin and vcs-ref after it in version 2, e.g.
   * `org/8b3f…/project/2c1d…/user/5e6f…`.
   */
  readonly sub?: ClaimInput;
  /** A list of UUIDs, e.g. `[]`. Not in every token. */
  readonly contextIds?: string | number | boolean;
  /** A full ref, e.g. `refs/heads/main`. Not in every token. */
  readonly vcsRef?: ClaimInput;
  /** True or false, no text, e.g. `false`. Not in every token. */
  readonly sshRerun?: string | number | boolean;
  /** A UUID, e.g. `6a5d0d0b-3b6f-4d5a-8e59-3f6a4fb9b1de`. Not in every token. */
  readonly pipelineDefinitionId?: string;
}

const NAMES: { readonly [property in keyof CircleCiClaimsProps]?: string } = {
  projectId: "oidc.circleci.com/project-id",
  orgId: "oidc.circleci.com/org-id",
  vcsOrigin: "oidc.circleci.com/vcs-origin",
  aud: "aud",
  sub: "sub",
  contextIds: "oidc.circleci.com/context-ids",
  vcsRef: "oidc.circleci.com/vcs-ref",
  sshRerun: "oidc.circleci.com/ssh-rerun",
  pipelineDefinitionId: "oidc.circleci.com/pipeline-definition-id",
};

/**
 * Claims required of CircleCI tokens, by name and form.
 *
 * @example CircleCiClaims.of({ projectId: "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11", vcsRef: "refs/heads/main" })
 */
export class CircleCiClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: CircleCiClaimsProps): CircleCiClaims {
    return new CircleCiClaims(namedClaims(CIRCLECI, NAMES, props), "circleci");
  }
}
