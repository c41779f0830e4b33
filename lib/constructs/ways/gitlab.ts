import { GitLabClaims, type GitLabClaimsProps } from "../claims/index.js";
import { idOf } from "../ids.js";
import type { WayIn } from "../way-in.js";

export interface GitLabProjectProps {
  /** Numeric id of the group or user that the project belongs to. */
  readonly namespaceId: number | string;
}

/**
 * A GitLab project, by its numeric id: a path can be given up, and taken by somebody else.
 *
 * @example GitLabProject.of(20, { namespaceId: 72 }).protectedBranch("main")
 */
export class GitLabProject {
  /** @param id - numeric id of the project, as its page shows it */
  static of(id: number | string, props: GitLabProjectProps): GitLabProject {
    return new GitLabProject({ projectId: id, namespaceId: props.namespaceId });
  }

  private constructor(private readonly pinned: GitLabClaimsProps) {}

  /**
   * Jobs at a branch that is protected, in pipelines that a push started: only who may push to it can start one.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  protectedBranch(name: string): WayIn {
    return this.#way(["branch", name], { refPath: `refs/heads/${name}`, refProtected: true, pipelineSource: "push" });
  }

  /**
   * Jobs at a tag that is protected, in pipelines that a push started.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  protectedTag(name: string): WayIn {
    return this.#way(["tag", name], { refPath: `refs/tags/${name}`, refProtected: true, pipelineSource: "push" });
  }

  /**
   * Jobs that deploy to an environment that is protected.
   *
   * @throws DeclarationError with code `invalid_value`
   */
  protectedEnvironment(name: string): WayIn {
    return this.#way(["environment", name], { environment: name, environmentProtected: true });
  }

  #way(id: readonly string[], claims: GitLabClaimsProps): WayIn {
    return { id: idOf(...id), claims: GitLabClaims.of({ ...this.pinned, ...claims }) };
  }
}
