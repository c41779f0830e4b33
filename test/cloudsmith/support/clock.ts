import type { Clock } from "../../../lib/cloudsmith/index.js";

/** A clock on which every pause is over at once, and is written down. */
export class FastClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.UTC(2026, 8, 1);

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(milliseconds);
    this.#now += milliseconds;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** A clock on which pauses last until the test ends them. */
export class HeldClock implements Clock {
  readonly sleeping: { readonly milliseconds: number; readonly wake: () => void }[] = [];
  #now = Date.UTC(2026, 8, 1);
  #asleep: () => void = () => undefined;

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      this.sleeping.push({
        milliseconds,
        wake: () => {
          this.#now += milliseconds;
          resolve();
        },
      });
      this.#asleep();
    });
  }

  /** Resolves once something sleeps. */
  async somethingSleeps(): Promise<void> {
    if (this.sleeping.length === 0) {
      await new Promise<void>((resolve) => {
        this.#asleep = resolve;
      });
    }
  }
}

/**
 * A clock for several workers at once: time stands still while any of them does something, and jumps to the next
 * waking when all sleep. What they do outside of pauses takes no time.
 */
export class SharedClock implements Clock {
  #now = Date.UTC(2026, 8, 1);
  #working = 0;
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  /** Runs the workers to their end. */
  async run(workers: readonly (() => Promise<void>)[]): Promise<void> {
    this.#working = workers.length;
    await Promise.all(
      workers.map(async (worker) => {
        await worker();
        this.#working -= 1;
        this.#jumpWhenAllSleep();
      }),
    );
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#sleepers.push({ at: this.#now + milliseconds, wake: resolve });
      this.#jumpWhenAllSleep();
    });
  }

  #jumpWhenAllSleep(): void {
    if (this.#sleepers.length === 0 || this.#sleepers.length < this.#working) {
      return;
    }
    this.#sleepers.sort((a, b) => a.at - b.at);
    const first = this.#sleepers.shift()!;
    this.#now = Math.max(this.#now, first.at);
    first.wake();
  }
}
