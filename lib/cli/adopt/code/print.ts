/** Lays code out as Prettier and Biome do: on one line where it fits, else one item a line. */

export const WIDTH = 80;

export type Code = string | Group;

/** What stands between two brackets, separated by commas. */
export interface Group {
  /** What comes before the items, e.g. `[`, `{`, `OidcIssuer.custom(`. */
  readonly open: string;
  readonly close: string;
  readonly items: readonly Code[];
  readonly kind: "object" | "array" | "call" | "property";
}

export function object(properties: readonly (Code | undefined)[]): Group {
  return { open: "{", close: "}", items: properties.filter((each) => each !== undefined), kind: "object" };
}

export function array(items: readonly Code[]): Group {
  return { open: "[", close: "]", items, kind: "array" };
}

/** @param head - e.g. `new ServiceAccount` */
export function call(head: string, ...items: readonly Code[]): Group {
  return { open: `${head}(`, close: ")", items, kind: "call" };
}

/** `key: value` */
export function property(key: string, value: Code): Group {
  return { open: `${key}: `, close: "", items: [value], kind: "property" };
}

/**
 * @param column - where the code begins in its line, by what stands there already
 * @param rest - characters that follow it in its last line
 */
export function print(code: Code, indent: number, column: number, rest: number): string {
  if (typeof code === "string") {
    return code;
  }
  const line = flat(code);
  if (line !== undefined && column + line.length + rest <= WIDTH) {
    return line;
  }
  if (code.kind === "property") {
    return printProperty(code, indent, column, rest);
  }
  const [last] = code.items.slice(-1);
  if (code.kind === "call" && typeof last === "object" && (last.kind === "object" || last.kind === "array")) {
    const before = code.items.slice(0, -1).map(flat);
    const head = `${code.open}${before.map((each) => `${each}, `).join("")}`;
    if (!before.includes(undefined) && column + head.length + last.open.length <= WIDTH) {
      return `${head}${broken(last, indent)}${code.close}`;
    }
  }
  return broken(code, indent);
}

/** A long text goes to a line of its own, unless that saves next to nothing. */
function printProperty({ open, items }: Group, indent: number, column: number, rest: number): string {
  const [value = ""] = items;
  if (typeof value === "string" && /^["']/.test(value) && open.length >= "value: ".length) {
    return `${open.trimEnd()}\n${" ".repeat(indent + 2)}${value}`;
  }
  return `${open}${print(value, indent, column + open.length, rest)}`;
}

function broken({ open, close, items }: Group, indent: number): string {
  const inner = " ".repeat(indent + 2);
  const lines = items.map((item) => `${inner}${print(item, indent + 2, indent + 2, 1)},\n`);
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${close}`;
}

/** Undefined where it never stands on one line. */
function flat(code: Code): string | undefined {
  if (typeof code === "string") {
    return code;
  }
  const { open, close, kind } = code;
  const items = code.items.map(flat);
  if (items.includes(undefined) || (kind === "array" && isTable(code))) {
    return undefined;
  }
  const inner = items.join(", ");
  return kind === "object" && inner !== "" ? `${open} ${inner} ${close}` : `${open}${inner}${close}`;
}

/** Several objects of several properties are laid out as rows, whatever their width. */
function isTable({ items }: Group): boolean {
  return (
    items.length > 1 &&
    items.every((item) => typeof item === "object" && item.kind === "object" && item.items.length > 1)
  );
}

/** A statement at an indentation, with what it begins with, e.g. `const account = `. */
export function statement(code: Code, indent: number, begin = ""): string {
  const column = indent + begin.length;
  return `${" ".repeat(indent)}${begin}${print(code, indent, column, 1)};\n`;
}
