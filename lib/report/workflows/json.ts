import type { JudgedLogin, JudgedRun, LoginSite } from "../../trust/workflows.js";
import { jsonText } from "../escape/json.js";
import { findingValue } from "../findings/json.js";
import { locationOf } from "../location.js";
import { type Names, nameOf } from "../names.js";
import { countVerdicts, gravestOfWorkflows, isComplete, type WorkflowsReport } from "./report.js";
import { runReasons, runWays } from "./words.js";

/** The report as one JSON document, in the shape of {@link WORKFLOWS_SCHEMA}. */
export function renderWorkflowsJson(report: WorkflowsReport): string {
  const { judgement, problems, files, repository, organization, trust, names, assumed } = report;
  return `${jsonText({
    version: 1,
    repository,
    organization,
    trust,
    files,
    complete: isComplete(report),
    severity: gravestOfWorkflows(report) ?? null,
    counts: countVerdicts(report),
    logins: judgement.logins.map((login) => loginValue(login, names)),
    keys: judgement.byKey.map(placeOf),
    findings: judgement.findings.map(({ origin, ...finding }) => {
      const location = locationOf(origin);
      return findingValue({ ...finding, ...(location === undefined ? {} : { location }) });
    }),
    unused: judgement.unused.map(({ setting, accounts, at }) => ({
      setting,
      accounts: accounts.map((account) => nameOf(account, names)),
      at,
    })),
    notFollowed: judgement.notFollowed,
    problems,
    assumed,
  })}\n`;
}

function placeOf({ path, login, frames, actions }: LoginSite): object {
  const { job } = frames[frames.length - 1] ?? frames[0];
  return {
    file: path,
    line: login.step.line,
    job: job.id,
    calledBy: frames.slice(0, -1).map((frame) => ({ file: frame.file.path, job: frame.job.id, line: frame.job.line })),
    actions: actions.map(({ action }) => action.path),
  };
}

function loginValue({ site, verdict, starts, organization }: JudgedLogin, names: Names): object {
  return {
    ...placeOf(site),
    client: site.login.client ?? "key",
    verdict,
    ...(organization === undefined ? {} : { organization }),
    starts: starts.map((start) => ({
      start: start.words,
      line: start.line,
      verdict: start.verdict,
      runs: start.runs.map((run) => runValue(run, names)),
    })),
  };
}

function runValue(run: JudgedRun, names: Names): object {
  const { start, environment, account, audience, verdict, settings, code } = run;
  return {
    event: start.event,
    ref: start.ref,
    ...(start.baseRef === undefined ? {} : { baseRef: start.baseRef }),
    ...(environment === undefined ? {} : { environment }),
    ...(account === undefined ? {} : { account: nameOf(account, names) }),
    ...(audience === undefined ? {} : { audience }),
    verdict,
    settings,
    ...(code === undefined ? {} : { code }),
    reasons: runReasons(run, names),
    wouldLetIn: runWays(run, names),
  };
}
