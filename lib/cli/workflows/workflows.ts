import {
  countVerdicts,
  gravestOfWorkflows,
  isComplete,
  renderWorkflowsAnnotations,
  renderWorkflowsHtml,
  renderWorkflowsJson,
  renderWorkflowsMarkdown,
  renderWorkflowsSarif,
  renderWorkflowsText,
  type WorkflowsReport,
} from "../../report/workflows/index.js";
import { judgeWorkflows, type WorkflowsJudgement } from "../../trust/workflows.js";
import type { WorkflowsOptions } from "../commands/workflows.js";
import { EXIT } from "../exit-codes.js";
import { fails, writeInFormat } from "../options/output.js";
import { readTrust } from "../options/readers.js";
import { namesOf } from "../private/names.js";
import { packageVersion } from "../private/package.js";
import { identityOf, type RepositoryIdentity } from "./identity.js";
import { readTree } from "./tree.js";

/**
 * Judges the workflows of a folder against trust.
 *
 * @returns the exit code
 */
export async function workflows(folder: string, options: WorkflowsOptions): Promise<number> {
  const { repository, assumed } = identityOf(folder, options);
  const tree = readTree(folder);
  const { model, where } = await readTrust(options);
  const judgement = judgeWorkflows(model, {
    ...tree,
    repository: { ...repository, variables: options.var },
    now: new Date(),
  });
  const report: WorkflowsReport = {
    judgement,
    problems: tree.problems,
    files: tree.workflows.length,
    repository: repository.repository,
    organization: model.organization,
    trust: where,
    names: namesOf(model),
    assumed: [...assumed, ...missing(judgement, repository)],
  };
  const exitCode = exitCodeOf(report, options);
  // Set before printing: a reader that goes away ends us with it.
  process.exitCode = exitCode;
  await writeInFormat(
    {
      text: (paint) => renderWorkflowsText(report, paint),
      markdown: () => renderWorkflowsMarkdown(report),
      json: () => renderWorkflowsJson(report),
      sarif: () => renderWorkflowsSarif(report, { version: packageVersion() }),
      github: () => renderWorkflowsAnnotations(report),
      html: () => renderWorkflowsHtml(report),
    },
    options,
  );
  return exitCode;
}

/** How to tell what a verdict hangs on. */
function missing({ logins }: WorkflowsJudgement, repository: RepositoryIdentity["repository"]): readonly string[] {
  const reasons = logins.flatMap(({ starts }) => starts.flatMap(({ runs }) => runs.flatMap((run) => run.reasons)));
  const hangsOn = (claim: string): boolean => reasons.some((reason) => reason.includes(`claims ${claim}:`));
  return [
    ...(repository.repositoryId === undefined && hangsOn("repository_id")
      ? ["the id of the repository is not known (--repository-id ID tells it)"]
      : []),
    ...(repository.ownerId === undefined && hangsOn("repository_owner_id")
      ? ["the id of its owner is not known (--owner-id ID tells it)"]
      : []),
  ];
}

function exitCodeOf(report: WorkflowsReport, options: WorkflowsOptions): number {
  if (!isComplete(report)) {
    return EXIT.error;
  }
  const { refused, partly } = countVerdicts(report);
  const isRefused = options.failOn !== "none" && refused + partly > 0;
  return isRefused || fails(options, gravestOfWorkflows(report)) ? EXIT.finding : EXIT.ok;
}
