import type { Command } from "commander";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addNotes, newCommand } from "../private/command.js";

export interface ExportOptions extends ReaderOptions {
  readonly before?: string;
  readonly after?: string;
  readonly output?: string;
}

const SUMMARY = "Writes trust as a trust file: JSON that every command reads, with nothing in it but trust.";

/** `cloudsmith-trust export` */
export function exportCommand(): Command {
  const command = newCommand("export", SUMMARY, [
    ["cloudsmith-trust export --live acme --output acme.json", "the trust of a live organization"],
    ["cloudsmith-trust export --app cdktf.out --output trust.json", "what an app declares"],
    [
      "cloudsmith-trust export --before base/cdktf.out --after head/cdktf.out --output trust",
      "both sides of a change, as trust/before.json and trust/after.json, to be reviewed by somebody else",
    ],
  ]);
  addReaderOptions(command)
    .option("--before <DIR>", "the synthesized app before a change; with --after, and a folder as --output")
    .option("--after <DIR>", "the synthesized app after it")
    .option("--output <PATH>", "the file, or the folder of both files (default: standard output)");
  addNotes(command, NOTES);
  return command.action(async (options: ExportOptions) => {
    const { exportTrust } = await import("../export/index.js");
    process.exitCode = await exportTrust(options);
  });
}

const NOTES = `
The file of an app has its accounts, settings and grants, what is not known before the deployment, and what a review
compares beside them: acceptances, policies, providers, backends and programs, with values that may be secret as keyed
digests. The key is made anew at each run and kept nowhere: only the two files of one run can be compared in full.

Exit codes: 0 written, 1 could not read it, or a file cannot say it, 2 wrong command line.`;
