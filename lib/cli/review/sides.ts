import { statSync } from "node:fs";
import {
  alignIdentities,
  type DeclaredTrust,
  declaredExceptions,
  type GuardedChange,
  parseTrustDocument,
  readPlan,
  readState,
  readSynthesized,
  recognizeExisting,
  type Unknown,
} from "../../trust/index.js";
import type { ReviewOptions } from "../commands/review.js";
import { usageError } from "../errors.js";
import { type ReadTrust, tryReadTrust } from "../options/readers.js";
import { readText, refuseLarge, TRUST_FILE_LIMIT_BYTES } from "../private/files.js";
import { readGuards } from "../readers/guards.js";
import { readPlanFile } from "../readers/plan.js";
import { speakOfTheSame } from "./expressions.js";
import { readPlans } from "./plans.js";

export interface Sides {
  /** What neither side declares and a snapshot does not know. */
  readonly shared?: ReadonlySet<Unknown>;
  readonly before: ReadTrust;
  readonly after: ReadTrust;
  /** Whether expressions that are not known mean the same on both sides where their words are equal. */
  readonly sameExpressions: boolean;
  /** Accounts that one side declares and the other, a whole organization, has: whether they are managed is not known. */
  readonly existing?: readonly string[];
  /** What guards the trust, where both sides are synthesized apps, or trust files of what apps declare. */
  readonly guards?: NonNullable<GuardedChange["guards"]>;
}

const HOW = "give --before FROM and --after FROM, or --plan FILE";

/** Reads what the options name: two sides of any kind, or both of one or more plans. */
export async function readSides(options: ReviewOptions): Promise<Sides> {
  const sides = await readBoth(options);
  const { before, after } = sides;
  const known = recognizeExisting(alignIdentities(before.model, after.model), after.model);
  return {
    ...sides,
    before: { ...before, model: known.before },
    after: { ...after, model: known.after },
    existing: known.existing,
  };
}

async function readBoth({ before, after, plan }: ReviewOptions): Promise<Sides> {
  if (plan !== undefined) {
    if (before !== undefined || after !== undefined) {
      throw usageError(`--plan and --${before === undefined ? "after" : "before"} were both given`, HOW);
    }
    return { ...(await readPlans(plan)), sameExpressions: false };
  }
  if (before === undefined || after === undefined) {
    const missing = before === undefined ? (after === undefined ? "" : "--before is missing") : "--after is missing";
    throw usageError(missing === "" ? "nothing to review was given" : missing, HOW);
  }
  const [one, other] = [await readSide(before, "before"), await readSide(after, "after")];
  if (isFolder(before) && isFolder(after)) {
    return {
      before: one,
      after: other,
      sameExpressions: speakOfTheSame(before, after),
      guards: { before: readGuards(before), after: readGuards(after) },
    };
  }
  const surroundings = one.declared?.surroundings;
  return {
    before: one,
    after: other,
    sameExpressions: surroundings !== undefined && surroundings === other.declared?.surroundings,
    ...(one.declared === undefined || other.declared === undefined
      ? {}
      : { guards: { before: one.declared, after: other.declared } }),
  };
}

/** Trust, and what a trust file of an app says beside it. */
interface SideTrust extends ReadTrust {
  readonly declared?: DeclaredTrust;
}

const LIVE = "live:";
/** Terraform keeps a plan as a zip archive, which begins with this. */
const ZIP = "PK\u0003\u0004";

async function readSide(from: string, side: "before" | "after"): Promise<SideTrust> {
  if (from.startsWith(LIVE)) {
    return given({ live: from.slice(LIVE.length) });
  }
  if (isFolder(from)) {
    return given({ app: from });
  }
  const where = from === "-" ? "standard input" : from;
  const text = readText(from, `the trust ${side}`);
  if (text.startsWith(ZIP)) {
    return { model: (await readPlanFile(from))[side], where };
  }
  const value = tryJson(text);
  if (value !== undefined && ("format_version" in value || "serial" in value)) {
    const isPlan = "planned_values" in value || "resource_changes" in value || "configuration" in value;
    return { model: isPlan ? readPlan(value, where)[side] : readState(value, where), where };
  }
  if (value !== undefined && ("terraform" in value || "resource" in value)) {
    return { model: readSynthesized(value, where), where };
  }
  refuseLarge(Buffer.byteLength(text), "the trust file", where, TRUST_FILE_LIMIT_BYTES);
  const { model, declared } = parseTrustDocument(text, where);
  return declared === undefined
    ? { model, where }
    : { model, where, declared, exceptions: declaredExceptions(model, declared, where) };
}

async function given(options: { readonly live: string } | { readonly app: string }): Promise<ReadTrust> {
  const read = await tryReadTrust(options);
  if (read === undefined) {
    throw usageError("no trust was given", HOW);
  }
  return read;
}

function isFolder(path: string): boolean {
  return path !== "-" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** An object; anything else is left to the reader of trust files, which says where it breaks. */
function tryJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
