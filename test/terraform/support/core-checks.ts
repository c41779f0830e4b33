/**
 * Terraform's own checks of a provider's answers, written a second time from its documentation ("resource instance
 * change lifecycle") and from `internal/plans/objchange`, and without any code of lib/terraform/server.
 */
import {
  type Attribute,
  type Block,
  isUnknown,
  isWhollyKnown,
  type NestedBlock,
  type ObjectValue,
  type Type,
  type Value,
} from "../../../lib/terraform/index.js";

/** What is wrong with a plan, given the prior state and the configuration. */
export function planErrors(
  block: Block,
  prior: ObjectValue | null,
  config: ObjectValue,
  planned: ObjectValue,
): string[] {
  const attributes = Object.entries(block.attributes).flatMap(([name, attribute]) =>
    attributeErrors(name, attribute, prior?.[name] ?? null, config[name] ?? null, planned[name] ?? null),
  );
  const blocks = Object.entries(block.blocks ?? {}).flatMap(([name, nested]) =>
    nestedErrors(name, nested, prior?.[name] ?? null, config[name] ?? null, planned[name] ?? null),
  );
  return [...attributes, ...blocks];
}

function attributeErrors(name: string, attribute: Attribute, prior: Value, config: Value, planned: Value): string[] {
  if (attribute.writeOnly) {
    return planned === null ? [] : [`${name}: write-only, but planned`];
  }
  const type = attribute.type;
  const fine =
    identical(type, planned, config) ||
    (prior !== null && config !== null && identical(type, planned, prior)) ||
    (attribute.computed === true && config === null);
  return fine ? [] : [`${name}: planned value is neither configured nor prior`];
}

function nestedErrors(name: string, nested: NestedBlock, prior: Value, config: Value, planned: Value): string[] {
  if (isUnknown(config)) {
    return [];
  }
  if (nested.nesting === "single") {
    if (config === null || planned === null) {
      return config === planned ? [] : [`${name}: existence disagrees`];
    }
    return planErrors(nested, prior as ObjectValue | null, config as ObjectValue, planned as ObjectValue);
  }
  if (!Array.isArray(planned) || !Array.isArray(config)) {
    return [`${name}: blocks must be empty, not null`];
  }
  if (planned.length !== config.length) {
    return [`${name}: block count disagrees`];
  }
  // Elements of a set cannot be correlated; Terraform trusts the provider there.
  return nested.nesting === "set"
    ? []
    : planned.flatMap((item, index) =>
        planErrors(
          nested,
          ((prior as ObjectValue[] | null)?.[index] as ObjectValue | undefined) ?? null,
          config[index] as ObjectValue,
          item as ObjectValue,
        ),
      );
}

/** What is wrong with a second plan, or with the result of an apply, given the first plan. */
export function compatibilityErrors(block: Block, planned: ObjectValue, actual: ObjectValue): string[] {
  const attributes = Object.entries(block.attributes).filter(
    ([name, { type }]) => !compatible(type, planned[name] ?? null, actual[name] ?? null),
  );
  const blocks = Object.entries(block.blocks ?? {}).filter(
    ([name, nested]) => !compatible(nestedType(nested), planned[name] ?? null, actual[name] ?? null),
  );
  return [...attributes, ...blocks].map(([name]) => `${name}: inconsistent`);
}

export function resultErrors(block: Block, planned: ObjectValue, actual: ObjectValue): string[] {
  const unknown = Object.keys(actual).filter((name) => !isWhollyKnown(actual[name] ?? null));
  return [...compatibilityErrors(block, planned, actual), ...unknown.map((name) => `${name}: still unknown`)];
}

function nestedType(nested: NestedBlock): Type {
  const object: Type = [
    "object",
    {
      ...Object.fromEntries(Object.entries(nested.attributes).map(([name, { type }]) => [name, type])),
      ...Object.fromEntries(Object.entries(nested.blocks ?? {}).map(([name, inner]) => [name, nestedType(inner)])),
    },
  ];
  return nested.nesting === "single" ? object : [nested.nesting, object];
}

function compatible(type: Type, planned: Value, actual: Value): boolean {
  if (isUnknown(planned)) {
    return true;
  }
  if (planned === null || actual === null || isUnknown(actual)) {
    return planned === actual;
  }
  if (typeof type === "string") {
    return planned === actual;
  }
  const [kind, inner] = type;
  switch (kind) {
    case "set": {
      const [before, after] = [planned as Value[], actual as Value[]];
      return (
        after.length <= before.length &&
        before.every((a) => after.some((b) => compatible(inner, a, b))) &&
        after.every((b) => before.some((a) => compatible(inner, a, b)))
      );
    }
    case "list": {
      const [before, after] = [planned as Value[], actual as Value[]];
      return before.length === after.length && before.every((item, index) => compatible(inner, item, after[index]!));
    }
    case "tuple": {
      const [before, after] = [planned as Value[], actual as Value[]];
      return before.every((item, index) => compatible(inner[index]!, item, after[index]!));
    }
    default: {
      const [before, after] = [planned as ObjectValue, actual as ObjectValue];
      const of = (name: string) => (kind === "map" ? inner : (inner as Record<string, Type>)[name]) as Type;
      const names = Object.keys(before);
      return (
        names.length === Object.keys(after).length &&
        names.every((name) => Object.hasOwn(after, name) && compatible(of(name), before[name]!, after[name]!))
      );
    }
  }
}

/** The same value: sets in any order, and unknown the same as unknown. */
export function identical(type: Type, a: Value, b: Value): boolean {
  if (isUnknown(a) || isUnknown(b)) {
    return isUnknown(a) && isUnknown(b);
  }
  if (a === null || b === null || typeof type === "string") {
    return a === b;
  }
  if (type[0] === "list" && Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => identical(type[1], item, b[index]!));
  }
  return compatible(type, a, b) && compatible(type, b, a);
}
