/** What is written into one file: statements, imports, names, and the import ids of what it declares. */
import { Imports } from "./module.js";
import { constructId, Names, variableNames } from "./names.js";
import { type Code, statement } from "./print.js";

const PACKAGE = "cloudsmith-trust";

/** A service account as the code of a file speaks of it. */
export interface AccountReference {
  /** An expression, e.g. `ciApp` or `prod.ciApp`. */
  readonly code: string;
  /** Ids from the stack down to its construct. */
  readonly path: readonly string[];
  /** Set for one that is declared nowhere: its slug, which the code knows then. */
  readonly slug?: string;
}

export class FileScope {
  readonly imports = new Imports();
  readonly ids = new Names();
  readonly variables: Names;
  /** Import ids by the paths of constructs. */
  readonly existing = new Map<string, string>();
  readonly #scopeId: string;
  readonly #lines: string[] = [];
  #lineCount = 0;

  constructor(scopeId: string) {
    this.#scopeId = scopeId;
    this.variables = variableNames(["props"]);
  }

  get body(): string {
    return this.#lines.join("");
  }

  /** How many lines the statements are. */
  get lineCount(): number {
    return this.#lineCount;
  }

  /** A class of this package. */
  ours(name: string): string {
    return this.imports.use(PACKAGE, name);
  }

  github(name: string): string {
    return this.imports.use(`${PACKAGE}/github`, name);
  }

  add(code: Code, begin = ""): void {
    this.#push(statement(code, INDENT, begin));
  }

  comment(text: string): void {
    this.#push(`${" ".repeat(INDENT)}// ${text}\n`);
  }

  /** An empty line. */
  gap(): void {
    if ((this.#lines.at(-1) ?? "\n") !== "\n") {
      this.#push("\n");
    }
  }

  /** An id for a construct of this file, made of a name that may hold anything. */
  id(name: string, otherwise = name): string {
    return this.ids.unique(constructId(name), constructId(otherwise));
  }

  pathOf(...ids: readonly string[]): readonly string[] {
    return [this.#scopeId, ...ids];
  }

  import(path: readonly string[], id: string): void {
    this.existing.set(path.join("/"), id);
  }

  #push(text: string): void {
    this.#lines.push(text);
    this.#lineCount += text.split("\n").length - 1;
  }
}

const INDENT = 4;
