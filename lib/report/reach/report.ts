import type { Reach } from "../../trust/index.js";
import type { Names } from "../names.js";

/** What `reach` reports: an answer, and what it was made from. */
export interface ReachReport {
  readonly reach: Reach;
  /** What was asked about: a repository, an account, or a job in a few words. */
  readonly asked: string;
  readonly organization: string;
  /** Where the trust was read: a file, a directory, an organization. */
  readonly trust: string;
  readonly names: Names;
}
