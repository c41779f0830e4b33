/** Where a report goes, and which of its severities end the command with a finding: the same options everywhere. */
import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { SEVERITIES, type Severity } from "../../trust/finding.js";
import { failure } from "../errors.js";
import { print } from "../private/terminal.js";

export interface OutputOptions<Format extends string> {
  readonly format: Format;
  readonly output?: string;
}

export interface FailOnOptions {
  readonly failOn: "none" | Severity;
}

/** @param formats the first is the default */
export function addOutputOptions(command: Command, formats: readonly [string, ...string[]]): Command {
  return command
    .addOption(new Option("--format <FORMAT>", "of the report").choices([...formats]).default(formats[0]))
    .option("--output <FILE>", "write the report to a file instead of standard output");
}

export function addFailOnOption(command: Command): Command {
  return command.addOption(
    new Option("--fail-on <SEVERITY>", "end with exit code 10 from this severity on")
      .choices(["none", ...SEVERITIES])
      .default("high"),
  );
}

/** Whether something of this severity ends the command with a finding. */
export function fails({ failOn }: FailOnOptions, severity: Severity | undefined): boolean {
  return severity !== undefined && failOn !== "none" && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** Writes a report to where the options say. */
export async function writeReport(text: string, { output }: Pick<OutputOptions<string>, "output">): Promise<void> {
  if (output === undefined || output === "-") {
    await print(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(`cannot write the report to ${output}: ${code ?? String(error)}`, "check the path of --output");
  }
}
