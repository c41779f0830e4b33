// Generated from the issuer's claims by `npm run generate`: do not edit.
import { HCP_TERRAFORM } from "../../oidc/issuers/hcp-terraform.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

/** What the token of a HCP Terraform job must say. */
export interface HcpTerraformClaimsProps {
  /** org-…, e.g. `org-GRNbCjYNpBB6NEBH`. */
  readonly organizationId?: string;
  /** prj-…, e.g. `prj-vegSA59s1XPwMr2t`. Not in every token. */
  readonly projectId?: string;
  /** ws-…, e.g. `ws-mbsd5E3Ktt5Rg2Xm`. */
  readonly workspaceId?: string;
  /** A name, e.g. `acme`. A name that can be given up, and taken by somebody else. */
  readonly organizationName?: ClaimInput;
  /**
   * organization:NAME:project:NAME:workspace:NAME, e.g. `organization:acme:project:main:workspace:publish`. A name
   * that can be given up, and taken by somebody else.
   */
  readonly fullWorkspace?: ClaimInput;
  /** Any text, e.g. `cloudsmith`. Whoever asks for the token chooses it. */
  readonly aud?: ClaimInput;
  /**
   * organization:NAME:project:NAME:workspace:NAME:run_phase:PHASE, e.g.
   * `organization:acme:project:main:workspace:publish:run_phase:apply`.
   */
  readonly sub?: ClaimInput;
  /**
   * A name, e.g. `main`. Unique within the organization only. A name that can be given up, and taken by somebody else.
   * Not in every token.
   */
  readonly projectName?: ClaimInput;
  /**
   * A name, e.g. `publish`. Unique within the organization only. A name that can be given up, and taken by somebody
   * else.
   */
  readonly workspaceName?: ClaimInput;
  /** run-…, e.g. `run-X3n1AUXNGWbfECsJ`. Differs in each run. */
  readonly runId?: string;
  /** Plan or apply, e.g. `apply`. */
  readonly runPhase?: ClaimInput;
}

const NAMES: { readonly [property in keyof HcpTerraformClaimsProps]?: string } = {
  organizationId: "terraform_organization_id",
  projectId: "terraform_project_id",
  workspaceId: "terraform_workspace_id",
  organizationName: "terraform_organization_name",
  fullWorkspace: "terraform_full_workspace",
  aud: "aud",
  sub: "sub",
  projectName: "terraform_project_name",
  workspaceName: "terraform_workspace_name",
  runId: "terraform_run_id",
  runPhase: "terraform_run_phase",
};

/**
 * Claims required of HCP Terraform tokens, by name and form.
 *
 * @example HcpTerraformClaims.of({ workspaceId: "ws-mbsd5E3Ktt5Rg2Xm", runPhase: "apply" })
 */
export class HcpTerraformClaims extends RequiredClaims {
  /**
   * @throws DeclarationError with code `invalid_value` for a value that the issuer never gives
   */
  static override of(props: HcpTerraformClaimsProps): HcpTerraformClaims {
    return new HcpTerraformClaims(namedClaims(HCP_TERRAFORM, NAMES, props), "hcp-terraform");
  }
}
