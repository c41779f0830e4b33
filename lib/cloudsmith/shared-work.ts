/** Work that several callers wait for: done once, and given up only when all of them have given up. */
export class SharedWork<Result> {
  readonly #controller = new AbortController();
  readonly #result: Promise<Result>;
  readonly #onEnd: () => void;
  #waiting = 0;
  #ended = false;

  /** `onEnd` is called once, when the work is done, has failed or is given up: the next caller needs new work. */
  constructor(run: (signal: AbortSignal) => Promise<Result>, onEnd: () => void = () => undefined) {
    this.#onEnd = onEnd;
    this.#result = run(this.#controller.signal).finally(() => this.#end());
    // Those who wait are told by their own promise; nobody may be waiting any more.
    this.#result.catch(() => undefined);
  }

  /** The result; rejects with the signal's reason when it aborts, while the others go on waiting. */
  async wait(signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    let abort: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal?.reason);
    });
    signal?.addEventListener("abort", abort, { once: true });
    this.#waiting += 1;
    try {
      return await Promise.race([this.#result, aborted]);
    } finally {
      this.#waiting -= 1;
      signal?.removeEventListener("abort", abort);
      if (this.#waiting === 0) {
        this.#end();
        this.#controller.abort();
      }
    }
  }

  #end(): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#onEnd();
    }
  }
}
