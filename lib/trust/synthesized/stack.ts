import { TrustError } from "../errors.js";
import type { Json } from "../private/json.js";
import { IDENTITIES, type Resolved, type Resource, type ResourceSource } from "../resources/source.js";
import { parts, type Reference, tryLocal, tryReference } from "./expressions.js";

type Body = { readonly [name: string]: Json };

interface Block extends Resource {
  readonly body: Body;
}

/** References deeper than this go round in circles. */
const DEEPEST = 20;

/** One synthesized stack: its resources and data sources, and what its texts stand for. */
export class Stack implements ResourceSource {
  readonly source = "synthesized";
  readonly where: string;
  readonly #resources: ReadonlyMap<string, Block>;
  readonly #byType = new Map<string, Block[]>();
  readonly #data: ReadonlyMap<string, Block>;
  readonly #locals: Body;

  /** @throws TrustError `invalid_app` when the value is no stack in Terraform's JSON syntax */
  constructor(value: unknown, where: string) {
    const root = objectOrThrow(value, where, "");
    this.where = where;
    this.#resources = blocks(root.resource, where, "/resource", "");
    this.#data = blocks(root.data, where, "/data", "data.");
    this.#locals = root.locals === undefined ? {} : objectOrThrow(root.locals, where, "/locals");
    for (const block of this.#resources.values()) {
      const same = this.#byType.get(block.type);
      if (same === undefined) {
        this.#byType.set(block.type, [block]);
      } else {
        same.push(block);
      }
    }
  }

  resources(type: string): readonly Block[] {
    return this.#byType.get(type) ?? [];
  }

  /** The identity of an element that a resource makes: its slug where that is written down, else its address. */
  identity({ body, address }: Resource): string {
    return typeof body.slug === "string" ? this.resolve(body.slug).text : `\${${address}}`;
  }

  uncertainty({ body }: Resource): string | undefined {
    if (body.count !== undefined) {
      return "made as often as its count says";
    }
    return body.for_each === undefined ? undefined : "made as often as its for_each says";
  }

  resolve(value: string, depth = 0): Resolved {
    if (!value.includes("{")) {
      return { text: value, known: true };
    }
    const resolved = parts(value).map((part): Resolved => {
      if ("literal" in part) {
        return { text: part.literal, known: true };
      }
      const found = depth < DEEPEST ? this.#lookUp(part.expression, depth) : undefined;
      return found ?? { text: `\${${part.expression}}`, known: false };
    });
    return { text: resolved.map(({ text }) => text).join(""), known: resolved.every(({ known }) => known) };
  }

  #lookUp(expression: string, depth: number): Resolved | undefined {
    const local = tryLocal(expression);
    if (local !== undefined) {
      return Object.hasOwn(this.#locals, local) ? this.#scalar(this.#locals[local], depth) : undefined;
    }
    const reference = tryReference(expression);
    return reference === undefined ? undefined : this.#attribute(reference, depth);
  }

  #attribute({ mode, type, name, attribute }: Reference, depth: number): Resolved | undefined {
    const block = (mode === "resource" ? this.#resources : this.#data).get(`${type}.${name}`);
    if (block === undefined || this.uncertainty(block) !== undefined) {
      return undefined;
    }
    if (Object.hasOwn(block.body, attribute)) {
      return this.#scalar(block.body[attribute], depth);
    }
    if (IDENTITIES.get(type)?.includes(attribute) !== true) {
      return undefined;
    }
    if (mode === "resource") {
      return { text: this.identity(block), known: true };
    }
    // a data source of a repository is found by the slug that it is given
    return typeof block.body.identifier === "string" ? this.#scalar(block.body.identifier, depth) : undefined;
  }

  #scalar(value: Json | undefined, depth: number): Resolved | undefined {
    switch (typeof value) {
      case "string":
        return this.resolve(value, depth + 1);
      case "number":
      case "boolean":
        return { text: String(value), known: true };
      default:
        return undefined;
    }
  }
}

function blocks(value: Json | undefined, where: string, pointer: string, mode: string): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>();
  if (value === undefined) {
    return found;
  }
  for (const [type, named] of Object.entries(objectOrThrow(value, where, pointer))) {
    if (type === "//") {
      continue;
    }
    for (const [name, body] of Object.entries(objectOrThrow(named, where, `${pointer}/${type}`))) {
      if (name === "//") {
        continue;
      }
      // the JSON syntax allows a list of one where HCL has a block
      const only = Array.isArray(body) && body.length === 1 ? body[0] : body;
      const address = `${mode}${type}.${name}`;
      found.set(`${type}.${name}`, {
        type,
        address,
        body: objectOrThrow(only, where, `${pointer}/${type}/${name}`),
      });
    }
  }
  return found;
}

function objectOrThrow(value: unknown, where: string, pointer: string): Body {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const what = pointer === "" ? "the stack" : pointer;
    throw new TrustError("invalid_app", `${where}: ${what} is not an object; expected what cdktf synth writes`);
  }
  return value as Body;
}
