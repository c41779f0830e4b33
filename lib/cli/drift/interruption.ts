import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { failure } from "../errors.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends a run that is stopped in the middle: the programs it started are told, and waited for, before the error goes on.
 * The terminal tells its whole foreground group by itself.
 */
export class Interruption {
  readonly #children = new Set<ChildProcess>();
  readonly #stopped: Promise<never>;
  #signal: NodeJS.Signals | undefined;
  #isWriting = false;
  #reject: (error: Error) => void = () => undefined;

  constructor() {
    this.#stopped = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#stopped.catch(() => undefined);
    for (const signal of SIGNALS) {
      process.on(signal, this.#stop);
    }
  }

  get signal(): NodeJS.Signals | undefined {
    return this.#signal;
  }

  /** What to say of it, once everything that was started has ended and was cleaned up. */
  async ended(): Promise<Error> {
    const error = await this.#stopped.catch((stopped: Error) => stopped);
    await new Promise((resolve) => setImmediate(resolve));
    return error;
  }

  /** The outcome of some work, unless the run is stopped first. */
  orStopped<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#stopped]);
  }

  /** Has a child stopped along with the run. */
  watch(child: ChildProcess): void {
    this.#children.add(child);
    child.once("close", () => this.#children.delete(child));
    child.once("error", () => this.#children.delete(child));
  }

  /** From now on files and issues are written: whoever stops the run is not told that nothing was. */
  beginWriting(): void {
    this.#isWriting = true;
  }

  forget(): void {
    for (const signal of SIGNALS) {
      process.off(signal, this.#stop);
    }
  }

  readonly #stop = (signal: NodeJS.Signals): void => {
    const again = this.#signal !== undefined;
    this.#signal = signal;
    const stopped = `stopped by ${signal} (${constants.signals[signal]})`;
    const fromTerminal = signal === "SIGINT" && (process.stdin.isTTY || process.stdout.isTTY);
    const ended = [...this.#children].map((child) => new Promise((resolve) => child.once("close", resolve)));
    for (const child of this.#children) {
      if (again || !fromTerminal) {
        // Terraform ends at once when it is asked twice
        child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      }
    }
    void Promise.all(ended).then(() =>
      this.#reject(
        this.#isWriting
          ? failure(
              `${stopped} after everything was looked at, while the report was published`,
              "some of what was to be written may be missing: run it again",
            )
          : failure(`${stopped} before the report was complete`, "nothing was written"),
      ),
    );
  };
}
