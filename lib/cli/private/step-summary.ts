import { appendFileSync, statSync } from "node:fs";
import { failure } from "../errors.js";

/**
 * GitHub shows the summary of a step up to a mebibyte and drops a longer one altogether.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, step isolation and limits.
 */
export const MOST_SUMMARY_BYTES = 1024 * 1024;

/**
 * Adds to the summary of a GitHub step, which `GITHUB_STEP_SUMMARY` names; does nothing where there is none.
 *
 * @param render markdown that fits, as far as it can be cut
 * @returns whether there is a summary
 * @throws CliError `failed` where it cannot be written
 */
export function addToStepSummary(
  render: (fits: (text: string) => boolean) => string,
  environment: { readonly [name: string]: string | undefined } = process.env,
): boolean {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "") {
    return false;
  }
  const taken = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const separator = taken === 0 ? "" : "\n";
  const text = render((each) => taken + Buffer.byteLength(`${separator}${each}`) <= MOST_SUMMARY_BYTES);
  try {
    appendFileSync(file, `${separator}${text}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(
      `cannot write the step summary ${file}: ${code ?? String(error)}`,
      "check GITHUB_STEP_SUMMARY, or give --no-summary",
    );
  }
  return true;
}
