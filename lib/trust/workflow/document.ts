/** YAML files of GitHub Actions with positions: one message for whatever GitHub would not read either. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { problemsError, type TrustError } from "../errors.js";

/** A mapping's entry whose key is text. */
export interface Entry {
  readonly name: string;
  readonly key: Node;
  /** Aliases are followed. */
  readonly value: unknown;
  readonly pair: Pair;
}

/** Far above any real workflow; GitHub's own limits are lower. */
export const LONGEST_FILE = 1024 * 1024;

/** An asterisk where YAML has an alias; in scripts it may be another thing. */
const MAY_HOLD_ALIAS = /(?:^|[\s[{,:-])\*[^\s*]/m;

/** A file of GitHub Actions, parsed. */
export class ActionsDocument {
  readonly root: YAMLMap;
  readonly #lines: LineCounter;
  readonly #document: Document.Parsed;
  #anchors: ReadonlyMap<unknown, unknown> | undefined;

  /**
   * @param what it should be, in the words of a message: `workflow: expected a mapping with jobs`
   * @throws TrustError `invalid_workflow` for what is no YAML, or none that GitHub reads
   */
  constructor(
    readonly text: string,
    readonly path: string,
    what: string,
  ) {
    if (text.length > LONGEST_FILE) {
      throw invalidFile(path, "longer than 1 MiB, so it was not read", 1, 1);
    }
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: "error" });
    const [error] = this.#document.errors;
    if (error !== undefined) {
      const { line, col } = this.#lines.linePos(error.pos[0]);
      throw invalidFile(path, faultOf(error), line, col);
    }
    const root = this.#document.contents;
    if (!isMap(root)) {
      throw invalidFile(path, `no ${what}`, 1, 1);
    }
    this.root = root;
    if (MAY_HOLD_ALIAS.test(text)) {
      this.#anchors = this.#findAnchors();
    }
  }

  /** Counted from 1. */
  lineOf(node: unknown): number {
    return this.#lines.linePos((node as Node | undefined)?.range?.[0] ?? 0).line;
  }

  /** Where a line begins in the text; lines are counted from 1. */
  lineStart(line: number): number {
    return this.#lines.lineStarts[line - 1] ?? this.text.length;
  }

  /** What an alias stands for; everything else stands for itself. */
  resolve(node: unknown): unknown {
    if (!isAlias(node)) {
      return node;
    }
    this.#anchors ??= this.#findAnchors();
    return this.#anchors.get(node);
  }

  /** The value of a name in a mapping. */
  get(map: unknown, name: string): unknown {
    const found = this.resolve(map);
    return isMap(found) ? this.resolve(found.get(name, true)) : undefined;
  }

  /**
   * The entries of a mapping whose names are texts; none for anything else.
   *
   * @throws TrustError `invalid_workflow` for a merge key, which GitHub does not know
   */
  entries(node: unknown): readonly Entry[] {
    const map = this.resolve(node);
    if (!isMap(map)) {
      return [];
    }
    return map.items.flatMap((pair) => {
      const name = isPair(pair) ? this.textOf(pair.key) : undefined;
      if (name === "<<") {
        throw this.invalid(
          pair.key,
          "GitHub Actions knows no merge key (<<); write the entries out, or alias the whole",
        );
      }
      return name === undefined ? [] : [{ name, key: pair.key as Node, value: this.resolve(pair.value), pair }];
    });
  }

  /** The text of a scalar, numbers and booleans as written in JSON. */
  textOf(node: unknown): string | undefined {
    const found = this.resolve(node);
    return isScalar(found) && found.value !== null && found.value !== undefined ? String(found.value) : undefined;
  }

  invalid(node: unknown, message: string): TrustError {
    const { line, col } = this.#lines.linePos((node as Node | undefined)?.range?.[0] ?? 0);
    return invalidFile(this.path, message, line, col);
  }

  /**
   * An alias stands for the last anchor of its name before it.
   *
   * @throws TrustError `invalid_workflow` where there is none
   */
  #findAnchors(): ReadonlyMap<unknown, unknown> {
    const byName = new Map<string, unknown>();
    const found = new Map<unknown, unknown>();
    let missing: Alias | undefined;
    visit(this.#document, {
      Node(_, node) {
        if (isAlias(node)) {
          const target = byName.get(node.source);
          if (target === undefined) {
            missing ??= node;
          }
          found.set(node, target);
        } else if (node.anchor !== undefined) {
          byName.set(node.anchor, node);
        }
      },
    });
    if (missing !== undefined) {
      throw this.invalid(missing, `there is no anchor &${(missing as Alias).source} before this alias`);
    }
    return found;
  }
}

function faultOf(error: YAMLError): string {
  switch (error.code) {
    case "MULTIPLE_DOCS":
      return "several YAML documents in one file; GitHub reads one";
    case "DUPLICATE_KEY":
      return "not YAML: a key stands twice in one mapping";
    case "TAB_AS_INDENT":
      return "not YAML: a tab indents this line; YAML takes spaces only";
    default:
      return `not YAML: ${error.message}`;
  }
}

function invalidFile(path: string, message: string, line: number, column: number): TrustError {
  return problemsError("invalid_workflow", path, [{ pointer: "", message, line, column }]);
}
