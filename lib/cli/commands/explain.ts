import type { Command } from "commander";
import { addJobOptions, type JobOptions } from "../options/job.js";
import {
  addFailOnOption,
  addOutputOptions,
  type FailOnOptions,
  type Format,
  type OutputOptions,
} from "../options/output.js";
import { addReaderOptions, type ReaderOptions } from "../options/readers.js";
import { addNotes, newCommand } from "../private/command.js";

export interface ExplainOptions extends ReaderOptions, JobOptions, OutputOptions<Format>, FailOnOptions {
  readonly account?: string;
  readonly token?: string;
  readonly claims?: string;
  readonly jwks?: string;
  readonly now?: string;
  readonly batch?: string;
}

const SUMMARY =
  "Says whether a token, its claims or a described job is let in as an account: each step of each setting.";

/** `cloudsmith-trust explain` */
export function explainCommand(): Command {
  const command = newCommand("explain", SUMMARY, [
    [
      "cloudsmith-trust explain --app cdktf.out --account ci-app --repository acme/app --ref refs/heads/main",
      "would a push to main be let in by what this app declares?",
    ],
    [
      "cloudsmith-trust explain --plan cdktf.out/stacks/app/plan --account ci-app --repository acme/app",
      "would it be, after the plan that cdktf diff left is applied?",
    ],
    [
      "cloudsmith-trust explain --live acme --account ci-app --token token.jwt",
      "a token against the live organization",
    ],
    ["cloudsmith-trust explain --trust trust.json --account ci-app --token token.jwt --jwks jwks.json", "a real token"],
    ["cloudsmith-trust explain --trust trust.json --account ci-app --claims claims.json --format json", "its claims"],
    [
      "cloudsmith-trust explain --app cdktf.out --account ci-app --repository acme/app --format github",
      "in CI: a refusal as an annotation beside the setting that is nearest to letting it in",
    ],
    [
      "cloudsmith-trust explain --trust trust.json --batch tokens.jsonl",
      'many: lines of {"id", "claims", "account", "trust"?, "now"?}, answers {"id", "admitted", "reason", "settings"}',
    ],
  ]);
  addReaderOptions(command)
    .option("--account <SLUG>", "the service account asked for; needless where the trust has one only")
    .option("--token <FILE>", "a token (JWT) in a file, or - for standard input; else $CLOUDSMITH_OIDC_TOKEN")
    .option("--jwks <FILE>", "the issuer's keys, to check the token's signature with")
    .option("--claims <FILE>", "the claims of a token, as a JSON object, or - for standard input");
  addJobOptions(command)
    .option("--now <MOMENT>", "judge as of this moment: ISO 8601 or seconds since 1970 (default: now)")
    .option("--batch <FILE>", "judge one JSON line after another, from a file or - for standard input");
  addOutputOptions(command);
  addNotes(addFailOnOption(command, "end with exit code 10 when refused: a refusal weighs high"), EXIT_HELP);
  return command.action(async (options: ExplainOptions) => {
    const { explainBatch, explainOne } = await import("../explain/index.js");
    process.exitCode =
      options.batch === undefined ? await explainOne(options) : await explainBatch(options.batch, options);
  });
}

const EXIT_HELP = `
Exit codes: 0 admitted, 10 refused (0 with --fail-on none or critical), 1 could not tell, 2 wrong command line.
With --batch: 0 when every line was answered, whatever the answers, 1 when one could not be; text and json are lines of
JSON, the other formats show refused tokens first. sarif and github show a refusal at the setting that is nearest to
letting it in, or at its line of the batch.`;
