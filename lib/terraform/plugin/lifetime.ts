/**
 * Ends the process when nobody needs it any more. Terraform that is killed cannot say good-bye, and a provider that
 * waits for it would wait for ever; but a write that is under way is finished first.
 */
export interface LifetimeOptions {
  readonly end: () => void;
  /** Milliseconds without a session before the end; a client may reconnect in between. */
  readonly grace?: number;
  /** Milliseconds to wait for the first session; Terraform itself gives a start 60 s. */
  readonly firstSession?: number;
}

const GRACE = 2_000;
const FIRST_SESSION = 60_000;

export class Lifetime {
  #sessions = 0;
  #calls = 0;
  #timer: NodeJS.Timeout | undefined;
  #finishing = false;
  readonly #end: () => void;
  readonly #grace: number;

  constructor({ end, grace = GRACE, firstSession = FIRST_SESSION }: LifetimeOptions) {
    this.#end = end;
    this.#grace = grace;
    this.#timer = setTimeout(end, firstSession);
  }

  sessionOpened(): void {
    this.#sessions++;
    clearTimeout(this.#timer);
  }

  sessionClosed(): void {
    this.#sessions--;
    this.#endSoonIfIdle();
  }

  /** Returns what to call when the call is over; once or more often. */
  callStarted(): () => void {
    this.#calls++;
    let over = false;
    return () => {
      if (!over) {
        over = true;
        this.#calls--;
        this.#endSoonIfIdle();
      }
    };
  }

  /** Ends as soon as no call is under way, whoever is still connected; the second time at once. */
  finish(): void {
    if (this.#finishing || this.#calls === 0) {
      this.#end();
    }
    this.#finishing = true;
  }

  #endSoonIfIdle(): void {
    clearTimeout(this.#timer);
    if (this.#calls === 0 && this.#finishing) {
      this.#timer = setTimeout(this.#end, 0);
    } else if (this.#calls === 0 && this.#sessions === 0) {
      this.#timer = setTimeout(this.#end, this.#grace);
    }
  }
}
