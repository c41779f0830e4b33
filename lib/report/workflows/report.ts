import { compareSeverities, type Severity } from "../../trust/index.js";
import type { JudgedLogin, LoginVerdict, WorkflowProblem, WorkflowsJudgement } from "../../trust/workflows.js";
import { type LocatedFinding, locationOf } from "../location.js";
import type { Names } from "../names.js";
import { loginWords, refusalWords } from "./words.js";

/** What `workflows` reports: which jobs of a repository trust lets in, and what rules say of its workflow files. */
export interface WorkflowsReport {
  readonly judgement: WorkflowsJudgement;
  /** Files that could not be read. */
  readonly problems: readonly WorkflowProblem[];
  /** How many workflow files were read. */
  readonly files: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly organization: string;
  /** Where the trust was read. */
  readonly trust: string;
  readonly names: Names;
  /** What was taken to be so since nobody told, a sentence each. */
  readonly assumed: readonly string[];
}

/** Whether everything could be told. */
export function isComplete({ judgement, problems }: WorkflowsReport): boolean {
  return problems.length === 0 && judgement.logins.every(({ verdict }) => verdict !== "unknown");
}

/** What rules find, and each job that is refused. */
export function resultsOf(report: WorkflowsReport): readonly LocatedFinding[] {
  const found = report.judgement.findings.map((finding): LocatedFinding => {
    const location = locationOf(finding.origin);
    return { ...finding, ...(location === undefined ? {} : { location }) };
  });
  const refused = report.judgement.logins.filter(({ verdict }) => verdict === "refused" || verdict === "partly");
  return [...refused.map((login) => refusal(login, report)), ...found].toSorted((a, b) =>
    compareSeverities(b.severity, a.severity),
  );
}

/** The gravest of what rules find. Jobs that are refused are counted apart. */
export function gravestOfWorkflows({ judgement }: WorkflowsReport): Severity | undefined {
  return judgement.findings.map(({ severity }) => severity).toSorted((a, b) => compareSeverities(b, a))[0];
}

export function countVerdicts({ judgement }: WorkflowsReport): { readonly [verdict in LoginVerdict]: number } {
  const counts = { refused: 0, partly: 0, unknown: 0, admitted: 0, elsewhere: 0, never: 0 };
  for (const { verdict } of judgement.logins) {
    counts[verdict]++;
  }
  return counts;
}

function refusal(login: JudgedLogin, report: WorkflowsReport): LocatedFinding {
  const { site, verdict } = login;
  const { reason, remedy } = refusalWords(login, report.names);
  return {
    rule: verdict === "partly" ? "login-partly-refused" : "login-refused",
    severity: "high",
    where: loginWords(login),
    message: reason,
    why: "The step fails when the job runs, since Cloudsmith does not let it in",
    remedy,
    location: { file: site.path, line: site.login.step.line },
  };
}
