import type { Command } from "commander";
import { addOutputOptions, type OutputOptions } from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { newCommand } from "../private/command.js";

export interface GraphOptions extends ReaderOptions, OutputOptions<"mermaid" | "markdown" | "html" | "json"> {
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
  ])
    .option("--account <SLUG>", "only what leads to and from this account; by slug, name or resource address")
    .option("--to <REPOSITORY>", "only what leads to this Cloudsmith repository; by slug, name or resource address");
  addReaderOptions(command);
  addOutputOptions(command, ["mermaid", "markdown", "html", "json"], WITHOUT).addHelpText("after", HELP);
  return command.action(async (options: GraphOptions) => {
    const { graph } = await import("../graph/index.js");
    process.exitCode = await graph(options);
  });
}

const WITHOUT = "it draws; in words, reach tells who can do what, and check what rules find";

const HELP = `
Formats:
  mermaid   a flowchart for any tool that draws Mermaid; a large one stands in groups, and says so
  markdown  the same in a block that GitHub and GitLab draw
  html      one self-contained page with everything, to search and to filter; it needs no network
  json      the graph itself, for other tools
In words, reach tells who can do what; check tells findings as text, sarif or github, and has --fail-on.

Exit codes: 0 drawn, 1 something could not be read and may be missing, 2 wrong command line.`;
