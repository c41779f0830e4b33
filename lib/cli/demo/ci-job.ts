/** CI jobs of the story: the workflow's own `run:` lines, in the environment that a runner would give them. */
import { delimiter, dirname, join } from "node:path";
import type { ExchangeRecord } from "../../emulator/index.js";
import { type GitHubJob, gitHubJobClaims, gitHubJobMayGetToken, type Judgement, judge } from "../../oidc/index.js";
import { withJobFolder } from "../emulator/job-folder.js";
import type { Finished } from "./processes.js";
import type { Story } from "./story.js";
import { type RunStep, readWorkflow, withVariables } from "./workflow.js";
import type { World } from "./world.js";

/** Steps that fetch what the checkout of the demo has already. */
const PREPARATION = "Install";

export interface JobOutcome {
  /** The step that failed; undefined when all went well. */
  readonly failed: RunStep | undefined;
  readonly output: string;
  /** What the job asked Cloudsmith for, as Cloudsmith judged it. */
  readonly exchanges: readonly ExchangeRecord[];
}

/** Runs the steps of the rendered workflow, one after the other, until one fails. */
export async function runWorkflow(world: World, story: Story, job: GitHubJob): Promise<JobOutcome> {
  const workflow = readWorkflow(join(world.checkout, ".github/workflows/publish.yml"));
  const running = world.emulator.startJob(job);
  const before = world.emulator.exchanges.length;
  let output = "";
  let failed: RunStep | undefined;
  await withJobFolder(async (folder) => {
    const env = {
      ...folder.environment,
      PATH: [dirname(process.execPath), folder.environment.PATH].join(delimiter),
      ...running.environment,
      ...withVariables(workflow.env, variablesOf(world)),
    };
    for (const step of workflow.steps.filter(({ name }) => name !== PREPARATION)) {
      await story.command(step.run);
      const finished = await runStep(world, step, env);
      output += finished.output;
      if (finished.code !== 0) {
        failed = step;
        return;
      }
    }
  });
  running.close();
  return { failed, output, exchanges: world.emulator.exchanges.slice(before) };
}

/** As GitHub runs a step that names no shell, with the shell that every machine has. */
function runStep(world: World, { run }: RunStep, env: { readonly [variable: string]: string }): Promise<Finished> {
  return world.processes.run("sh", ["-e", "-c", run], { cwd: world.checkout, env });
}

/** What the deployment has put into the repository's variables; who copies the workflow copies these names too. */
function variablesOf({ emulator }: World): { [name: string]: string } {
  const repository = emulator.state.github.repositories.get("acme/app");
  return Object.fromEntries([...(repository?.variables.values() ?? [])].map(({ name, value }) => [name, value]));
}

/** Why a job was refused: the CI's own word where it gives no token, and the steps by which each way in refuses it. */
export function refusalOf({ emulator }: World, job: GitHubJob, { exchanges }: JobOutcome): readonly string[] {
  const permission = gitHubJobMayGetToken(job);
  if (permission.allowed) {
    return failedSteps(exchanges.at(-1)?.judgement);
  }
  const settings = [...emulator.state.providerSettings.values()];
  const judgement = judge({ claims: gitHubJobClaims(job), account: "ci-app", settings });
  return [permission.reason, ...failedSteps(judgement).map((step) => `and if it did, ${step}`)];
}

/** By name: which of two equally near misses comes first depends on which was deployed first. */
function failedSteps(judgement: Judgement | undefined): readonly string[] {
  const judged = [...(judgement?.settings ?? [])].sort((a, b) => (a.setting.name < b.setting.name ? -1 : 1));
  return judged.flatMap(({ setting, steps }) =>
    steps.filter(({ passed }) => !passed).map(({ step, text }) => `${setting.name}, step ${step}: ${text}`),
  );
}
