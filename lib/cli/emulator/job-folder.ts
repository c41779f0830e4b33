import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder } from "../private/temporary-folder.js";

/** What a job may know of the person's own environment: how to find programs and how to write, never a credential. */
const PASSED =
  /^(PATH|TERM|COLORTERM|NO_COLOR|LANG|LANGUAGE|LC_[A-Z]+|TZ|USER|LOGNAME|SHELL|SYSTEMROOT|COMSPEC|PATHEXT)$/i;

/** A folder of the job's own, as a runner has it. */
export interface JobFolder {
  readonly path: string;
  /** Everything a job's environment has that is not the CI's: the allow-listed variables, HOME and the runner's files. */
  readonly environment: { readonly [variable: string]: string };
}

/** Gives a job an empty HOME and the files of its runner, and removes them afterwards. */
export async function withJobFolder<T>(use: (folder: JobFolder) => Promise<T>): Promise<T> {
  const path = makeTemporaryFolder("job");
  try {
    return await use({ path, environment: environmentIn(path) });
  } finally {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

function environmentIn(path: string): { [variable: string]: string } {
  const folder = (name: string): string => {
    mkdirSync(join(path, name));
    return join(path, name);
  };
  const file = (name: string): string => {
    writeFileSync(join(path, name), "");
    return join(path, name);
  };
  const passed = Object.entries(process.env).filter(([name]) => PASSED.test(name));
  const temporary = folder("tmp");
  return {
    ...(Object.fromEntries(passed) as { [variable: string]: string }),
    HOME: folder("home"),
    TMPDIR: temporary,
    RUNNER_TEMP: temporary,
    GITHUB_WORKSPACE: process.cwd(),
    GITHUB_ENV: file("env"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_PATH: file("path"),
    GITHUB_STEP_SUMMARY: file("summary.md"),
  };
}
