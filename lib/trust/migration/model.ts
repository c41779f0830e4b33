/** What becomes of the jobs of a repository that use a long-lived key. */
import type { WorkflowProblem } from "../workflow/result.js";
import type { OtherUse } from "./other-uses.js";

/** Refs and what may have started a run there, in the words of the constructs. */
export interface RefDeclaration {
  readonly kind: "branch" | "branchesUnder" | "tag" | "tagsStartingWith";
  readonly name: string;
  readonly events: readonly string[];
}

/** A Cloudsmith repository that jobs publish to or read from, as far as their commands say. */
export interface UsedRepository {
  /** Absent where an expression or a script makes it. */
  readonly slug?: string;
  readonly organization?: string;
  readonly privilege: "Read" | "Write" | "Admin";
  readonly path: string;
  readonly line: number;
}

export interface KeyJob {
  readonly path: string;
  readonly job: string;
  /** Counted from 1. */
  readonly line: number;
  /** `left`: it is not changed, for `reason`. */
  readonly outcome: "changed" | "left";
  readonly reason?: string;
  /** Of the reason. */
  readonly at?: number;
  /** What to look at, one sentence each. */
  readonly notes: readonly string[];
  /** Names of the repository's secrets that it takes a key from, also where a caller hands them down by another name. */
  readonly secrets: readonly string[];
  readonly publishes: boolean;
  readonly from: readonly RefDeclaration[];
  readonly repositories: readonly UsedRepository[];
  /** The environment that it names, where that is written down. */
  readonly environment?: string;
}

export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly diff: string;
}

/** One account, and whom it is for. */
export interface Pipeline {
  readonly kind: "publisher" | "reader";
  /** The variable that holds the slug of its account. */
  readonly variable: string;
  readonly from: readonly RefDeclaration[];
  /** Slugs and the highest privilege that a command asks for. */
  readonly repositories: readonly { readonly slug: string; readonly privilege: UsedRepository["privilege"] }[];
  readonly jobs: readonly KeyJob[];
  /** What could not be read, one sentence each. */
  readonly open: readonly string[];
}

export interface Migration {
  /** Of the commands; absent where none names it, or several are named. */
  readonly organization?: string;
  readonly jobs: readonly KeyJob[];
  readonly changes: readonly ChangedFile[];
  readonly pipelines: readonly Pipeline[];
  readonly otherUses: readonly OtherUse[];
  /** Files that could not be read. */
  readonly problems: readonly WorkflowProblem[];
  /** Names of the secrets that hold a key. */
  readonly secrets: readonly string[];
}
