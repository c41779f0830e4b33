import { type Body, NotKnown } from "../resources/value.js";
import { isObject, type JsonObject } from "./document.js";

/** The blocks of one kind that a resource of the configuration has, found by their constants. */
export class DeclaredBlocks {
  readonly #blocks: readonly JsonObject[];
  /** By attribute: blocks by its constant; those where it is none stand under `undefined`. */
  readonly #byConstant = new Map<string, ReadonlyMap<unknown, readonly JsonObject[]>>();

  /** @param expression as the configuration has it: a list of blocks, or one alone */
  constructor(expression: unknown) {
    this.#blocks = (Array.isArray(expression) ? expression : [expression]).filter(isObject);
  }

  /** The blocks whose constants are those of a planned one, in the order of the configuration. */
  agreeing(block: Body): readonly JsonObject[] {
    const known = Object.entries(block).filter(([, value]) => !(value instanceof NotKnown));
    const [first, ...rest] = known;
    if (first === undefined) {
      return this.#blocks;
    }
    const candidates = this.#by(...first);
    return candidates.filter((declared) => rest.every(([key, value]) => agrees(declared[key], value)));
  }

  #by(key: string, value: unknown): readonly JsonObject[] {
    const groups = this.#byConstant.get(key) ?? grouped(this.#blocks, key);
    this.#byConstant.set(key, groups);
    const [same, open] = [groups.get(value) ?? [], groups.get(undefined) ?? []];
    return open.length === 0 ? same : this.#blocks.filter((block) => agrees(block[key], value));
  }
}

function agrees(expression: unknown, value: unknown): boolean {
  return !isConstant(expression) || expression.constant_value === value;
}

function isConstant(expression: unknown): expression is { readonly constant_value: unknown } {
  return isObject(expression) && "constant_value" in expression;
}

function grouped(blocks: readonly JsonObject[], key: string): ReadonlyMap<unknown, readonly JsonObject[]> {
  const groups = new Map<unknown, JsonObject[]>();
  for (const block of blocks) {
    const expression = block[key];
    const constant = isConstant(expression) ? expression.constant_value : undefined;
    const group = groups.get(constant);
    if (group === undefined) {
      groups.set(constant, [block]);
    } else {
      group.push(block);
    }
  }
  return groups;
}
