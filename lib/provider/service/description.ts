import { isCloudsmithApiError, type Service } from "../../cloudsmith/index.js";

/**
 * Clears a description. The API documents no way to do it, so what it may accept is tried in order, and an answer that
 * still has the text counts as a refusal.
 *
 * @throws the last refusal, where none is accepted at all
 */
export async function clearDescription(patch: (empty: "" | null) => Promise<Service>): Promise<Service> {
  let answer: Service | undefined;
  let refusal: unknown;
  for (const empty of ["", null] as const) {
    try {
      answer = await patch(empty);
      if ((answer.description ?? "") === "") {
        return answer;
      }
    } catch (error) {
      if (!isCloudsmithApiError(error) || (error.code !== "unprocessable" && error.code !== "bad_request")) {
        throw error;
      }
      refusal = error;
    }
  }
  if (answer !== undefined) {
    return answer;
  }
  throw refusal;
}
