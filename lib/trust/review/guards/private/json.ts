/** Looks into JSON that anybody may have written: what has not the expected shape is not there. */

export type Fields = { readonly [name: string]: unknown };

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => {
    const fields = fieldsOf(found);
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
  }, value);
}

/** Terraform takes one block, or a list of them. */
export function blocksOf(value: unknown): readonly Fields[] {
  return value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(fieldsOf);
}

/** Named blocks two levels deep, as resources and data sources are: `[address, body]`. */
export function* addressed(value: unknown, prefix = ""): Generator<readonly [address: string, body: Fields]> {
  for (const [type, named] of Object.entries(fieldsOf(value))) {
    for (const [name, body] of Object.entries(fieldsOf(named))) {
      if (type !== "//" && name !== "//") {
        yield [`${prefix}${type}.${name}`, fieldsOf(body)];
      }
    }
  }
}

/** Equal for equal values, whatever the order of fields; where constructs were made says nothing. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === "object" && each !== null && !Array.isArray(each)
        ? Object.fromEntries(
            Object.entries(each)
              .filter(([name]) => name !== "//")
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          )
        : each,
    ) ?? ""
  );
}

/** Names of fields whose values differ. */
export function differing(before: Fields, after: Fields): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => name !== "//" && canonical(at(before, name)) !== canonical(at(after, name)))
    .sort();
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
