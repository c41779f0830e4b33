/** Why a request was ended from this side. */
export type Stop = "aborted" | "connect_timeout" | "answer_timeout";

/** What became of one request so far. */
export interface Progress {
  sent: boolean;
  answered: boolean;
  failure: NodeJS.ErrnoException | undefined;
}

export interface Timeouts {
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
}

interface Abortable {
  readonly signal?: AbortSignal;
  readonly abandonable: boolean;
}

/** Time-outs and the caller's signal of one request, as one signal for axios. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #request: Abortable;
  readonly #answerTimeoutMs: number;
  readonly #progress: Progress;
  #timer: NodeJS.Timeout;
  stopped: Stop | undefined;

  constructor(request: Abortable, progress: Progress, timeouts: Timeouts) {
    this.#request = request;
    this.#progress = progress;
    this.#answerTimeoutMs = timeouts.answerTimeoutMs;
    this.#timer = setTimeout(() => this.#stop("connect_timeout"), timeouts.connectTimeoutMs);
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (request.signal?.aborted === true) {
      this.#stop("aborted");
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From here on the other side may have read the request. */
  sent(): void {
    this.#progress.sent = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#stop("answer_timeout"), this.#answerTimeoutMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => {
    if (this.#request.abandonable || !this.#progress.sent) {
      this.#stop("aborted");
    }
  };

  #stop(why: Stop): void {
    this.stopped ??= why;
    this.#controller.abort();
  }
}
