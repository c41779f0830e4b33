import * as fc from "fast-check";
import { type Type, UNKNOWN, type Value } from "../../../lib/terraform/index.js";

const NAME = fc.stringMatching(/^[a-z][a-z_]{0,5}$/);

/** Any type but `dynamic`. */
export const anyType: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Type>("string", "number", "bool"),
    fc.tuple(fc.constantFrom("list", "set", "map"), tie("type")) as unknown as fc.Arbitrary<Type>,
    fc
      .dictionary(NAME, tie("type"), { maxKeys: 3, noNullPrototype: true })
      .map((attributes): Type => ["object", attributes]),
    fc.array(tie("type"), { maxLength: 3 }).map((items): Type => ["tuple", items]),
  ),
})).type;

/** Any value of a type, as a handler sees it. Sets have no element twice. */
export function anyValue(type: Type, { unknown = false } = {}): fc.Arbitrary<Value> {
  const inner = known(type, { unknown });
  return fc.oneof(
    { arbitrary: inner, weight: 8 },
    { arbitrary: fc.constant(null), weight: 1 },
    ...(unknown ? [{ arbitrary: fc.constant(UNKNOWN as Value), weight: 1 }] : []),
  );
}

function known(type: Type, options: { unknown: boolean }): fc.Arbitrary<Value> {
  switch (type) {
    case "string":
      return fc.string({ unit: "binary" }).map((text) => text.normalize("NFC"));
    case "number":
      return fc.oneof(
        fc.maxSafeInteger(),
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
        fc.integer().map((n) => n + 0.5),
        fc.constantFrom(0.1, -1.25, "0.12345678901234567890123"),
      );
    case "bool":
      return fc.boolean();
    case "dynamic":
      return fc.string();
    default:
  }
  switch (type[0]) {
    case "list":
      return fc.array(anyValue(type[1], options), { maxLength: 3 });
    case "set":
      return fc.uniqueArray(anyValue(type[1], options), { maxLength: 3, selector: text });
    case "map":
      return fc.dictionary(
        fc.string({ unit: "binary" }).filter((key) => key !== "__proto__" && key.normalize("NFC") === key),
        anyValue(type[1], options),
        { maxKeys: 3, noNullPrototype: true },
      );
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(type[1]).map(([name, item]) => [name, anyValue(item, options)])),
      );
    case "tuple":
      return fc.tuple(...type[1].map((item) => anyValue(item, options)));
  }
}

function text(value: Value): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? `${item}n` : item)) ?? "undefined";
}
