import type { Claims } from "../../oidc/index.js";
import {
  type BatchAnswer,
  type BatchReport,
  jsonText,
  renderBatchAnnotations,
  renderBatchHtml,
  renderBatchMarkdown,
  renderBatchSarif,
} from "../../report/index.js";
import { explainTrust, readTrustValue } from "../../trust/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { describeError, failure, isOurs, usageError } from "../errors.js";
import { EXIT } from "../exit-codes.js";
import { parseMoment } from "../options/now.js";
import { writeInFormat } from "../options/output.js";
import { type ReadTrust, readerIn, tryReadTrust } from "../options/readers.js";
import { jsonFault, readText } from "../private/files.js";
import { locationsOf } from "../private/locations.js";
import { packageVersion } from "../private/package.js";
import { repositoryRoot, tryInRepository } from "../private/repository.js";
import { note } from "../private/terminal.js";
import { onlyAccount } from "./explain.js";

interface Line {
  readonly id?: unknown;
  readonly trust?: unknown;
  readonly claims?: unknown;
  readonly account?: unknown;
  readonly now?: unknown;
}

/**
 * Answers each line; one that cannot be read is an error that names it, and the others are answered all the same.
 *
 * @returns the exit code
 */
export async function explainBatch(file: string, options: ExplainOptions): Promise<number> {
  for (const name of ["token", "claims", "repository", "jwks"] as const) {
    if (options[name] !== undefined) {
      throw usageError(`--${name} and --batch were both given`, "a batch brings its claims in its lines");
    }
  }
  const where = file === "-" ? "standard input" : file;
  const given = await tryReadTrust(options);
  let here: Promise<ReadTrust | undefined> | undefined;
  const now = options.now === undefined ? new Date() : parseMoment(options.now, "--now");
  const answers: (BatchAnswer & { readonly value: object })[] = [];
  const unanswered: BatchReport["unanswered"][number][] = [];
  for (const [index, text] of readText(file, "the batch").split("\n").entries()) {
    if (text.trim() === "") {
      continue;
    }
    const line = index + 1;
    try {
      const asked = parseLine(text);
      if (given === undefined && asked.trust === undefined) {
        here ??= tryReadTrust(readerIn(options));
      }
      const defaults = { shared: given ?? (await here), now, account: options.account };
      answers.push({ line, ...answer(asked, defaults, `line ${line}`) });
    } catch (error) {
      unanswered.push({ line, message: isOurs(error) ? error.message : "it could not be read" });
      note(describeError(inLine(error, `${where}, line ${line}`)).text);
    }
  }
  const exitCode = unanswered.length === 0 ? EXIT.ok : EXIT.error;
  process.exitCode = exitCode;
  const path = tryInRepository(file, repositoryRoot());
  const { fallback } = locationsOf({ where: file });
  const report: BatchReport = {
    batch: where,
    answers,
    unanswered,
    ...(path === undefined ? {} : { location: { file: path } }),
  };
  const lines = () => answers.map(({ value }) => `${jsonText(value, 0)}\n`).join("");
  await writeInFormat(
    {
      text: lines,
      markdown: () => renderBatchMarkdown(report),
      json: lines,
      sarif: () => renderBatchSarif(report, { version: packageVersion(), ...(fallback && { fallback }) }),
      github: () => renderBatchAnnotations(report),
      html: () => renderBatchHtml(report),
    },
    options,
    { keepsLines: true },
  );
  return exitCode;
}

interface Defaults {
  readonly shared: ReadTrust | undefined;
  readonly now: Date;
  readonly account: string | undefined;
}

function answer(line: Line, defaults: Defaults, where: string): Omit<BatchAnswer, "line"> & { readonly value: object } {
  const trust = line.trust === undefined ? defaults.shared : { model: readTrustValue(line.trust, "trust"), where };
  if (trust === undefined) {
    throw failure(
      "there is no trust to judge against",
      'put "trust" into the line, or give --trust FILE or another reader',
    );
  }
  const { claims } = line;
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
    throw failure('"claims" is not an object', 'give {"id": …, "claims": {…}, "account": "…"}');
  }
  const account = line.account ?? defaults.account ?? onlyAccount(trust.model, "the trust");
  if (typeof account !== "string") {
    throw failure('"account" is not text', "give the slug of a service account");
  }
  const { verdict, judgement, undecided } = explainTrust(trust.model, {
    account,
    subject: { claims: claims as Claims },
    now: moment(line.now, defaults.now),
  });
  if (verdict === "unknown") {
    const [first] = undecided;
    throw failure(`could not tell: ${first?.reason ?? "something that decides it is not known"}`);
  }
  const { admitted, reason } = judgement;
  const id = line.id ?? undefined;
  const settings = judgement.settings.filter((each) => each.admitted).map(({ setting }) => setting.name);
  return {
    ...(id === undefined ? {} : { id: typeof id === "string" ? id : JSON.stringify(id) }),
    account,
    admitted,
    ...(reason === undefined ? {} : { reason }),
    settings,
    value: { id: id ?? null, admitted, reason: reason ?? null, settings },
  };
}

function moment(now: unknown, fallback: Date): Date {
  if (now === undefined || now === null) {
    return fallback;
  }
  if (typeof now !== "string" && typeof now !== "number") {
    throw failure('"now" is neither text nor a number', "give ISO 8601 or seconds since 1970");
  }
  return parseMoment(String(now), '"now"');
}

function parseLine(text: string): Line {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    throw failure(`not JSON: ${jsonFault(error as SyntaxError, text).replace("at line 1, ", "at ")}`);
  }
  if (typeof line !== "object" || line === null || Array.isArray(line)) {
    throw failure("not a JSON object", 'give {"id": …, "claims": {…}, "account": "…"}');
  }
  return line;
}

/** The same error, with the line in front; whatever is wrong with a line is not wrong with the command line. */
function inLine(error: unknown, where: string): unknown {
  return isOurs(error) ? failure(`${where}: ${error.message}`, error.remedy) : error;
}
