import { HcpTerraformClaims } from "../claims/index.js";
import type { WayIn } from "../way-in.js";

export interface HcpWorkspaceProps {
  /** Id of the organization, `org-…`. */
  readonly organizationId: string;
}

/**
 * An HCP Terraform workspace, by its id.
 *
 * @example HcpWorkspace.of("ws-mbsd5E3Ktt5Rg2Xm", { organizationId: "org-GRNbCjYNpBB6NEBH" }).applies()
 */
export class HcpWorkspace {
  /** @param id - `ws-…` */
  static of(id: string, props: HcpWorkspaceProps): HcpWorkspace {
    return new HcpWorkspace(id, props.organizationId);
  }

  private constructor(
    private readonly id: string,
    private readonly organizationId: string,
  ) {}

  /**
   * Runs while they apply. A plan can be started by more people, and runs code that nobody has approved.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  applies(): WayIn {
    return this.#phase("apply");
  }

  /**
   * Runs while they plan.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  plans(): WayIn {
    return this.#phase("plan");
  }

  #phase(runPhase: "apply" | "plan"): WayIn {
    const claims = HcpTerraformClaims.of({ organizationId: this.organizationId, workspaceId: this.id, runPhase });
    return { id: runPhase, claims };
  }
}
