/** Where a report goes, and which of its severities end the command with a finding: the same options everywhere. */
import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { type Paint, PLAIN } from "../../report/paint.js";
import { SEVERITIES, type Severity } from "../../trust/finding.js";
import { failure } from "../errors.js";
import { paintFor, print } from "../private/terminal.js";
import { wrapText } from "../private/wrap.js";

/** Every format of a report, the default first. */
export const FORMATS = ["text", "markdown", "json", "sarif", "github", "html"] as const;

export type Format = (typeof FORMATS)[number];

/** What a drawing may have beside. */
export type AnyFormat = Format | "mermaid";

export interface OutputOptions<F extends string> {
  readonly format: F;
  readonly output?: string;
}

export interface FailOnOptions {
  readonly failOn: "none" | Severity;
}

/** As {@link addFormatOption}, and where the report goes. */
export function addOutputOptions(command: Command, formats?: readonly [AnyFormat, ...AnyFormat[]]): Command {
  return addFormatOption(command, formats).option(
    "--output <FILE>",
    "write the report to a file instead of standard output",
  );
}

/** @param formats the first is the default */
export function addFormatOption(command: Command, formats: readonly [AnyFormat, ...AnyFormat[]] = FORMATS): Command {
  return command.addOption(new Option("--format <FORMAT>", "of the report").choices([...formats]).default(formats[0]));
}

/** @param fallback what holds where it is not said: `none` for a command that is asked and finds no fault */
export function addFailOnOption(
  command: Command,
  what = "end with exit code 10 from this severity on",
  fallback: FailOnOptions["failOn"] = "high",
): Command {
  return command.addOption(new Option("--fail-on <SEVERITY>", what).choices(["none", ...SEVERITIES]).default(fallback));
}

/** Whether something of this severity ends the command with a finding. */
export function fails({ failOn }: FailOnOptions, severity: Severity | undefined): boolean {
  return severity !== undefined && failOn !== "none" && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** How a report is written in each of a command's formats. */
export type Renderers<F extends AnyFormat> = {
  readonly [format in F]: (paint: Paint) => string | Promise<string>;
};

/**
 * Writes a report in the format, and to where, the options say; in colours where that is a terminal that has them, and
 * there broken where the terminal ends.
 *
 * @param keepsLines for a report that holds code or data to be copied, line by line
 */
export async function writeInFormat<F extends AnyFormat>(
  renderers: Renderers<F>,
  options: OutputOptions<F>,
  { keepsLines = false }: { readonly keepsLines?: boolean } = {},
): Promise<void> {
  const { isTTY, columns } = process.stdout;
  const toTerminal = options.output === undefined || options.output === "-";
  const text = await renderers[options.format](toTerminal ? paintFor(process.stdout) : PLAIN);
  const isWrapped = toTerminal && isTTY === true && columns > 0 && options.format === "text" && !keepsLines;
  await writeReport(isWrapped ? wrapText(text, columns) : text, options);
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
