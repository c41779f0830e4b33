/**
 * Texts from strangers as TypeScript. A name, a claim or a description can hold anything: quotes, comment marks, line
 * breaks, `${…}` of Terraform, tokens of cdktf.
 */
import { jsonText, terminalSafe } from "../../../report/index.js";

/** A string literal that means exactly the text, in the quotes that need fewer escapes. */
export function literal(text: string): string {
  const quoted = jsonText(text, 0);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  return doubles > singles ? `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : quoted;
}

/**
 * A text that Terraform reads as this very text: it takes `${` and `%{` for the beginning of an expression, and cdktf
 * takes `${TfToken[` and its like for one of its own.
 */
export function terraformText(text: string): string {
  return text.replace(/[$%#&]+(?=\{)/g, (marks, at: number) => {
    const token = text.startsWith("{TfToken[", at + marks.length);
    if (!token && /^[#&]+$/.test(marks)) {
      return marks;
    }
    // The doubled form only where it is plain: what `$$${` means is said nowhere.
    return !token && marks === "$" ? "$$" : `\${"${marks}"}`;
  });
}

/** The literal of a text that ends up in Terraform's configuration. */
export function valueLiteral(text: string): string {
  return literal(terraformText(text));
}

/** Text for a comment of one line: it can neither end the comment nor hide anything in it. */
export function commentText(text: string): string {
  const safe = terminalSafe(text).replaceAll("*/", "*\\/");
  return safe.length > 160 ? `${safe.slice(0, 160)}…` : safe;
}

/** A key of an object literal. `__proto__` is one only in brackets. */
export function keyLiteral(name: string): string {
  if (name === "__proto__") {
    return '["__proto__"]';
  }
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}
