import { type CloudsmithApiError, isNotFound } from "../../cloudsmith/index.js";
import { failure } from "./failure.js";

/**
 * Runs a deletion. What is not there any more is deleted, where that can be confirmed.
 *
 * @param confirm - throws when a 404 may mean something else
 */
export async function deleting(
  summary: string,
  work: () => Promise<void>,
  confirm: (error: CloudsmithApiError) => Promise<unknown>,
): Promise<void> {
  try {
    await work().catch(async (error: unknown) => {
      if (!isNotFound(error)) {
        throw error;
      }
      await confirm(error);
    });
  } catch (error) {
    throw failure(summary, error);
  }
}
