import type { Command } from "commander";
import { addJobOptions, type JobOptions } from "../options/job.js";
import { addNotes, newCommand } from "../private/command.js";

export interface EmulatorJobOptions extends JobOptions {
  readonly emulator?: string;
  readonly seed?: string;
  readonly account?: string;
}

/** `cloudsmith-trust emulator job` */
export function emulatorJobCommand(): Command {
  const command = newCommand(
    "job",
    "Runs COMMAND with the environment of a described CI job of the embedded Cloudsmith, and with its exit code.",
    [
      [
        "cloudsmith-trust emulator job --seed trust.json --repository acme/app --account ci-app -- cloudsmith whoami",
        "the official command line gets the job's id token and exchanges it",
      ],
      [
        "cloudsmith-trust emulator job --emulator http://127.0.0.1:8765 --repository acme/app --event pull_request --fork -- env",
        "a pull request from a fork gets no id token",
      ],
    ],
  )
    .usage("[options] -- COMMAND...")
    .argument("[COMMAND...]", "what the job runs")
    .passThroughOptions()
    .option("--emulator <URL>", "the running emulator that the job belongs to (default: one for this job alone)")
    .option("--seed <FILE>", "start that one with what a trust file holds")
    .option("--account <SLUG>", "set CLOUDSMITH_SERVICE_SLUG");
  addNotes(addJobOptions(command), NOTES);
  return command.action(async (words: string[], options: EmulatorJobOptions) => {
    const { runJob } = await import("../emulator/job.js");
    process.exitCode = await runJob(words, options);
  });
}

const NOTES = `
COMMAND sees the variables of the job and, of yours, PATH, TERM, LANG, TZ and the like: no credential of yours. HOME is
an empty folder that is removed afterwards.`;
