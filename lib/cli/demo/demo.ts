import { EXIT } from "../exit-codes.js";
import { note, onClosedPipe } from "../private/terminal.js";
import { tellDeployment } from "./chapters/deployment.js";
import { tellDrift } from "./chapters/drift.js";
import { tellEnd } from "./chapters/end.js";
import { tellJobs } from "./chapters/jobs.js";
import { tellStart } from "./chapters/start.js";
import { Story } from "./story.js";
import { findTools } from "./tools.js";
import { makeWorld, type World } from "./world.js";

/** Exit code of a program that Ctrl-C ends, as shells have it. */
const INTERRUPTED = 130;

/**
 * Tells the story. Whatever happens, every process that it started ends and every file that it wrote goes.
 *
 * @returns the exit code: 0 only if everything came out as told
 * @throws CliError for the first thing that did not
 */
export async function runDemo(): Promise<number> {
  const tools = findTools();
  const story = new Story();
  const interruption = interrupted();
  try {
    const world = await makeWorld(tools);
    try {
      const outcome = await Promise.race([tell(world, story), interruption.happened]);
      return outcome ?? EXIT.ok;
    } finally {
      await world.close();
    }
  } finally {
    interruption.forget();
  }
}

async function tell(world: World, story: Story): Promise<undefined> {
  await tellStart(world, story);
  await tellDeployment(world, story);
  await tellJobs(world, story);
  await tellDrift(world, story);
  await tellEnd(world, story);
  return undefined;
}

function interrupted(): { readonly happened: Promise<number>; forget(): void } {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let stop: () => void = () => undefined;
  const happened = new Promise<number>((resolve) => {
    stop = () => {
      note("\nStopping: ending what was started, removing what was written…\n");
      resolve(INTERRUPTED);
    };
  });
  // Once told, a second Ctrl-C must not cut the cleaning up short.
  const once = (): void => {
    stop();
    stop = () => undefined;
  };
  for (const signal of signals) {
    process.on(signal, once);
  }
  onClosedPipe(once);
  return {
    happened,
    forget: () => {
      for (const signal of signals) {
        process.off(signal, once);
      }
    },
  };
}
