import type { GitHubClaimsProps } from "../constructs/index.js";
import type { GitHubEnvironment } from "./environment.js";
import type { GitHubRef } from "./ref.js";
import type { GitHubReusableWorkflow } from "./reusable-workflow.js";

/**
 * From where in a repository a job may come: a ref and what started the run there, a deployment environment, or a
 * reusable workflow that it is written in.
 */
export type GitHubJobSource = GitHubRef | GitHubEnvironment | GitHubReusableWorkflow;

/** One way in, but for the repository. */
export interface Alternative {
  /** Names it among the alternatives of one pipeline; part of its address. */
  readonly id: string;
  readonly claims: GitHubClaimsProps;
}
