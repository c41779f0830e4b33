/** From the values of an instance, and what is said of them beside, to the body that trust is read from. */
import { type Body, isBody, NotKnown, type Value } from "../resources/value.js";
import type { Configuration, Scope } from "./configuration.js";
import { tryReferences } from "./configuration.js";
import { DeclaredBlocks } from "./declared-blocks.js";
import { type Instance, isObject, type JsonObject } from "./document.js";
import type { Expected, Joiner } from "./join.js";
import { referencesOf } from "./references.js";

/** Where the slug of another element is expected, by type, attribute and attribute of a block. */
const EXPECTED: { readonly [type: string]: { readonly [path: string]: string } } = {
  cloudsmith_service: { "team.slug": "cloudsmith_team" },
  cloudsmith_oidc: {
    service_accounts: "cloudsmith_service",
    "dynamic_mappings.service_account": "cloudsmith_service",
  },
  cloudsmith_repository_privilege: {
    repository: "cloudsmith_repository",
    service: "cloudsmith_service",
    team: "cloudsmith_team",
  },
  cloudsmith_repository_privileges: {
    repository: "cloudsmith_repository",
    "service.slug": "cloudsmith_service",
    "team.slug": "cloudsmith_team",
  },
};

/** The values of a state: all known but for those that are sensitive. */
export function knownBody({ values, sensitive }: Instance): Body {
  return bodyOf(values, undefined, sensitive);
}

/** The values that a plan will leave, with references joined where the values are unknown. */
export function plannedBody(instance: Instance, configuration: Configuration, joiner: Joiner): Body {
  const scope = configuration.tryScope(instance.module);
  const expressions = scope && configuration.tryExpressions(scope, instance.type, instance.name);
  const body = bodyOf(instance.values, instance.unknown, instance.sensitive);
  if (scope === undefined || expressions === undefined) {
    return body;
  }
  const reader = new Joined(instance, scope, joiner);
  const read = Object.entries(body).map(([name, value]) => [name, reader.attribute(name, value, expressions[name])]);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

class Joined {
  readonly #expected: { readonly [path: string]: string };
  readonly #context: Omit<Expected, "type">;
  readonly #joiner: Joiner;

  constructor({ type, key }: Instance, scope: Scope, joiner: Joiner) {
    this.#expected = EXPECTED[type] ?? {};
    this.#context = { scope, key };
    this.#joiner = joiner;
  }

  /** @returns undefined for a value that is left to the API, whose defaults are those of an absent one */
  attribute(name: string, value: Value, expression: unknown): Value | undefined {
    if (value instanceof NotKnown) {
      return isUnknown(value) ? this.#scalar(name, value, expression) : value;
    }
    if (Array.isArray(value)) {
      const list: readonly Value[] = value;
      return list.some(isBody) ? this.#blocks(name, list, expression) : this.#list(name, list, expression);
    }
    return isBody(value) ? withReasons(value, expression) : value;
  }

  #scalar(path: string, value: NotKnown, expression: unknown): Value | undefined {
    if (expression === undefined) {
      return undefined;
    }
    const type = this.#expected[path];
    const joined = type === undefined ? undefined : this.#joiner.tryOne(expression, { ...this.#context, type });
    return joined === undefined || joined === "known" ? withReason(value, expression) : joined;
  }

  #list(path: string, values: readonly Value[], expression: unknown): Value {
    const unknown = values.filter(isUnknown).length;
    const type = this.#expected[path];
    const joined =
      unknown === 0 || type === undefined
        ? undefined
        : this.#joiner.tryMany(expression, { unknown, known: values.length - unknown }, { ...this.#context, type });
    const left = [...(joined ?? [])];
    return values.map((value) => (isUnknown(value) ? (left.shift() ?? withReason(value, expression)) : value));
  }

  /**
   * Blocks of a set are in another order than those of the configuration: each is matched with those that agree with
   * all that is known of it. Blocks alike in that are joined together, since a set has no order among them.
   */
  #blocks(name: string, blocks: readonly Value[], expression: unknown): Value {
    const declared = new DeclaredBlocks(expression);
    const groups = new Map<string, Body[]>();
    for (const block of blocks) {
      if (isBody(block) && Object.values(block).some(isUnknown)) {
        const known = JSON.stringify(Object.entries(block).map(([key, value]) => [key, isUnknown(value) || value]));
        const group = groups.get(known);
        if (group === undefined) {
          groups.set(known, [block]);
        } else {
          group.push(block);
        }
      }
    }
    const resolved = new Map([...groups.values()].flatMap((alike) => this.#alike(name, alike, declared)));
    return blocks.map((block) => (isBody(block) ? (resolved.get(block) ?? block) : block));
  }

  #alike(name: string, alike: readonly Body[], declared: DeclaredBlocks): readonly (readonly [Body, Body])[] {
    const [sample] = alike;
    if (sample === undefined) {
      return [];
    }
    const sources = declared.agreeing(sample).filter((block) => this.#mayMake(name, block, sample));
    return alike.map((block, index) => {
      const source = sources.length === alike.length ? sources[index] : undefined;
      const entries = Object.entries(block).map(([key, value]): [string, Value | undefined] => {
        if (!isUnknown(value)) {
          return [key, value];
        }
        if (source !== undefined) {
          return [key, this.#scalar(`${name}.${key}`, value, source[key])];
        }
        const isLeft = sources.length > 0 && sources.every((each) => each[key] === undefined);
        return [key, isLeft ? undefined : value];
      });
      return [block, definedOnly(entries)];
    });
  }

  /** Whether a block of the configuration may have made what is unknown of this one. */
  #mayMake(name: string, declared: JsonObject, block: Body): boolean {
    return Object.entries(block).every(([key, value]) => {
      const expression = declared[key];
      if (!isUnknown(value) || expression === undefined) {
        return true;
      }
      const type = this.#expected[`${name}.${key}`];
      return (
        tryReferences(expression) !== undefined &&
        (type === undefined || this.#joiner.tryOne(expression, { ...this.#context, type }) !== "known")
      );
    });
  }
}

/** Unknown until the plan is applied; what is sensitive stays unknown for good. */
class Later extends NotKnown {
  constructor(references: readonly string[] = []) {
    super(references.length === 0 ? "known only after deploy" : `known only after deploy: ${references.join(", ")}`);
  }
}

function isUnknown(value: Value | undefined): value is Later {
  return value instanceof Later;
}

function withReason(value: NotKnown, expression: unknown): NotKnown {
  const list = tryReferences(expression);
  return list === undefined ? value : new Later(referencesOf(list).map(({ text }) => text));
}

/** The values of a map are made by one expression together. */
function withReasons(body: Body, expression: unknown): Body {
  return definedOnly(
    Object.entries(body).map(([key, value]) => [key, isUnknown(value) ? withReason(value, expression) : value]),
  );
}

/** Deeper than any attribute that trust reads. */
const DEEPEST = 8;

function bodyOf(values: JsonObject, unknown: unknown, sensitive: unknown): Body {
  const whole = mergedValue(values, unknown, sensitive, 0);
  return isBody(whole) ? whole : Object.fromEntries(Object.keys(values).map((name) => [name, whole]));
}

function mergedValue(value: unknown, unknown: unknown, sensitive: unknown, depth: number): Value {
  if (sensitive === true) {
    return new NotKnown("sensitive, so it is not read");
  }
  if (unknown === true) {
    return new Later();
  }
  if (depth > DEEPEST) {
    return new NotKnown("nested too deep");
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => mergedValue(item, at(unknown, index), at(sensitive, index), depth + 1));
  }
  if (isObject(value)) {
    const later = isObject(unknown) ? Object.keys(unknown).filter((name) => unknown[name] === true) : [];
    const names = new Set([...Object.keys(value), ...later]);
    return definedOnly(
      [...names].map((name) => [
        name,
        mergedValue(own(value, name), own(unknown, name), own(sensitive, name), depth + 1),
      ]),
    );
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function at(mask: unknown, index: number): unknown {
  return Array.isArray(mask) ? mask[index] : mask === true;
}

function own(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Names may be `__proto__`: Object.fromEntries defines what an assignment would not. */
function definedOnly(entries: readonly (readonly [string, Value | undefined])[]): Body {
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
