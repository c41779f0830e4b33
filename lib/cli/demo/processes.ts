/** Child processes of the demo: each leads a group of its own, so that what it starts ends with it. */
import { type ChildProcess, spawn } from "node:child_process";
import { failure } from "../errors.js";

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both in the order they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: { readonly [variable: string]: string | undefined };
}

/** Long enough for terraform to finish the request on the wire, short enough for a person who pressed Ctrl-C. */
const GRACE_MS = 5000;

export class Processes {
  readonly #running = new Set<ChildProcess>();
  #stopping = false;

  /** Runs a command to its end, whatever its exit code. */
  run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Finished> {
    if (this.#stopping) {
      return Promise.reject(failure("the demo was stopped"));
    }
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
      this.#running.add(child);
      const text = { stdout: "", stderr: "", output: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (more: string) => {
          text[name] += more;
          text.output += more;
        });
      }
      child.once("error", (error: NodeJS.ErrnoException) => {
        this.#running.delete(child);
        reject(failure(`cannot run ${command}: ${error.code ?? error.message}`));
      });
      child.once("close", (code) => {
        this.#running.delete(child);
        resolve({ code: code ?? 1, ...text });
      });
    });
  }

  /** Asks every running group to end, waits, and ends those that do not. Nothing starts afterwards. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const children = [...this.#running];
    await Promise.all(children.map(end));
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const hard = setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
    child.once("close", () => {
      clearTimeout(hard);
      resolve();
    });
    signal(child, "SIGINT");
  });
}

/** To the whole group: cdktf starts terraform, which starts providers. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, name);
    }
  } catch {
    // It has ended already.
  }
}
