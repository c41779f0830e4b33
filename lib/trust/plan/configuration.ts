/** The configuration in a plan: which expression makes which value. */
import { isObject, type JsonObject } from "./document.js";
import { stepsOf } from "./references.js";

/** A module instance, and how it was called. */
export interface Scope {
  /** `module.a["k"]`; empty for the root. */
  readonly address: string;
  readonly module: JsonObject;
  /** Key of the module instance as it is written, e.g. `"k"`. */
  readonly key: string | undefined;
  readonly caller?: { readonly scope: Scope; readonly call: JsonObject };
}

export class Configuration {
  readonly #root: Scope | undefined;
  readonly #scopes = new Map<string, Scope | undefined>();
  readonly #resources = new Map<JsonObject, ReadonlyMap<string, JsonObject>>();

  /** @param value `configuration` of the plan */
  constructor(value: unknown) {
    const module = isObject(value) ? value.root_module : undefined;
    this.#root = isObject(module) ? { address: "", module, key: undefined } : undefined;
  }

  /** The module instance of an address such as `module.a["k"].module.b`. */
  tryScope(address: string): Scope | undefined {
    if (!this.#scopes.has(address)) {
      this.#scopes.set(address, this.#find(address));
    }
    return this.#scopes.get(address);
  }

  /** A module instance inside another. */
  tryChild(scope: Scope, name: string, key: string | undefined): Scope | undefined {
    const calls = scope.module.module_calls;
    const call = isObject(calls) && Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!isObject(call) || !isObject(call.module)) {
      return undefined;
    }
    const own = `module.${name}${key === undefined ? "" : `[${key}]`}`;
    const address = scope.address === "" ? own : `${scope.address}.${own}`;
    return { address, module: call.module, key, caller: { scope, call } };
  }

  /** The expressions of a resource by attribute or block; undefined where the configuration lacks it. */
  tryExpressions(scope: Scope, type: string, name: string): JsonObject | undefined {
    const expressions = this.#resourcesOf(scope.module).get(`${type}.${name}`)?.expressions;
    return isObject(expressions) ? expressions : undefined;
  }

  #find(address: string): Scope | undefined {
    let scope = this.#root;
    const steps = stepsOf(address);
    for (let at = 0; at < steps.length && scope !== undefined; ) {
      const [word, name, index] = steps.slice(at, at + 3);
      if (word === undefined || !("name" in word) || word.name !== "module" || name === undefined || "index" in name) {
        return undefined;
      }
      const key: string | undefined = index !== undefined && "index" in index ? index.index : undefined;
      scope = this.tryChild(scope, name.name, key);
      at += key === undefined ? 2 : 3;
    }
    return scope;
  }

  #resourcesOf(module: JsonObject): ReadonlyMap<string, JsonObject> {
    let known = this.#resources.get(module);
    if (known === undefined) {
      const list = Array.isArray(module.resources) ? module.resources.filter(isObject) : [];
      known = new Map(list.filter(({ mode }) => mode !== "data").map((each) => [`${each.type}.${each.name}`, each]));
      this.#resources.set(module, known);
    }
    return known;
  }
}

/** The references of an expression, or undefined where it is a constant, or is not there. */
export function tryReferences(expression: unknown): readonly unknown[] | undefined {
  return isObject(expression) && Array.isArray(expression.references) ? expression.references : undefined;
}
