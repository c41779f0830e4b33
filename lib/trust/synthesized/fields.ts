import type { Origin, TrustList, Unknown } from "../model.js";
import type { Json } from "../private/json.js";
import type { Block, Body, Stack } from "./stack.js";

/** Reads the fields of one resource, and keeps a list of those whose values are not known yet. */
export class Fields {
  readonly #stack: Stack;
  readonly #block: Block;
  readonly #found: { readonly path: readonly string[]; readonly reason: string }[] = [];

  constructor(stack: Stack, block: Block) {
    this.#stack = stack;
    this.#block = block;
  }

  /** A text; numbers and booleans become text, as Terraform makes them. `undefined` when absent or null. */
  text(value: Json | undefined, ...path: readonly string[]): string | undefined {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value === "object") {
      this.unknown(path, "not a text");
      return `\${${this.#block.address}.${path.join(".")}}`;
    }
    if (typeof value !== "string") {
      return String(value);
    }
    const { text, known } = this.#stack.resolve(value);
    if (!known) {
      this.unknown(path, `known only after deploy: ${text}`);
    }
    return text;
  }

  /** One of a few words; while it is not known, the one that gives most. */
  word<T extends string>(value: Json | undefined, words: readonly T[], absent: T, most: T, path: readonly string[]): T {
    const text = this.text(value, ...path);
    if (text === undefined) {
      return absent;
    }
    const word = words.find((candidate) => candidate === text);
    if (word === undefined && !this.#isUnknown(path)) {
      this.unknown(path, `${JSON.stringify(text)} is none of ${words.join(", ")}`);
    }
    return word ?? most;
  }

  bool(value: Json | undefined, path: string): boolean {
    const text = this.text(value, path);
    if (text !== "true" && text !== "false" && text !== undefined && !this.#isUnknown([path])) {
      this.unknown([path], `${JSON.stringify(text)} is neither true nor false`);
    }
    return text === "true";
  }

  /** The texts of a list; a list that is not known is one unknown text. */
  texts(value: Json | undefined, path: string): readonly string[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => this.text(item, path, String(index)) ?? []);
    }
    const whole = this.text(value, path);
    return whole === undefined ? [] : [whole];
  }

  /** Nested blocks: a list of them, or one alone. `dynamic` blocks are not known. */
  blocks(name: string): readonly Body[] {
    const { body } = this.#block;
    const dynamic = body.dynamic;
    if (typeof dynamic === "object" && dynamic !== null && !Array.isArray(dynamic) && Object.hasOwn(dynamic, name)) {
      this.unknown([name], `made by a dynamic block "${name}"`);
    }
    const value = body[name];
    if (value === undefined || value === null) {
      return [];
    }
    if (typeof value !== "object") {
      this.text(value, name);
      return [];
    }
    const list = Array.isArray(value) ? value : [value];
    return list.filter((item): item is Body => typeof item === "object" && item !== null && !Array.isArray(item));
  }

  unknown(path: readonly string[], reason: string): void {
    this.#found.push({ path, reason });
  }

  /** What was not known, as the model has it; `name` is the element's. */
  unknowns(about: TrustList, name: string, origin: Origin): readonly Unknown[] {
    return this.#found.map(({ path, reason }) => ({ about, name, field: path, reason, origin }));
  }

  #isUnknown(path: readonly string[]): boolean {
    return this.#found.some((found) => found.path.join("/") === path.join("/"));
  }
}
