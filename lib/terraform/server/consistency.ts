/**
 * Whether the result of an apply keeps what its plan promised, by the rules that Terraform checks afterwards.
 *
 * Terraform's own complaint taints a created resource without saying what to do; found here first, it is explained.
 * Source: `internal/plans/objchange/compatible.go` in Terraform.
 */
import type { AttributePath } from "../diagnostics.js";
import type { Block, NestedBlock, Type } from "../schema.js";
import { isUnknown, isWhollyKnown, type ObjectValue, type Value } from "../value.js";
import { blockType } from "../wire/types.js";
import { canonicalText, sameValue } from "./compare.js";

export interface Contradiction {
  readonly path: AttributePath;
  /** What happened, without the values where they are sensitive, e.g. `planned "Write", and is "Read"`. */
  readonly what: string;
}

export function contradictions(
  block: Block,
  planned: ObjectValue,
  actual: ObjectValue,
  path: AttributePath = [],
): Contradiction[] {
  const ofAttributes = Object.entries(block.attributes).flatMap(([name, { type, sensitive }]) => {
    const [before, after] = [planned[name] ?? null, actual[name] ?? null];
    return isCompatible(type, before, after)
      ? []
      : [{ path: [...path, name], what: sensitive ? "differs from its planned value" : describe(before, after) }];
  });
  const ofBlocks = Object.entries(block.blocks ?? {}).flatMap(([name, nested]) =>
    nestedContradictions(nested, planned[name] ?? null, actual[name] ?? null, [...path, name]),
  );
  return [...ofAttributes, ...ofBlocks];
}

function nestedContradictions(
  nested: NestedBlock,
  planned: Value,
  actual: Value,
  path: AttributePath,
): Contradiction[] {
  if (isUnknown(planned)) {
    return [];
  }
  if (nested.nesting === "single") {
    if (planned === null || actual === null) {
      return planned === actual ? [] : [{ path, what: describe(planned, actual) }];
    }
    return contradictions(nested, planned as ObjectValue, actual as ObjectValue, path);
  }
  const [before, after] = [planned as readonly Value[], actual as readonly Value[]];
  if (nested.nesting === "set") {
    return isCompatibleSet(blockType(nested), before, after)
      ? []
      : [{ path, what: "has other blocks than were planned" }];
  }
  if (before.length !== after.length) {
    return [{ path, what: `planned ${before.length} blocks, and there are ${after.length}` }];
  }
  return before.flatMap((item, index) =>
    isUnknown(item) ? [] : contradictions(nested, item as ObjectValue, after[index] as ObjectValue, [...path, index]),
  );
}

function describe(planned: Value, actual: Value): string {
  return `was planned as ${show(planned)}, and is ${show(actual)}`;
}

const LONGEST_SHOWN = 200;

function show(value: Value): string {
  const text = canonicalText("dynamic", value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Whatever was known must be the same; whatever was unknown may be anything that fits what was said of it. */
function isCompatible(type: Type, planned: Value, actual: Value): boolean {
  if (isUnknown(planned)) {
    return fitsRefinement(planned.refinement, actual);
  }
  if (isWhollyKnown(planned) || actual === null) {
    return sameValue(type, planned, actual);
  }
  if (Array.isArray(planned) && Array.isArray(actual)) {
    return isSetType(type) ? isCompatibleSet(type[1], planned, actual) : isCompatibleList(type, planned, actual);
  }
  return isCompatibleObject(type, planned as ObjectValue, actual as ObjectValue);
}

function isCompatibleList(type: Type, planned: readonly Value[], actual: readonly Value[]): boolean {
  return (
    planned.length === actual.length &&
    planned.every((item, index) => isCompatible(innerType(type, index), item, actual[index] ?? null))
  );
}

function isCompatibleObject(type: Type, planned: ObjectValue, actual: ObjectValue): boolean {
  const [before, after] = [Object.keys(planned), Object.keys(actual)];
  return (
    before.length === after.length &&
    before.every(
      (name) =>
        Object.hasOwn(actual, name) && isCompatible(innerType(type, name), planned[name] ?? null, actual[name] ?? null),
    )
  );
}

/** Each planned element has become one of the actual ones, and there are not more; equal ones may have merged. */
function isCompatibleSet(element: Type, planned: readonly Value[], actual: readonly Value[]): boolean {
  if (planned.every(isWhollyKnown)) {
    return sameValue(["set", element], planned, actual);
  }
  const fits = (before: Value, after: Value) => isCompatible(element, before, after);
  return (
    actual.length <= planned.length &&
    planned.every((before) => actual.some((after) => fits(before, after))) &&
    actual.every((after) => planned.some((before) => fits(before, after)))
  );
}

function fitsRefinement(refinement: { notNull?: boolean; prefix?: string } | undefined, actual: Value): boolean {
  if (refinement?.notNull && actual === null) {
    return false;
  }
  return refinement?.prefix === undefined || typeof actual !== "string" || actual.startsWith(refinement.prefix);
}

function isSetType(type: Type): type is readonly ["set", Type] {
  return typeof type !== "string" && type[0] === "set";
}

function innerType(type: Type, key: string | number): Type {
  if (typeof type === "string") {
    return "dynamic";
  }
  switch (type[0]) {
    case "object":
      return type[1][key] ?? "dynamic";
    case "tuple":
      return type[1][key as number] ?? "dynamic";
    default:
      return type[1];
  }
}
