import { WIDTH } from "./print.js";

/** The imports of one generated module, in the order that formatters keep. */
export class Imports {
  readonly #modules = new Map<string, Map<string, "value" | "type">>();

  /** @returns the name, to be written where it is used */
  use(module: string, name: string): string {
    this.#of(module).set(name, "value");
    return name;
  }

  /** A name that is used as a type only, unless it is used as a value elsewhere. */
  useType(module: string, name: string): string {
    const names = this.#of(module);
    if (!names.has(name)) {
      names.set(name, "type");
    }
    return name;
  }

  render(): string {
    return [...this.#modules]
      .sort(([a], [b]) => compareModules(a, b))
      .map(([module, names]) => line(module, names))
      .join("");
  }

  #of(module: string): Map<string, "value" | "type"> {
    const names = this.#modules.get(module) ?? new Map();
    this.#modules.set(module, names);
    return names;
  }
}

function line(module: string, names: ReadonlyMap<string, "value" | "type">): string {
  const areTypes = [...names.values()].every((kind) => kind === "type");
  const specifiers = [...names]
    .sort(([a], [b]) => compareNaturally(a, b))
    .map(([name, kind]) => (kind === "type" && !areTypes ? `type ${name}` : name));
  const keyword = areTypes ? "import type" : "import";
  const one = `${keyword} { ${specifiers.join(", ")} } from "${module}";\n`;
  return one.length - 1 <= WIDTH
    ? one
    : `${keyword} {\n${specifiers.map((name) => `  ${name},\n`).join("")}} from "${module}";\n`;
}

/** Packages before files, files far away before those near. */
function compareModules(a: string, b: string): number {
  const rank = (module: string) => (module.startsWith("../") ? 1 : module.startsWith("./") ? 2 : 0);
  return rank(a) - rank(b) || compareNaturally(a, b);
}

/** Letters without regard to case, and numbers by their value. */
export function compareNaturally(a: string, b: string): number {
  const [as, bs] = [parts(a), parts(b)];
  for (let index = 0; index < Math.min(as.length, bs.length); index++) {
    const [one = "", other = ""] = [as[index], bs[index]];
    const byValue = /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : 0;
    const order =
      byValue || (one.toLowerCase() < other.toLowerCase() ? -1 : one.toLowerCase() > other.toLowerCase() ? 1 : 0);
    if (order !== 0) {
      return order;
    }
  }
  return as.length - bs.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Underscores come before all else. */
function parts(text: string): readonly string[] {
  return text.replaceAll("_", "\u0001").match(/\d+|\D/g) ?? [];
}
