import type { GitHubClaimsProps } from "../constructs/index.js";
import type { GitHubEnvironment } from "./environment.js";
import type { GitHubRef } from "./ref.js";

/** From where in a repository a job may come: a ref and what started the run there, or a deployment environment. */
export type GitHubJobSource = GitHubRef | GitHubEnvironment;

/** One way in: one provider setting. */
export interface Alternative {
  /** Names it among the alternatives of one pipeline; part of its address. */
  readonly id: string;
  readonly claims: GitHubClaimsProps;
}
