import type { JudgedLogin, LoginVerdict } from "../../trust/workflows.js";
import { count } from "../findings/words.js";
import type { Tone } from "../html/blocks.js";
import { countVerdicts, isComplete, type WorkflowsReport } from "./report.js";
import { VERDICT_WORDS } from "./words.js";

export interface Headline {
  readonly words: string;
  readonly tone: Tone;
  /** `1 refused, 2 let in; 3 findings; 12 workflow files` */
  readonly counts: string;
}

export function headlineOf(report: WorkflowsReport): Headline {
  const verdicts = countVerdicts(report);
  const refused = verdicts.refused + verdicts.partly;
  const { findings } = report.judgement;
  const counts = [
    (Object.keys(VERDICT_WORDS) as LoginVerdict[])
      .filter((verdict) => verdicts[verdict] > 0)
      .map((verdict) => `${verdicts[verdict]} ${VERDICT_WORDS[verdict]}`)
      .join(", "),
    findings.length === 0 ? "" : count(findings.length, "finding", "findings"),
    count(report.files, "workflow file", "workflow files"),
  ]
    .filter((part) => part !== "")
    .join("; ");
  if (refused > 0) {
    return { words: `${count(refused, "job", "jobs")} refused`, tone: "bad", counts };
  }
  if (!isComplete(report)) {
    return { words: "could not tell all of it", tone: "warn", counts };
  }
  if (report.judgement.logins.length === 0) {
    return { words: "no job signs in", tone: "neutral", counts };
  }
  return { words: "every job is let in", tone: findings.length > 0 ? "warn" : "good", counts };
}

/** Those that need somebody first. */
export function loginsInOrder({ judgement }: WorkflowsReport): readonly JudgedLogin[] {
  const order = Object.keys(VERDICT_WORDS);
  return judgement.logins.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}
