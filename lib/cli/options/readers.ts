/**
 * Where trust is read from: the same options on every command.
 */
import type { Command } from "commander";
import {
  declaredExceptions,
  parseTrustDocument,
  readState,
  type StackExceptions,
  type TrustModel,
} from "../../trust/index.js";
import { usageError } from "../errors.js";
import { parseJson, readText, TRUST_FILE_LIMIT_BYTES } from "../private/files.js";
import { besidePlan, readApp, type StackSources } from "../readers/app.js";
import { tryDefaultApp } from "../readers/default-app.js";

export interface ReaderOptions {
  readonly trust?: string;
  readonly app?: string;
  readonly plan?: string;
  readonly state?: string;
  readonly live?: string;
}

/** Trust, and where it was read in the words of a report. */
export interface ReadTrust {
  readonly model: TrustModel;
  readonly where: string;
  /** What an app lets through, where what was read is one, or a plan in the folder of its stack. */
  readonly exceptions?: readonly StackExceptions[];
  /** Where in its code the app made what was read. */
  readonly sources?: readonly StackSources[];
}

const READERS = ["trust", "app", "plan", "state", "live"] as const;

const HOW =
  "run cdktf synth first, whose cdktf.out is read where nothing is said, or say where the trust is: --trust FILE, --app DIR, --plan FILE, --state FILE or --live ORG";

export function addReaderOptions(command: Command): Command {
  return command
    .option("--trust <FILE>", "trust from a trust file, or - for standard input")
    .option(
      "--app <DIR>",
      "trust from a synthesized app: cdktf.out, or the folder of one stack (default: the one here, if any)",
    )
    .option(
      "--plan <FILE>",
      "trust as a plan will leave it: the plan in its stack's folder, or its terraform show -json",
    )
    .option("--state <FILE>", "trust from a state: what terraform show -json writes")
    .option(
      "--live <ORG>",
      "trust of a live organization, read with CLOUDSMITH_API_KEY, or by OIDC as CLOUDSMITH_SERVICE_SLUG",
    );
}

/** @returns undefined where no reader was asked for */
export async function tryReadTrust(options: ReaderOptions): Promise<ReadTrust | undefined> {
  const reader = chosen(options);
  const given = reader === undefined ? undefined : options[reader];
  return reader === undefined || given === undefined ? undefined : read(reader, given);
}

/** From the reader that was asked for, else from the app that is synthesized here. */
export async function readTrust(options: ReaderOptions): Promise<ReadTrust> {
  const found = await tryReadTrust(readerIn(options));
  if (found === undefined) {
    throw usageError("no trust was given", HOW);
  }
  return found;
}

/** The options as they are where one of them names a reader; else the app that is synthesized here, if one is. */
export function readerIn(options: ReaderOptions): ReaderOptions {
  const app = chosen(options) === undefined ? tryDefaultApp() : undefined;
  return app === undefined ? options : { app };
}

function chosen(options: ReaderOptions): (typeof READERS)[number] | undefined {
  const [reader, second] = READERS.filter((name) => options[name] !== undefined);
  if (second !== undefined) {
    throw usageError(`--${reader} and --${second} were both given`, "give one of them");
  }
  return reader;
}

async function read(reader: (typeof READERS)[number], given: string): Promise<ReadTrust> {
  const where = given === "-" ? "standard input" : given;
  switch (reader) {
    case "trust": {
      const { model, declared } = parseTrustDocument(readText(given, "the trust file", TRUST_FILE_LIMIT_BYTES), where);
      return declared === undefined
        ? { model, where }
        : { model, where, exceptions: declaredExceptions(model, declared, where) };
    }
    case "app":
      return { ...readApp(given), where };
    case "plan": {
      const { readPlanFile } = await import("../readers/plan.js");
      return { model: (await readPlanFile(given)).after, where, ...besidePlan(given) };
    }
    case "state":
      return { model: readState(parseJson(readText(given, "the state"), "the state", where), where), where };
    case "live": {
      const { readLiveTrust } = await import("../live/read.js");
      return readLiveTrust(given);
    }
  }
}
