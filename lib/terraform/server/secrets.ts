/** Values that must not be shown, and the gate that all text passes before it leaves the process. */
import type { Block } from "../schema.js";
import { isUnknown, type ObjectValue } from "../value.js";

const SHOWN_INSTEAD = "(sensitive)";
/** Shorter values occur in ordinary text by chance, and protect nothing. */
const SHORTEST = 6;

export class Secrets {
  readonly #values = new Set<string>();
  readonly #more: (text: string) => string;

  /** @param more - what the provider itself knows to be secret */
  constructor(more: (text: string) => string = (text) => text) {
    this.#more = more;
  }

  /** Remembers the sensitive attributes of a configuration, also those of its blocks. */
  learn(block: Block, config: ObjectValue): void {
    for (const [name, attribute] of Object.entries(block.attributes)) {
      const value = config[name];
      if ((attribute.sensitive || attribute.writeOnly) && typeof value === "string" && value.length >= SHORTEST) {
        this.#values.add(value);
      }
    }
    for (const [name, nested] of Object.entries(block.blocks ?? {})) {
      for (const item of [config[name] ?? null].flat()) {
        if (typeof item === "object" && item !== null && !isUnknown(item)) {
          this.learn(nested, item as ObjectValue);
        }
      }
    }
  }

  readonly redact = (text: string): string => {
    let result = this.#more(text);
    for (const value of this.#values) {
      result = result.replaceAll(value, SHOWN_INSTEAD);
    }
    return result;
  };
}
