import type { Origin, TrustList, Unknown } from "../model.js";
import type { Resource, ResourceSource } from "./source.js";
import { type Body, isBody, NotKnown, type Value } from "./value.js";

const NONE: readonly Unknown[] = [];

/** Reads the fields of one resource, or of one body of the API, and keeps a list of those whose values are not known. */
export class Fields {
  readonly #source: Pick<ResourceSource, "resolve">;
  readonly #resource: Resource;
  readonly #found: { readonly path: readonly string[]; readonly reason: string }[] = [];

  constructor(source: Pick<ResourceSource, "resolve">, resource: Resource) {
    this.#source = source;
    this.#resource = resource;
  }

  /** A text; numbers and booleans become text, as Terraform makes them. `undefined` when absent or null. */
  text(value: Value | undefined, ...path: readonly string[]): string | undefined {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value === "object") {
      this.unknown(path, value instanceof NotKnown ? value.reason : "not a text");
      return `\${${this.#resource.address}.${path.join(".")}}`;
    }
    if (typeof value !== "string") {
      return String(value);
    }
    const { text, known } = this.#source.resolve(value);
    if (!known) {
      this.unknown(path, `known only after deploy: ${text}`);
    }
    return text;
  }

  /** A text that nothing hangs on, so that it is left out while it is not known. An empty one counts as absent. */
  tryText(value: Value | undefined): string | undefined {
    if (typeof value !== "string" || value === "") {
      return undefined;
    }
    const { text, known } = this.#source.resolve(value);
    return known ? text : undefined;
  }

  /** One of a few words; while it is not known, the one that gives most. */
  word<T extends string>(
    value: Value | undefined,
    words: readonly T[],
    absent: T,
    most: T,
    path: readonly string[],
  ): T {
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

  bool(value: Value | undefined, path: string): boolean {
    const text = this.text(value, path);
    if (text !== "true" && text !== "false" && text !== undefined && !this.#isUnknown([path])) {
      this.unknown([path], `${JSON.stringify(text)} is neither true nor false`);
    }
    return text === "true";
  }

  /** The texts of a list; a list that is not known is one unknown text. */
  texts(value: Value | undefined, path: string): readonly string[] {
    if (Array.isArray(value)) {
      const texts: string[] = [];
      for (const [index, item] of value.entries()) {
        const text = this.text(item, path, String(index));
        if (text !== undefined) {
          texts.push(text);
        }
      }
      return texts;
    }
    const whole = this.text(value, path);
    return whole === undefined ? [] : [whole];
  }

  /** Nested blocks: a list of them, or one alone. `dynamic` blocks are not known. */
  blocks(name: string): readonly Body[] {
    const { body } = this.#resource;
    if (isBody(body.dynamic) && Object.hasOwn(body.dynamic, name)) {
      this.unknown([name], `made by a dynamic block "${name}"`);
    }
    const value = body[name];
    if (value === undefined || value === null) {
      return [];
    }
    if (typeof value !== "object" || value instanceof NotKnown) {
      this.text(value, name);
      return [];
    }
    const list: readonly Value[] = Array.isArray(value) ? value : [value as Body];
    if (!list.every(isBody)) {
      this.unknown([name], "not a list of blocks");
    }
    return list.filter(isBody);
  }

  unknown(path: readonly string[], reason: string): void {
    this.#found.push({ path, reason });
  }

  /** What was not known, as the model has it; `name` is the element's. */
  unknowns(about: TrustList, name: string, origin: Origin): readonly Unknown[] {
    return this.#found.length === 0
      ? NONE
      : this.#found.map(({ path, reason }) => ({ about, name, field: path, reason, origin }));
  }

  #isUnknown(path: readonly string[]): boolean {
    return this.#found.some((found) => found.path.join("/") === path.join("/"));
  }
}
