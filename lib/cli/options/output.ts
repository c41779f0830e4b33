/** Where a report goes, and which of its severities end the command with a finding: the same options everywhere. */
import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Paint, PLAIN } from "../../report/paint.js";
import { SEVERITIES, type Severity } from "../../trust/finding.js";
import { failure } from "../errors.js";
import { paintFor, print } from "../private/terminal.js";

/** Every format that a report in words may have; a command has those that mean something for it. */
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
export function addOutputOptions(
  command: Command,
  formats: readonly [AnyFormat, ...AnyFormat[]],
  without?: string,
): Command {
  return addFormatOption(command, formats, without).option(
    "--output <FILE>",
    "write the report to a file instead of standard output",
  );
}

/**
 * @param formats the first is the default
 * @param without why the command has no other format, as the end of a sentence; for those who ask for one
 */
export function addFormatOption(
  command: Command,
  formats: readonly [AnyFormat, ...AnyFormat[]],
  without = "it has nothing to say in it",
): Command {
  const option = new Option("--format <FORMAT>", "of the report").choices([...formats]).default(formats[0]);
  option.argParser((value: string) => {
    if (formats.some((format) => format === value)) {
      return value;
    }
    const known = [...FORMATS, "mermaid"].includes(value);
    throw new InvalidArgumentError(
      `${known ? `${command.name()} has no ${value}: ${without}. ` : ""}Allowed choices are ${formats.join(", ")}.`,
    );
  });
  return command.addOption(option);
}

export function addFailOnOption(command: Command, what = "end with exit code 10 from this severity on"): Command {
  return command.addOption(new Option("--fail-on <SEVERITY>", what).choices(["none", ...SEVERITIES]).default("high"));
}

/** Whether something of this severity ends the command with a finding. */
export function fails({ failOn }: FailOnOptions, severity: Severity | undefined): boolean {
  return severity !== undefined && failOn !== "none" && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** How a report is written in each of a command's formats. */
export type Renderers<F extends AnyFormat> = {
  readonly [format in F]: (paint: Paint) => string | Promise<string>;
};

/** Writes a report in the format, and to where, the options say; in colours where that is a terminal that has them. */
export async function writeInFormat<F extends AnyFormat>(
  renderers: Renderers<F>,
  options: OutputOptions<F>,
): Promise<void> {
  const toTerminal = options.output === undefined || options.output === "-";
  await writeReport(await renderers[options.format](toTerminal ? paintFor(process.stdout) : PLAIN), options);
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
