/** What can be said of an expression before a workflow runs: its value, whether it holds, or nothing. */
import { type Expression, type Operator, tryParseExpression, type Value } from "./parse.js";

/** `undefined`: not known. */
export type Lookup = (path: readonly string[]) => Value | undefined;

/** A value, or no more than whether it counts as true. */
interface Told {
  readonly value?: Value;
  readonly holds?: boolean;
}

const NOTHING: Told = {};

/** `text ${{ expression }} text`, filled in; `undefined` where a part of it is not known. */
export function interpolate(template: string, lookup: Lookup): string | undefined {
  let result = "";
  let rest = template;
  for (;;) {
    const begin = rest.indexOf("${{");
    if (begin < 0) {
      return result + rest;
    }
    const end = endOf(rest, begin + 3);
    if (end < 0) {
      return undefined;
    }
    const { value } = evaluate(rest.slice(begin + 3, end), lookup);
    if (value === undefined) {
      return undefined;
    }
    result += rest.slice(0, begin) + textOf(value);
    rest = rest.slice(end + 2);
  }
}

/** Whether a condition (`if:`) holds; `undefined` where that is not certain. */
export function conditionHolds(condition: string, lookup: Lookup): boolean | undefined {
  const trimmed = condition.trim();
  if (!trimmed.includes("${{")) {
    return evaluate(trimmed, lookup).holds;
  }
  if (trimmed.startsWith("${{") && endOf(trimmed, 3) === trimmed.length - 2) {
    return evaluate(trimmed.slice(3, -2), lookup).holds;
  }
  // text around an expression makes one text of both, and a text that is not empty counts as true
  return trimmed.replaceAll(/\$\{\{[\s\S]*?\}\}/g, "") === "" ? undefined : true;
}

/** Where `}}` ends an expression: outside of its texts. */
function endOf(text: string, from: number): number {
  let isInText = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") {
      isInText = !isInText;
    } else if (!isInText && text[at] === "}" && text[at + 1] === "}") {
      return at;
    }
  }
  return -1;
}

function evaluate(text: string, lookup: Lookup): Told {
  const expression = tryParseExpression(text);
  return expression === undefined ? NOTHING : told(expression, lookup);
}

function told(expression: Expression, lookup: Lookup): Told {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "path": {
      const parts = expression.parts.filter((part) => part !== undefined);
      const value = parts.length === expression.parts.length ? lookup(parts) : undefined;
      return value === undefined ? NOTHING : known(value);
    }
    case "not": {
      const { holds } = told(expression.of, lookup);
      return holds === undefined ? NOTHING : known(!holds);
    }
    case "call":
      return called(
        expression.name,
        expression.args.map((arg) => told(arg, lookup)),
      );
    case "binary":
      return combined(expression.operator, told(expression.left, lookup), told(expression.right, lookup));
  }
}

function known(value: Value): Told {
  return { value, holds: !(value === null || value === false || value === "" || value === 0 || Number.isNaN(value)) };
}

function combined(operator: Operator, left: Told, right: Told): Told {
  if (operator === "&&" || operator === "||") {
    const decides = operator === "||";
    if (left.holds !== undefined) {
      return left.holds === decides ? left : right;
    }
    return right.holds === decides ? { holds: decides } : NOTHING;
  }
  if (left.value === undefined || right.value === undefined) {
    return NOTHING;
  }
  const [a, b] = alike(left.value, right.value);
  switch (operator) {
    case "==":
      return known(a === b);
    case "!=":
      return known(a !== b);
    case "<":
      return known(a < b);
    case "<=":
      return known(a <= b);
    case ">":
      return known(a > b);
    default:
      return known(a >= b);
  }
}

/** Texts are compared without regard to case; values of two kinds as numbers. */
function alike(a: Value, b: Value): readonly [string, string] | readonly [number, number] {
  return typeof a === "string" && typeof b === "string"
    ? [a.toLowerCase(), b.toLowerCase()]
    : [numberOf(a), numberOf(b)];
}

function numberOf(value: Value): number {
  if (typeof value === "string") {
    return value.trim() === "" ? 0 : Number(value);
  }
  return Number(value);
}

function called(name: string, args: readonly Told[]): Told {
  // a step is reached after those before it went well; what else may start it is not known
  if (name === "success" || name === "always") {
    return known(true);
  }
  const texts = args.flatMap(({ value }) => (value === undefined ? [] : [textOf(value)]));
  const [first, second] = texts;
  if (texts.length !== args.length || first === undefined) {
    return NOTHING;
  }
  if (name === "format") {
    return known(first.replace(/\{(\d+)\}/g, (_, index: string) => texts[Number(index) + 1] ?? ""));
  }
  if (second === undefined) {
    return NOTHING;
  }
  const [a, b] = [first.toLowerCase(), second.toLowerCase()];
  switch (name) {
    case "contains":
      return known(a.includes(b));
    case "startswith":
      return known(a.startsWith(b));
    case "endswith":
      return known(a.endsWith(b));
    default:
      return NOTHING;
  }
}

function textOf(value: Value): string {
  return value === null ? "" : String(value);
}
