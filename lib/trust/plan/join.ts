/**
 * Joins values that are unknown in a plan to the elements whose slugs they will be, by the references of the
 * expression that makes them.
 *
 * The configuration in a plan tells what an expression refers to, not what it does with it: `"${a.slug}-x"` looks like
 * `a.slug`. Nothing but the element itself fits where a slug of such an element is expected, so that is what a single
 * reference is taken for. Wherever several readings are left, the value stays unknown.
 */
import { IDENTITIES } from "../resources/source.js";
import { type Configuration, type Scope, tryReferences } from "./configuration.js";
import { isObject } from "./document.js";
import type { Identities, Identity } from "./identities.js";
import { keyText, type Reference, referencesOf, type Step } from "./references.js";

/** What the references of an expression come to. */
interface Found {
  /** Elements whose slugs are unknown in the plan, in the order of the expression. */
  readonly unknown: readonly string[];
  /** References whose values the plan knows. */
  readonly known: number;
  /** Whether something else may make the value. */
  readonly unclear: boolean;
}

const UNCLEAR: Found = { unknown: [], known: 0, unclear: true };
const KNOWN: Found = { unknown: [], known: 1, unclear: false };
const NOTHING: Found = { unknown: [], known: 0, unclear: false };

/** References through modules deeper than this go round in circles. */
const DEEPEST = 30;

export interface Expected {
  /** Type of resource that makes such elements. */
  readonly type: string;
  readonly scope: Scope;
  /** Key of the resource that the expression belongs to. */
  readonly key: string | number | undefined;
}

export class Joiner {
  readonly #configuration: Configuration;
  readonly #identities: Identities;

  constructor(configuration: Configuration, identities: Identities) {
    this.#configuration = configuration;
    this.#identities = identities;
  }

  /** What one unknown value stands for. `"known"`: not unknown by this expression. */
  tryOne(expression: unknown, expected: Expected): string | "known" | undefined {
    const list = tryReferences(expression);
    if (list === undefined) {
      return "known";
    }
    const { unknown, known, unclear } = this.#resolve(list, expected, keyText(expected.key), 0);
    const [only, ...others] = unknown;
    if (unclear || others.length > 0) {
      return undefined;
    }
    if (only === undefined) {
      return "known";
    }
    return known === 0 ? only : undefined;
  }

  /** What the unknown values of a list stand for, in any order. */
  tryMany(
    expression: unknown,
    counts: { readonly unknown: number; readonly known: number },
    expected: Expected,
  ): readonly string[] | undefined {
    const { unknown, known, unclear } = this.#resolve(
      tryReferences(expression) ?? [],
      expected,
      keyText(expected.key),
      0,
    );
    const explained = known === 0 || counts.known > 0;
    return !unclear && explained && unknown.length === counts.unknown ? unknown : undefined;
  }

  #resolve(list: readonly unknown[], expected: Pick<Expected, "type" | "scope">, key: string, depth: number): Found {
    const references = referencesOf(list);
    const byOwnKey = key !== "" && references.some(({ text }) => text === "each.key" || text === "count.index");
    const found = references.map((reference) => this.#one(reference, expected, byOwnKey ? key : "", depth));
    return {
      unknown: found.flatMap(({ unknown }) => unknown),
      known: found.reduce((sum, { known }) => sum + known, 0),
      unclear: found.some(({ unclear }) => unclear),
    };
  }

  #one({ text, steps }: Reference, expected: Pick<Expected, "type" | "scope">, key: string, depth: number): Found {
    const [first, second, ...rest] = steps;
    if (first === undefined || "index" in first || second === undefined || "index" in second || depth > DEEPEST) {
      return UNCLEAR;
    }
    switch (first.name) {
      case "each":
      case "count":
        return text === "each.key" || text === "count.index" ? NOTHING : UNCLEAR;
      case "path":
      case "terraform":
        return KNOWN;
      case "local":
      case "self":
        return UNCLEAR;
      case "var":
        return this.#variable(second.name, expected, depth);
      case "module":
        return this.#output(second.name, rest, expected, depth);
      case "data":
        return this.#identities.isKnownData(prefixed(expected.scope, dataAddress(steps))) ? KNOWN : UNCLEAR;
      default:
        return first.name === expected.type
          ? this.#resource(prefixed(expected.scope, `${first.name}.${second.name}`), rest, key)
          : UNCLEAR;
    }
  }

  #variable(name: string, { type, scope }: Pick<Expected, "type" | "scope">, depth: number): Found {
    if (scope.caller === undefined) {
      return KNOWN;
    }
    const { call, scope: outer } = scope.caller;
    const expressions = isObject(call.expressions) ? call.expressions : {};
    const list = tryReferences(Object.hasOwn(expressions, name) ? expressions[name] : undefined);
    const key = scope.key === undefined ? "" : `[${scope.key}]`;
    return list === undefined ? KNOWN : this.#resolve(list, { type, scope: outer }, key, depth + 1);
  }

  #output(
    name: string,
    rest: readonly Step[],
    { type, scope }: Pick<Expected, "type" | "scope">,
    depth: number,
  ): Found {
    const [index, ...after] = rest;
    const key = index !== undefined && "index" in index ? index.index : undefined;
    const [output] = key === undefined ? rest : after;
    const inner = this.#configuration.tryChild(scope, name, key);
    if (inner === undefined || output === undefined || "index" in output || !isObject(inner.module.outputs)) {
      return UNCLEAR;
    }
    const { outputs } = inner.module;
    const declared = Object.hasOwn(outputs, output.name) ? outputs[output.name] : undefined;
    const list = isObject(declared) ? tryReferences(declared.expression) : undefined;
    return list === undefined ? UNCLEAR : this.#resolve(list, { type, scope: inner }, "", depth + 1);
  }

  /**
   * A resource's attribute, of one instance or, where neither key nor attribute is told, of the instance with the same
   * key, or of all: `ci[each.key].slug` and `ci[*].slug` both refer to `ci`.
   */
  #resource(resource: string, rest: readonly Step[], ownKey: string): Found {
    const [index, ...after] = rest;
    if (index === undefined) {
      const own = ownKey === "" ? undefined : this.#identities.tryGet(`${resource}${ownKey}`);
      return whole(own === undefined ? this.#identities.all(resource) : [own], "slug");
    }
    const key = "index" in index ? `[${index.index}]` : "";
    const [attribute] = key === "" ? rest : after;
    const identity = this.#identities.tryGet(`${resource}${key}`);
    if (identity === undefined || attribute === undefined || "index" in attribute) {
      return UNCLEAR;
    }
    const isIdentity = IDENTITIES.get(identity.type)?.includes(attribute.name) === true;
    return isIdentity ? whole([identity], attribute.name) : UNCLEAR;
  }
}

function whole(identities: readonly Identity[], attribute: string): Found {
  const unknown = identities.filter((each) => each.isUnknown(attribute)).map(({ identity }) => identity);
  return identities.length === 0 ? UNCLEAR : { unknown, known: identities.length - unknown.length, unclear: false };
}

function prefixed({ address }: Scope, own: string): string {
  return address === "" ? own : `${address}.${own}`;
}

function dataAddress(steps: readonly Step[]): string {
  const [, type, name, index] = steps;
  const text = (step: Step | undefined): string => (step !== undefined && "name" in step ? step.name : "");
  return `data.${text(type)}.${text(name)}${index !== undefined && "index" in index ? `[${index.index}]` : ""}`;
}
