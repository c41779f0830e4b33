/** Names in code out of slugs and names that may hold anything, each given once. */

/** Words that no variable may be called, and what the generated code calls its own. */
const TAKEN =
  "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in instanceof interface let module namespace new null number object of package private protected public readonly require return set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield accept app id scope stack node accounts".split(
    " ",
  );

export class Names {
  readonly #given: Set<string>;

  constructor(taken: readonly string[] = []) {
    this.#given = new Set(taken.map(key));
  }

  /** The first of the candidates that is free, else the last one with a number. */
  unique(...candidates: readonly [string, ...string[]]): string {
    const free = candidates.find((candidate) => !this.#given.has(key(candidate)));
    const last = candidates.at(-1) ?? candidates[0];
    let name = free ?? last;
    for (let count = 2; this.#given.has(key(name)); count++) {
      name = `${last}${/\d$/.test(last) ? "_" : ""}${count}`;
    }
    this.#given.add(key(name));
    return name;
  }
}

/** Two files whose names differ by case only are one on many disks, and two such variables are one to many people. */
function key(name: string): string {
  return name.toLowerCase();
}

export function variableNames(more: readonly string[] = []): Names {
  return new Names([...TAKEN, ...more]);
}

/** `ci-app` → `ciApp` */
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`;
}

/** `ci-app` → `CiApp` */
export function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `N${joined}`;
}

/** A construct id out of a name that may hold anything; readable, and not always unique. */
export function constructId(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  const id = safe === "" ? "unnamed" : safe.slice(0, 60);
  // Constructs keep their children in a plain object, where these are taken.
  return id in Object.prototype ? `${id}_` : id;
}
