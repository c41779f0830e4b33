// Generated from the issuer's claims by `npm run generate`: do not edit.
import { AZURE_DEVOPS } from "../../oidc/issuers/azure-devops.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a Azure DevOps job must say. */
export interface AzureDevOpsClaimsProps {
  /** A UUID, e.g. `8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4`. Not in every token. */
  readonly orgId?: string;
  /** A UUID, e.g. `2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11`. Not in every token. */
  readonly prjId?: string;
  /** A repository's id, e.g. `6a5d0d0b-3b6f-4d5a-8e59-3f6a4fb9b1de`. Not in every token. */
  readonly rpoId?: string;
  /**
   * A repository's URL, e.g. `https://dev.azure.com/acme/app/_git/app`. A name that can be given up, and taken by
   * somebody else. Not in every token.
   */
  readonly rpoUri?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * p://ORGANIZATION/PROJECT/PIPELINE, or sc://ORGANIZATION/PROJECT/CONNECTION of a service connection, e.g.
   * `p://acme/app/publish`.
   */
  readonly sub?: ClaimInput;
  /** Digits, e.g. `12`. The pipeline; unique within its project only. Not in every token. */
  readonly defId?: number | string;
  /** A commit's hash, e.g. `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`. Differs in each run. Not in every token. */
  readonly rpoVer?: string;
  /** A full ref, e.g. `refs/heads/main`. Not in every token. */
  readonly rpoRef?: ClaimInput;
  /** Digits, e.g. `4711`. Differs in each run. Not in every token. */
  readonly runId?: number | string;
}

const NAMES: { readonly [property in keyof AzureDevOpsClaimsProps]?: string } = {
  orgId: "org_id",
  prjId: "prj_id",
  rpoId: "rpo_id",
  rpoUri: "rpo_uri",
  aud: "aud",
  sub: "sub",
  defId: "def_id",
  rpoVer: "rpo_ver",
  rpoRef: "rpo_ref",
  runId: "run_id",
};

/**
 * Claims required of Azure DevOps tokens, by name and form.
 *
 * @example AzureDevOpsClaims.of({ sub: "p://acme/app/publish", rpoRef: "refs/heads/main" })
 */
export class AzureDevOpsClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: AzureDevOpsClaimsProps): AzureDevOpsClaims {
    return new AzureDevOpsClaims(namedClaims(AZURE_DEVOPS, NAMES, props), "azure-devops");
  }
}
