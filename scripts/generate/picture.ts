/** The picture in README: what `review` prints for a change, as a terminal shows it. */
import { main } from "../../lib/cli/main.js";
import { terminalSvg } from "../picture/svg.js";
import { type Line, terminalLines } from "../picture/terminal.js";

const ARGUMENTS = ["review", "--before", "before.json", "--after", "after.json"];
const FOLDER = "docs/review";
const COLUMNS = 108;

/** @returns the text of the picture, by its path */
export async function picture(): Promise<ReadonlyMap<string, string>> {
  const command = `cloudsmith-trust ${ARGUMENTS.join(" ")}`;
  const { text, exitCode } = await onTerminal(ARGUMENTS);
  const lines: readonly Line[] = [
    ...terminalLines(`\u001b[32m$\u001b[39m ${command}\n`, COLUMNS),
    ...terminalLines(text, COLUMNS),
    ...terminalLines(`\n\u001b[32m$\u001b[39m echo $?\n${exitCode}\n`, COLUMNS),
  ];
  const description = `A terminal: ${command}, which says who gains and who loses access by a change, and ends with exit code ${exitCode}.`;
  return new Map([
    ["docs/review.svg", terminalSvg({ title: "cloudsmith-trust review", description, lines, columns: COLUMNS })],
  ]);
}

/** Runs a command in this process, in the folder, as if standard output were a terminal with colours. */
async function onTerminal(args: readonly string[]): Promise<{ readonly text: string; readonly exitCode: number }> {
  const { stdout } = process;
  const { write, isTTY } = stdout;
  const before = {
    folder: process.cwd(),
    exitCode: process.exitCode,
    colour: process.env.NO_COLOR,
    term: process.env.TERM,
  };
  let text = "";
  try {
    process.chdir(FOLDER);
    delete process.env.NO_COLOR;
    process.env.TERM = "xterm-256color";
    stdout.isTTY = true;
    stdout.write = ((chunk: string, done?: () => void) => {
      text += chunk;
      done?.();
      return true;
    }) as typeof stdout.write;
    await main(args);
    return { text, exitCode: Number(process.exitCode) };
  } finally {
    stdout.write = write;
    stdout.isTTY = isTTY;
    process.chdir(before.folder);
    process.exitCode = before.exitCode;
    restore("NO_COLOR", before.colour);
    restore("TERM", before.term);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}
