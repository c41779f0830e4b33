import { BuildkiteClaims, type BuildkiteClaimsProps } from "../claims/index.js";
import { idOf } from "../ids.js";
import type { WayIn } from "../way-in.js";

export interface BuildkitePipelineProps {
  /** UUID of the organization. Its agents must ask for it: `--claim organization_id`. */
  readonly organizationId: string;
  /** UUID of the pipeline. Its agents must ask for it: `--claim pipeline_id`. */
  readonly pipelineId: string;
}

/**
 * A Buildkite pipeline. Slugs can be given up, and taken by somebody else: with ids the token says for good whose it is.
 *
 * @example BuildkitePipeline.of("acme", "app", { organizationId: "0184990a-…", pipelineId: "0184990b-…" }).branch("main")
 */
export class BuildkitePipeline {
  /**
   * @param organization - slug of the organization
   * @param pipeline - slug of the pipeline, unique within the organization
   */
  static of(organization: string, pipeline: string, ids?: BuildkitePipelineProps): BuildkitePipeline {
    return new BuildkitePipeline({ organizationSlug: organization, pipelineSlug: pipeline, ...ids });
  }

  private constructor(private readonly pinned: BuildkiteClaimsProps) {}

  /**
   * Jobs of builds on one branch. Whoever may start a build chooses its branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  branch(name: string): WayIn {
    return { id: idOf("branch", name), claims: BuildkiteClaims.of({ ...this.pinned, buildBranch: name }) };
  }

  /**
   * One step of builds on one branch.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  step(key: string, branch: string): WayIn {
    const claims = BuildkiteClaims.of({ ...this.pinned, buildBranch: branch, stepKey: key });
    return { id: idOf("step", key, branch), claims };
  }
}
