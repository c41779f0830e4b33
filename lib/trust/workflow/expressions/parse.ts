/** The grammar of GitHub's expressions. Source: GitHub's reference "Evaluate expressions in workflows and actions". */

export type Expression =
  | { readonly kind: "literal"; readonly value: Value }
  /** `github.ref`, `matrix['os']`, in lower case; `undefined` for a part that is not written down. */
  | { readonly kind: "path"; readonly parts: readonly (string | undefined)[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Value = string | number | boolean | null;
export type Operator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=";

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(0x[0-9a-fA-F]+|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_][\w-]*)|(\|\||&&|==|!=|<=|>=|[<>!()[\],.*]))/y;
const LONGEST = 10_000;
const DEEPEST = 50;

/** @returns undefined for what is no expression, or a deeper or longer one than people write */
export function tryParseExpression(text: string): Expression | undefined {
  const tokens = text.length > LONGEST ? undefined : tokensOf(text);
  if (tokens === undefined) {
    return undefined;
  }
  const parser = new Parser(tokens);
  const expression = parser.either(0);
  return parser.isAtEnd ? expression : undefined;
}

type Token = { readonly kind: "text" | "number" | "name" | "sign"; readonly text: string };

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) {
      return undefined;
    }
    const [, quoted, number, name, sign = ""] = match;
    if (quoted !== undefined) {
      tokens.push({ kind: "text", text: quoted.slice(1, -1).replaceAll("''", "'") });
    } else if (number !== undefined) {
      tokens.push({ kind: "number", text: number });
    } else {
      tokens.push(name === undefined ? { kind: "sign", text: sign } : { kind: "name", text: name });
    }
  }
  return tokens;
}

/** Each method gives `undefined` where the text does not go on as the grammar has it. */
class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  either(depth: number): Expression | undefined {
    return this.#chain(["||"], () =>
      this.#chain(["&&"], () =>
        this.#chain(["==", "!="], () => this.#chain(["<", "<=", ">", ">="], () => this.#unary(depth))),
      ),
    );
  }

  #chain(operators: readonly Operator[], next: () => Expression | undefined): Expression | undefined {
    let left = next();
    for (;;) {
      const operator = operators.find((one) => this.#takes(one));
      if (operator === undefined || left === undefined) {
        return left;
      }
      const right = next();
      if (right === undefined) {
        return undefined;
      }
      left = { kind: "binary", operator, left, right };
    }
  }

  #unary(depth: number): Expression | undefined {
    if (depth > DEEPEST) {
      return undefined;
    }
    if (this.#takes("!")) {
      const of = this.#unary(depth + 1);
      return of && { kind: "not", of };
    }
    if (this.#takes("(")) {
      const inner = this.either(depth + 1);
      return this.#takes(")") ? inner : undefined;
    }
    const token = this.tokens[this.#at];
    if (token === undefined || token.kind === "sign") {
      return undefined;
    }
    this.#at++;
    switch (token.kind) {
      case "text":
        return { kind: "literal", value: token.text };
      case "number":
        return { kind: "literal", value: Number(token.text) };
      default:
        return this.#named(token.text, depth);
    }
  }

  #named(text: string, depth: number): Expression | undefined {
    const name = text.toLowerCase();
    if (this.#takes("(")) {
      return this.#call(name, depth);
    }
    switch (name) {
      case "true":
      case "false":
        return { kind: "literal", value: name === "true" };
      case "null":
        return { kind: "literal", value: null };
      default:
        return this.#path(name, depth);
    }
  }

  #call(name: string, depth: number): Expression | undefined {
    const args: Expression[] = [];
    while (!this.#takes(")")) {
      if (args.length > 0 && !this.#takes(",")) {
        return undefined;
      }
      const arg = this.either(depth + 1);
      if (arg === undefined) {
        return undefined;
      }
      args.push(arg);
    }
    return { kind: "call", name, args };
  }

  #path(name: string, depth: number): Expression | undefined {
    const parts: (string | undefined)[] = [name];
    for (;;) {
      if (this.#takes(".")) {
        const token = this.tokens[this.#at];
        if (token?.kind !== "name" && token?.text !== "*") {
          return undefined;
        }
        this.#at++;
        parts.push(token.kind === "name" ? token.text.toLowerCase() : undefined);
      } else if (this.#takes("[")) {
        const index = this.#takes("*") ? null : this.either(depth + 1);
        if (index === undefined || !this.#takes("]")) {
          return undefined;
        }
        parts.push(index?.kind === "literal" ? String(index.value).toLowerCase() : undefined);
      } else {
        return { kind: "path", parts };
      }
    }
  }

  #takes(sign: string): boolean {
    const token = this.tokens[this.#at];
    const isNext = token?.kind === "sign" && token.text === sign;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }
}
