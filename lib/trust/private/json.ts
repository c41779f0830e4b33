/**
 * A strict JSON reader (RFC 8259) that knows places: it names line and column of an error, refuses a key that is given
 * twice (JSON.parse would silently take the last, so two readers of one file could see different trust), and finds the
 * place of any pointer.
 */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export class JsonFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = "JsonFault";
    this.offset = offset;
  }
}

/** Deeper than any sensible file; keeps hostile ones off the call stack. */
const DEEPEST = 200;

/** @throws JsonFault at the first character that is wrong */
export function parseJson(text: string): Json {
  return new Reader(text).document();
}

/** Offset of what a pointer names, or of the nearest there is on the way to it. */
export function locate(text: string, pointer: string): number {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return new Reader(text).find(keys);
}

/** Offsets of the items of a list that is a member of the whole; empty where there is none, or where the text is no JSON. */
export function itemOffsets(text: string, list: string): readonly number[] {
  try {
    return new Reader(text).items(list);
  } catch (error) {
    if (error instanceof JsonFault) {
      return [];
    }
    throw error;
  }
}

/** Line and column of an offset, both counted from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

/** One step of a JSON pointer (RFC 6901). */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Sets a property that may be called `__proto__`. */
export function setOwn(object: { [name: string]: Json }, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in a text
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const SPACE = /[ \t\n\r]*/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    this.#space();
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) {
      throw this.#fault("expected the end of the file");
    }
    return value;
  }

  /** Walks down the keys, skipping what lies beside them. */
  find(keys: readonly string[]): number {
    this.#space();
    let found = this.#at;
    for (const key of keys) {
      const next = this.#child(key);
      if (next === undefined) {
        return found;
      }
      found = next;
    }
    return found;
  }

  items(list: string): readonly number[] {
    this.#space();
    if (this.#child(list) === undefined || this.#text[this.#at] !== "[") {
      return [];
    }
    const found: number[] = [];
    this.#at++;
    this.#space();
    while (this.#text[this.#at] !== "]") {
      found.push(this.#at);
      this.#value(1);
      this.#space();
      this.#take(",");
      this.#space();
    }
    return found;
  }

  /** Moves to the value of a key or index of the container at the current place; gives where its key begins. */
  #child(wanted: string): number | undefined {
    const open = this.#text[this.#at];
    if (open !== "{" && open !== "[") {
      return undefined;
    }
    this.#at++;
    for (let index = 0; ; index++) {
      this.#space();
      const start = this.#at;
      if (this.#text[start] === "}" || this.#text[start] === "]") {
        return undefined;
      }
      const key = open === "{" ? this.#key() : String(index);
      if (key === wanted) {
        return start;
      }
      this.#value(0);
      this.#space();
      if (this.#text[this.#at] !== ",") {
        return undefined;
      }
      this.#at++;
    }
  }

  #value(depth: number): Json {
    if (depth > DEEPEST) {
      throw this.#fault(`nested more than ${DEEPEST} deep`);
    }
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Json {
    const object: { [name: string]: Json } = {};
    this.#at++;
    this.#space();
    if (this.#take("}")) {
      return object;
    }
    for (;;) {
      const start = this.#at;
      const key = this.#key();
      if (Object.hasOwn(object, key)) {
        this.#at = start;
        throw this.#fault(`the key ${JSON.stringify(key)} is given twice`);
      }
      setOwn(object, key, this.#value(depth + 1));
      this.#space();
      if (this.#take("}")) {
        return object;
      }
      this.#separator("}");
    }
  }

  #array(depth: number): Json {
    const array: Json[] = [];
    this.#at++;
    this.#space();
    if (this.#take("]")) {
      return array;
    }
    for (;;) {
      array.push(this.#value(depth + 1));
      this.#space();
      if (this.#take("]")) {
        return array;
      }
      this.#separator("]");
    }
  }

  #separator(close: string): void {
    if (!this.#take(",")) {
      throw this.#fault(`expected , or ${close}`);
    }
    this.#space();
    if (this.#text[this.#at] === close) {
      throw this.#fault(`a comma before ${close}, which JSON does not have`);
    }
  }

  #key(): string {
    if (this.#text[this.#at] !== '"') {
      throw this.#fault("expected a key in double quotes");
    }
    const key = this.#string();
    this.#space();
    if (!this.#take(":")) {
      throw this.#fault("expected :");
    }
    this.#space();
    return key;
  }

  #string(): string {
    STRING.lastIndex = this.#at;
    const match = STRING.exec(this.#text);
    if (match === null) {
      throw this.#fault("a text that is not closed, or holds a character or escape that JSON does not allow");
    }
    this.#at = STRING.lastIndex;
    const [quoted] = match;
    return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) {
      throw this.#fault(this.#at === this.#text.length ? "the file ends in the middle" : "expected a value");
    }
    this.#at = NUMBER.lastIndex;
    return Number(match[0]);
  }

  #word<T extends Json>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) {
      throw this.#fault("expected a value");
    }
    this.#at += word.length;
    return value;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) {
      return false;
    }
    this.#at++;
    return true;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.exec(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #fault(message: string): JsonFault {
    return new JsonFault(message, this.#at);
  }
}
