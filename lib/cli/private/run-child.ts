import { spawn } from "node:child_process";
import { constants } from "node:os";
import { failure, usageError } from "../errors.js";

const FORWARDED: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2"];

/**
 * Runs a command in the foreground with our standard streams, passes signals on, and waits for it.
 *
 * @returns its exit code; 128 + the signal's number when a signal ended it, as shells say it
 */
export function runChild(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  options: { cwd?: string } = {},
): Promise<number> {
  const [command, ...rest] = words;
  if (command === undefined) {
    throw usageError("no command was given", "put it behind --, e.g. -- npm publish");
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { stdio: "inherit", env: environment, ...options });
    // A Ctrl-C that came before there was a child is told to us alone, and only now.
    let isNew = true;
    setImmediate(() =>
      setImmediate(() => {
        isNew = false;
      }),
    );
    const forward = (signal: NodeJS.Signals): void => {
      if (isNew || !isFromTerminal(signal)) {
        child.kill(signal);
      }
    };
    for (const signal of FORWARDED) {
      process.on(signal, forward);
    }
    const settle = (): void => {
      for (const signal of FORWARDED) {
        process.off(signal, forward);
      }
    };
    child.once("error", (error: NodeJS.ErrnoException) => {
      settle();
      reject(notStarted(command, error));
    });
    child.once("close", (code, signal) => {
      settle();
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
  });
}

/** The terminal sends Ctrl-C to the whole foreground group: sent on, the child would get it twice. */
function isFromTerminal(signal: NodeJS.Signals): boolean {
  return (signal === "SIGINT" || signal === "SIGQUIT") && (process.stdin.isTTY || process.stdout.isTTY);
}

function notStarted(command: string, error: NodeJS.ErrnoException): Error {
  const reasons: { readonly [code: string]: string } = {
    ENOENT: "there is no such command",
    EACCES: "it may not be executed",
  };
  return failure(
    `cannot run ${command}: ${reasons[error.code ?? ""] ?? error.code ?? error.message}`,
    "check the command behind --, and PATH",
  );
}
