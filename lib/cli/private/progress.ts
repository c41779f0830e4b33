/** Says what is going on, on standard error, where a person is watching: a terminal that is not a CI's log. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #isOn: boolean;

  constructor(stream: NodeJS.WriteStream = process.stderr, environment: NodeJS.ProcessEnv = process.env) {
    const { CI, TERM } = environment;
    this.#stream = stream;
    this.#isOn = stream.isTTY === true && (CI === undefined || CI === "") && TERM !== "dumb";
  }

  /** Replaces what was said before. */
  say(text: string): void {
    if (this.#isOn) {
      this.#stream.write(`${CLEAR_LINE}${text}`);
    }
  }

  /** Takes it away again. */
  done(): void {
    this.say("");
  }
}

/** Carriage return, then Erase in Line (ECMA-48). */
const CLEAR_LINE = "\r\u001b[2K";
