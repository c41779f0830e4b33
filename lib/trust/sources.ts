/** Where in a person's code the constructs of a synthesized app were made. */

/** A place in a file of the app: `main.ts:12:5`, the file relative to the folder that the app runs in, with `/`. */
export interface CodePlace {
  readonly file: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Name of the member of cdktf's own metadata that holds them. */
export const SOURCES_KEY = "trustSources";

/** Construct paths by the place that made them, `{"main.ts:12:5": ["app/publisher"]}`: in a loop, one place makes many. */
export type WrittenSources = { readonly [place: string]: readonly string[] };

/**
 * Where the elements of a synthesized stack (`cdk.tf.json`) were made, as far as that was written.
 *
 * @returns the place of a resource's address: that of the outermost construct of this package that it is part of
 */
export function sourcesIn(synthesized: unknown): (address: string) => CodePlace | undefined {
  const written = fieldsOf(at(synthesized, "//", "metadata", SOURCES_KEY));
  const places = new Map<string, CodePlace>();
  for (const [text, paths] of Object.entries(written)) {
    const place = tryPlace(text);
    for (const path of place !== undefined && Array.isArray(paths) ? paths : []) {
      places.set(String(path), place as CodePlace);
    }
  }
  return (address) => {
    const dot = address.indexOf(".");
    const path = at(synthesized, "resource", address.slice(0, dot), address.slice(dot + 1), "//", "metadata", "path");
    return typeof path === "string" ? outermost(path, places) : undefined;
  };
}

function outermost(path: string, places: ReadonlyMap<string, CodePlace>): CodePlace | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    const place = places.get(path.slice(0, end));
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

function tryPlace(text: string): CodePlace | undefined {
  const [, file, line, column] = /^(.+):(\d{1,7}):(\d{1,7})$/s.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

type Fields = { readonly [name: string]: unknown };

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => {
    const fields = fieldsOf(found);
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
  }, value);
}
