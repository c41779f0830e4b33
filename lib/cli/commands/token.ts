import type { Command } from "commander";
import { usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { newCommand } from "../private/command.js";
import { runChild } from "../private/run-child.js";
import type { TokenOptions } from "../token/exchange.js";
import { exportForLaterSteps } from "../token/runner.js";

interface Options extends TokenOptions {
  readonly export?: boolean;
}

/** The variable that every Cloudsmith client reads its key from. */
const KEY_VARIABLE = "CLOUDSMITH_API_KEY";

/** `cloudsmith-trust token` */
export function tokenCommand(): Command {
  const command = newCommand(
    "token",
    `In a CI job: gets the job's id token, exchanges it for a Cloudsmith key, and gives that to COMMAND alone, as ${KEY_VARIABLE}.`,
    [
      [
        "cloudsmith-trust token --organization acme --account ci-app -- cloudsmith push raw acme/prod app.tgz",
        "one command has the key, no other step of the job",
      ],
      [
        "cloudsmith-trust token -- npm publish",
        "organization and account from CLOUDSMITH_ORG and CLOUDSMITH_SERVICE_SLUG",
      ],
      ["cloudsmith-trust token --export", "GitHub Actions: every later step of the job has the key"],
    ],
  )
    .usage("[options] -- COMMAND...\n       cloudsmith-trust token [options] --export")
    .argument("[COMMAND...]", "what gets the key; its exit code becomes ours")
    .passThroughOptions()
    .option("--organization <SLUG>", "the Cloudsmith organization (default: $CLOUDSMITH_ORG)")
    .option("--account <SLUG>", "the service account to become (default: $CLOUDSMITH_SERVICE_SLUG)")
    .option("--audience <TEXT>", "the audience to ask for (default: $CLOUDSMITH_OIDC_AUDIENCE, else cloudsmith)")
    .option("--api-host <URL>", "the Cloudsmith API (default: $CLOUDSMITH_API_HOST, else https://api.cloudsmith.io)")
    .option(
      "--export",
      `write ${KEY_VARIABLE} for the later steps of the job ($GITHUB_ENV) instead of running a command`,
    );
  return command.action(async (words: string[], options: Options) => {
    if (options.export === true && words.length > 0) {
      throw usageError("--export and a command were both given", "give the key to one command, or to all later steps");
    }
    if (options.export !== true && words.length === 0) {
      throw usageError("nothing was given that needs the key", "put a command behind --, or say --export");
    }
    const { exchangeJobToken } = await import("../token/exchange.js");
    const key = await exchangeJobToken(options);
    if (options.export === true) {
      exportForLaterSteps(KEY_VARIABLE, key);
      process.exitCode = EXIT.ok;
      return;
    }
    process.exitCode = await runChild(words, { ...process.env, [KEY_VARIABLE]: key });
  });
}
