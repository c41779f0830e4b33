import type { GitHubJob } from "../../oidc/index.js";
import type { EmulatorJobOptions } from "../commands/emulator-job.js";
import { usageError } from "../errors.js";
import { tryJob } from "../options/described-job.js";
import { runChild } from "../private/run-child.js";
import { withJobFolder } from "./job-folder.js";
import { type AttachedJob, attachJob } from "./remote.js";
import { start } from "./start.js";

/**
 * Runs a command as a CI job of the embedded Cloudsmith.
 *
 * @returns the command's exit code
 */
export async function runJob(words: readonly string[], options: EmulatorJobOptions): Promise<number> {
  const job = tryJob(options);
  if (job === undefined) {
    throw usageError("no job was described", "add --repository OWNER/NAME");
  }
  if (options.emulator !== undefined && options.seed !== undefined) {
    throw usageError("--emulator and --seed were both given", "a running emulator keeps what it holds");
  }
  if (words.length === 0) {
    throw usageError("the job has nothing to run", "put a command behind --, e.g. -- cloudsmith whoami");
  }
  const running = options.emulator === undefined ? await ownJob(job, options) : await attachJob(options.emulator, job);
  try {
    return await withJobFolder((folder) =>
      runChild(words, {
        ...folder.environment,
        ...running.environment,
        ...(options.account === undefined ? {} : { CLOUDSMITH_SERVICE_SLUG: options.account }),
        ...(options.audience === undefined ? {} : { CLOUDSMITH_OIDC_AUDIENCE: options.audience }),
      }),
    );
  } finally {
    await running.close();
  }
}

/** A job of an emulator that lives as long as the job. */
async function ownJob(job: GitHubJob, options: EmulatorJobOptions): Promise<AttachedJob> {
  const emulator = await start(options.seed === undefined ? {} : { seed: options.seed });
  try {
    const { environment } = emulator.startJob(job);
    return { environment, close: () => emulator.close() };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}
