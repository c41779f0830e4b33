/**
 * What tests leave behind, and when it goes. A hook at the top of a module that test files share would be of the first
 * of them alone, where they share a process; `environment.ts` calls these after each test and each file.
 */
type CleanUp = () => unknown;

const waiting: { readonly test: CleanUp[]; readonly file: CleanUp[] } = { test: [], file: [] };

export function afterTest(cleanUp: CleanUp): void {
  waiting.test.push(cleanUp);
}

export function afterFile(cleanUp: CleanUp): void {
  waiting.file.push(cleanUp);
}

/** Latest first. */
export async function cleanUpAfter(what: "test" | "file"): Promise<void> {
  for (const cleanUp of waiting[what].splice(0).reverse()) {
    await cleanUp();
  }
}
