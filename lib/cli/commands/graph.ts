import type { Command } from "commander";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  FORMATS,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addNotes, newCommand } from "../private/command.js";

export interface GraphOptions extends ReaderOptions, OutputOptions<"mermaid" | Format>, FailOnOptions {
  readonly account?: string;
  readonly to?: string;
}

const SUMMARY =
  "Draws who is trusted to do what: issuers, settings, accounts, teams, privileges and repositories, with what rules find.";

/** `cloudsmith-trust graph` */
export function graphCommand(): Command {
  const command = newCommand("graph", SUMMARY, [
    ["cloudsmith-trust graph --live acme --format html --output trust.html", "one page to search, for a browser"],
    ["cloudsmith-trust graph --app cdktf.out --to prod", "what leads to one repository, as Mermaid"],
    ["cloudsmith-trust graph --trust trust.json --account ci-app", "what leads to and from one account"],
    [
      'cloudsmith-trust graph --app cdktf.out --format markdown >> "$GITHUB_STEP_SUMMARY"',
      "in a job of GitHub Actions",
    ],
    ["cloudsmith-trust graph --live acme --to prod --format text", "the same in words, on a terminal"],
  ])
    .option("--account <SLUG>", "only what leads to and from this account; by slug, name or resource address")
    .option("--to <REPOSITORY>", "only what leads to this Cloudsmith repository; by slug, name or resource address");
  addReaderOptions(command);
  addOutputOptions(command, ["mermaid", ...FORMATS]);
  addFailOnOption(command, "end with exit code 10 where a finding on what is drawn is so grave", "none");
  addNotes(command, HELP);
  return command.action(async (options: GraphOptions) => {
    const { graph } = await import("../graph/index.js");
    process.exitCode = await graph(options);
  });
}

const HELP = `
Formats:
  mermaid   a flowchart for any tool that draws Mermaid; a large one stands in groups, and says so
  markdown  the same in a block that GitHub and GitLab draw
  html      one self-contained page with everything, to search and to filter; it needs no network
  text      each element in words, with where it leads
  json      the graph itself, for other tools
  sarif     the findings that the drawing marks, for code scanning; github: the same as annotations

Exit codes: 0 drawn, 1 something could not be read and may be missing, 2 wrong command line, 10 a finding at or above
--fail-on, which is none unless said: check judges, and lists what is accepted. Of several the first of 2, 1 and 10 holds.`;
