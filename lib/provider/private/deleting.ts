import { type CloudsmithApiError, isNotFound } from "../../cloudsmith/index.js";
import { failure } from "./failure.js";
import { type Patience, pause, pausesOf } from "./pauses.js";

export interface Deletion {
  /** What could not be done, if it fails. */
  readonly summary: string;
  readonly work: () => Promise<void>;
  /** After a 404: something where the object is there all the same, and a replica lags; throws when it cannot be told. */
  readonly stillThere: (error: CloudsmithApiError) => Promise<unknown>;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** Runs a deletion. What is not there any more is deleted, where that can be confirmed. */
export async function deleting({ summary, work, stillThere, patience, signal }: Deletion): Promise<void> {
  try {
    for (const ms of [...pausesOf(patience), undefined]) {
      try {
        return await work();
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
        if (!(await stillThere(error))) {
          return;
        }
        if (ms === undefined || !(await pause(ms, signal))) {
          throw error;
        }
      }
    }
  } catch (error) {
    throw failure(summary, error);
  }
}
