import type { Severity } from "../../finding.js";
import type { TrustModel } from "../../model.js";
import type { WorkflowFile } from "../../workflow/model.js";
import type { RuleText } from "../rule.js";

/** A workflow file, and the trust that its jobs want to use. */
export interface WorkflowInTrust {
  readonly workflow: WorkflowFile;
  /** @default - not known: rules that compare with it keep quiet */
  readonly trust?: TrustModel;
  /** `owner/name` of the repository that the file is in. @default - not known */
  readonly repository?: string;
}

export interface WorkflowHit {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  readonly severity?: Severity;
}

export interface WorkflowRule extends RuleText {
  check(file: WorkflowInTrust): Iterable<WorkflowHit>;
}
