import { isDeclarationError } from "../../../constructs/index.js";

/** What a construct or a value of theirs comes to; undefined where they refuse it. */
export function tried<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (isDeclarationError(error)) {
      return undefined;
    }
    throw error;
  }
}
