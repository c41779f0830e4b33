/** Secrets that this process was given or received, to be taken out of all text that leaves it. */
export class Secrets {
  readonly #values = new Set<string>();

  learn(value: string | undefined): void {
    if (value !== undefined && value.trim().length >= SHORTEST) {
      this.#values.add(value.trim());
    }
  }

  readonly redact = (text: string): string => {
    let result = text;
    for (const value of this.#values) {
      result = result.replaceAll(value, "(sensitive)");
    }
    return result;
  };
}

/** Shorter texts occur by chance. */
const SHORTEST = 8;
