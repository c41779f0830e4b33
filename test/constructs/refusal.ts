import { expect } from "vitest";
import { isDeclarationError } from "../../lib/index.js";

/** The message of the DeclarationError that the act ends with; anything else is a failed test. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(isDeclarationError(error), String(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}
