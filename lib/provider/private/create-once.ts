/**
 * Creating what has no id before it exists. A creation that failed in a way that leaves open whether it took effect is
 * looked up before it is sent again, so nothing is lost and nothing is doubled.
 */
import { isCloudsmithApiError, mayHaveLanded } from "../../cloudsmith/index.js";
import { DiagnosticError, isDiagnosticError } from "../../terraform/index.js";
import { type Patience, pause, pausesOf } from "./pauses.js";

export interface Creation<T> {
  /** For messages, e.g. `service account "ci-app"`. */
  readonly what: string;
  readonly post: () => Promise<T>;
  /** What has the name now, asked of the API anew. */
  readonly lookUp: () => Promise<readonly T[]>;
  readonly idOf: (item: T) => string;
  readonly importIdOf: (item: T) => string;
  /** Ids of what had the name before the first attempt. */
  readonly before: ReadonlySet<string>;
  /** Why something new of that name is not what this attempt made; empty when it is. */
  readonly objections: (item: T) => Promise<readonly string[]>;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

export interface Created<T> {
  readonly item: T;
  /** True when the answer was lost, so that what only the answer tells is not known. */
  readonly adopted: boolean;
}

/** Each attempt but the first comes after the whole patience: together about three quarters of a minute. */
const ATTEMPTS = 4;

/** @throws the last attempt's error; DiagnosticError where it cannot be told what the attempts made */
export async function createOnce<T>(creation: Creation<T>): Promise<Created<T>> {
  let uncertain: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return { item: await creation.post(), adopted: false };
    } catch (error) {
      const takenByUs = uncertain !== undefined && isCloudsmithApiError(error) && error.code === "unprocessable";
      if (!mayHaveLanded(error) && !takenByUs) {
        throw error;
      }
      uncertain = error;
    }
    const adopted = await findMade(creation);
    if (adopted !== undefined) {
      return { item: adopted, adopted: true };
    }
    if (creation.signal.aborted) {
      break;
    }
  }
  throw uncertain;
}

async function findMade<T>(creation: Creation<T>): Promise<T | undefined> {
  let unread: unknown;
  for (const ms of [0, ...pausesOf(creation.patience)]) {
    if (ms > 0 && !(await pause(ms, creation.signal))) {
      return undefined;
    }
    try {
      unread = undefined;
      const found = (await creation.lookUp()).filter((item) => !creation.before.has(creation.idOf(item)));
      if (found.length > 0) {
        return await chosen(creation, found);
      }
    } catch (error) {
      if (isDiagnosticError(error)) {
        throw error;
      }
      unread = error;
    }
  }
  if (unread !== undefined) {
    throw new DiagnosticError(
      `It is not known whether the ${creation.what} was created`,
      `The answer to its creation was lost, and looking it up failed: ${unread instanceof Error ? unread.message : String(unread)} ` +
        "Apply again: if it was created, that names its import id instead of creating a second one.",
    );
  }
  return undefined;
}

async function chosen<T>(creation: Creation<T>, found: readonly T[]): Promise<T> {
  const judged = await Promise.all(found.map(async (item) => ({ item, objections: await creation.objections(item) })));
  const ours = judged.filter(({ objections }) => objections.length === 0);
  const [one] = ours;
  if (one !== undefined && ours.length === 1) {
    return one.item;
  }
  const candidates = judged.map(
    ({ item, objections }) =>
      `  ${creation.importIdOf(item)}${objections.length === 0 ? "" : `: ${objections.join("; ")}`}`,
  );
  throw new DiagnosticError(
    `Cannot tell what creating the ${creation.what} made`,
    `The answer to its creation was lost. Since then there is, by import id:\n${candidates.join("\n")}\n` +
      "None was taken, because it cannot be told which of them this run made. Look at them; import the right one, and delete what should not be there.",
  );
}
