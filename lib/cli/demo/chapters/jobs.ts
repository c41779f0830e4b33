import type { GitHubJob } from "../../../oidc/index.js";
import { refusalOf, runWorkflow } from "../ci-job.js";
import type { Story } from "../story.js";
import type { World } from "../world.js";

const MAIN: GitHubJob = {
  repository: "acme/app",
  repositoryId: 74,
  ownerId: 65,
  ref: "refs/heads/main",
  event: "push",
};

/** Same workflow, same names, same account asked for: only who asks differs. */
const STRANGERS: readonly { readonly title: string; readonly told: string; readonly job: GitHubJob }[] = [
  {
    title: "The same from a pull request of a fork",
    told: "refused: a fork's proposal cannot even ask",
    job: { ...MAIN, ref: "refs/pull/7/merge", event: "pull_request", pullRequest: 7, fromFork: true },
  },
  {
    title: "The same from a look-alike: another acme/app, made anew under the same names",
    told: "refused: the names are the same, the numbers are not",
    job: { ...MAIN, repositoryId: 907_400, ownerId: 906_500 },
  },
  {
    title: "The same from another branch",
    told: "refused: the branch is not the one that was declared",
    job: { ...MAIN, ref: "refs/heads/feature/login" },
  },
];

export const OTHER_BRANCH: GitHubJob = { ...MAIN, ref: "refs/heads/feature/login" };

export async function tellJobs(world: World, story: Story): Promise<void> {
  await story.chapter("A push to main: the job runs the lines of the workflow file");
  await story.say("(its first steps, checkout, Node and npm ci, belong to the runner)");
  const { failed, output, exchanges } = await runWorkflow(world, story, MAIN);
  await story.holds("every line ended well", failed === undefined, output);
  await story.holds(
    "twice let in as ci-app: once by cloudsmith-trust token, once by two requests of its own and X-Api-Key: Bearer",
    exchanges.length === 2 && exchanges.every(({ judgement }) => judgement?.admitted === true),
  );
  await story.holds("the raw packages app.txt and notes.txt are in prod", isPublished(world, ["app.txt", "notes.txt"]));
  await story.holds("no token in the job's log but in the lines that mask it", !/^(?!::add-mask::).*eyJ/m.test(output));

  for (const { title, told, job } of STRANGERS) {
    await story.chapter(title);
    await expectRefusal(world, story, job, told);
  }
}

/** Runs the workflow as a job that must not be let in, and tells the step that refused it. */
export async function expectRefusal(world: World, story: Story, job: GitHubJob, told: string): Promise<void> {
  const packages = world.emulator.state.packages.size;
  const outcome = await runWorkflow(world, story, job);
  const steps = refusalOf(world, job, outcome);
  const letIn = outcome.exchanges.some(({ judgement }) => judgement?.admitted === true);
  const isRefused =
    outcome.failed !== undefined && !letIn && steps.length > 0 && world.emulator.state.packages.size === packages;
  if (!isRefused) {
    await story.holds(told, false, outcome.output);
  }
  await story.refused(told, steps);
}

function isPublished({ emulator }: World, names: readonly string[]): boolean {
  const published = [...emulator.state.packages.values()];
  return names.every((name) =>
    published.some((one) => one.filename === name && one.repository === "prod" && one.uploader === "ci-app"),
  );
}
