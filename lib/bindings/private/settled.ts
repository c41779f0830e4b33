import { Token } from "cdktf";

/** cdktf's own way, for what may hold a token. */
export type Resolve = (value: unknown) => unknown;

/** cdktf refuses what is deeper than 200, since it goes round in circles. */
const DEEPEST = 100;

/**
 * A value as cdktf would resolve it. What may hold a token goes to cdktf; the rest, which is nearly all, is handed back as
 * it is: cdktf would make a context for each key and each value of it, and take six patterns over each text.
 */
export function settled(value: unknown, resolve: Resolve, depth = DEEPEST): unknown {
  switch (typeof value) {
    case "string":
      return isPlainText(value) ? value : resolve(value);
    case "number":
      // a number that stands for a token is negative
      return value >= 0 ? value : resolve(value);
    case "object":
      break;
    case "function":
      return resolve(value);
    default:
      return value;
  }
  if (value === null) {
    return value;
  }
  if (depth === 0) {
    return resolve(value);
  }
  if (Array.isArray(value)) {
    return settledList(value, resolve, depth);
  }
  return isPlainObject(value) ? settledFields(value, resolve, depth) : resolve(value);
}

/** The same of an object whose keys hold no token. */
export function settledFields(
  fields: { readonly [name: string]: unknown },
  resolve: Resolve,
  depth = DEEPEST,
): { readonly [name: string]: unknown } {
  let copy: { [name: string]: unknown } | undefined;
  for (const name of Object.keys(fields)) {
    const given = fields[name];
    const value = settled(given, resolve, depth - 1);
    if (value === undefined) {
      copy ??= { ...fields };
      delete copy[name];
    } else if (value !== given) {
      copy ??= { ...fields };
      copy[name] = value;
    }
  }
  return copy ?? fields;
}

function settledList(list: readonly unknown[], resolve: Resolve, depth: number): unknown {
  // a token that stands for a list is a list of one text or one number
  if (
    list.some((each) => (typeof each === "string" && each.startsWith("#{")) || (typeof each === "number" && each < 0))
  ) {
    return resolve(list);
  }
  const values = list.map((each) => settled(each, resolve, depth - 1)).filter((each) => each !== undefined);
  return values.length === list.length && values.every((each, index) => each === list[index]) ? list : values;
}

function isPlainObject(value: object): value is { readonly [name: string]: unknown } {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    typeof (value as { readonly resolve?: unknown }).resolve !== "function" &&
    Object.keys(value).every(isPlainText)
  );
}

/** cdktf reads a number of the form `1.5e+289` inside a text as a token, and these two texts as pieces of one. */
function isPlainText(text: string): boolean {
  return (
    !text.includes("{") &&
    !/[-|+.\d]e[-|+.\deE]/.test(text) &&
    text !== Token.STRING_MAP_TOKEN_VALUE &&
    text !== Token.ANY_MAP_TOKEN_VALUE
  );
}
