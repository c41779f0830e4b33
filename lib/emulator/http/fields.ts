import type { JsonObject } from "./call.js";
import { invalid } from "./reply.js";

const SLUG = /^[-a-zA-Z0-9_]+$/;

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/**
 * Reads the fields of a body and gathers what is wrong with them; `done` throws all of it as one 422, texts by field,
 * as the API does. A field that is absent reads as undefined.
 */
export class Fields {
  private readonly problems: Record<string, string[]> = {};

  constructor(readonly body: JsonObject) {}

  has(name: string): boolean {
    return this.body[name] !== undefined;
  }

  fail(name: string, text: string): void {
    let texts = this.problems[name];
    if (!texts) {
      texts = [];
      this.problems[name] = texts;
    }
    texts.push(text);
  }

  require(...names: string[]): this {
    for (const name of names.filter((candidate) => !this.has(candidate))) {
      this.fail(name, "This field is required.");
    }
    return this;
  }

  text(name: string, { min = 1, max, pattern }: TextLimits = {}): string | undefined {
    const value = this.body[name];
    if (value === undefined) {
      return undefined;
    }
    if (value === null) {
      this.fail(name, "This field may not be null.");
    } else if (typeof value !== "string") {
      this.fail(name, "Not a valid string.");
    } else if (value.trim() === "" && min > 0) {
      this.fail(name, "This field may not be blank.");
    } else if (max !== undefined && [...value].length > max) {
      this.fail(name, `Ensure this field has no more than ${max} characters.`);
    } else if (pattern && !pattern.test(value)) {
      this.fail(name, "This value does not match the required pattern.");
    } else {
      return value;
    }
    return undefined;
  }

  slug(name: string): string | undefined {
    return this.text(name, { pattern: SLUG });
  }

  nullableText(name: string, limits: TextLimits = {}): string | null | undefined {
    return this.body[name] === null ? null : this.text(name, limits);
  }

  flag(name: string): boolean | undefined {
    const value = this.body[name];
    if (value !== undefined && typeof value !== "boolean") {
      this.fail(name, "Must be a valid boolean.");
      return undefined;
    }
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.body[name];
    const choice = choices.find((candidate) => candidate === value);
    if (value !== undefined && choice === undefined) {
      this.fail(name, `"${String(value)}" is not a valid choice.`);
    }
    return choice;
  }

  /** A list of objects; anything else is one problem of this field. */
  objects(name: string): readonly JsonObject[] | undefined {
    return this.list(
      name,
      (item): item is JsonObject => typeof item === "object" && item !== null && !Array.isArray(item),
    );
  }

  texts(name: string): readonly string[] | undefined {
    return this.list(name, (item): item is string => typeof item === "string" && item !== "");
  }

  private list<T>(name: string, is: (item: unknown) => item is T): readonly T[] | undefined {
    const value = this.body[name];
    if (value === undefined) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      this.fail(name, value === null ? "This field may not be null." : "Expected a list of items.");
      return undefined;
    }
    if (!value.every(is)) {
      this.fail(name, "The list holds an item that is not valid.");
      return undefined;
    }
    return value;
  }

  done(): void {
    if (Object.keys(this.problems).length > 0) {
      throw invalid(this.problems);
    }
  }
}
