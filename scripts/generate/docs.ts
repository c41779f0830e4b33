/** Doc comments from the schema's descriptions. */
import type { Attribute } from "../../lib/terraform/schema.js";

const WIDTH = 116;

/** A doc comment at the given indentation. */
export function comment(lines: readonly string[], indent: string): string {
  const wrapped = lines.flatMap((line) => wrap(line.replaceAll("*/", "*\\/"), WIDTH - indent.length));
  if (wrapped.length === 1) {
    return `${indent}/** ${wrapped[0]} */\n`;
  }
  return `${indent}/**\n${wrapped.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** What an attribute is, and the marks of its schema that a user must know. */
export function attributeDocs(attribute: Attribute): string[] {
  const marks: string[] = [];
  if (attribute.sensitive) {
    marks.push("Sensitive: Terraform hides it in its output.");
  }
  if (attribute.forcesReplacement && !/replaces the resource/.test(attribute.description)) {
    marks.push("A change replaces the resource.");
  }
  if (attribute.default !== undefined) {
    marks.push(`@default ${JSON.stringify(attribute.default)}`);
  }
  if (attribute.deprecated) {
    marks.push("@deprecated");
  }
  return [attribute.description.trim(), ...marks].filter((line) => line !== "");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
