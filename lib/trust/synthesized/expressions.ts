/** Texts of Terraform's JSON syntax: what is literal, what refers, what will be known only later. */

export type Part = { readonly literal: string } | { readonly expression: string };

/** An expression that is a text and nothing else, as in `${"$"}{`, which stands for `${` wherever it is. */
const QUOTED = /^"((?:[^"\\$%]|[$%](?!\{))*)"$/;

/** What nearly all templates are: one reference and no more. */
const ONE_REFERENCE = /^\$\{([\w.-]+)\}$/;

/** Splits a template. Source: Terraform's JSON configuration syntax, expression mapping; `$${` stands for `${`. */
export function parts(template: string): readonly Part[] {
  if (!template.includes("{")) {
    return [{ literal: template }];
  }
  const only = ONE_REFERENCE.exec(template)?.[1];
  if (only !== undefined) {
    return [{ expression: only }];
  }
  const found: Part[] = [];
  let literal = "";
  let at = 0;
  while (at < template.length) {
    if (template.startsWith("$${", at) || template.startsWith("%%{", at)) {
      literal += template.slice(at + 1, at + 3);
      at += 3;
    } else if (template.startsWith("${", at) || template.startsWith("%{", at)) {
      const end = closing(template, at + 2);
      const expression = template[at] === "%" ? template.slice(at, end + 1) : template.slice(at + 2, end).trim();
      const quoted = QUOTED.exec(expression)?.[1];
      if (quoted === undefined) {
        if (literal !== "") {
          found.push({ literal });
          literal = "";
        }
        found.push({ expression });
      } else {
        literal += quoted;
      }
      at = end + 1;
    } else {
      literal += template[at];
      at++;
    }
  }
  return literal === "" && found.length > 0 ? found : [...found, { literal }];
}

/** Index of the brace that closes an expression; the end of the text when none does. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") {
        at++;
      } else if (character === '"') {
        quoted = false;
      }
    } else if (character === '"') {
      quoted = true;
    } else if (character === "{") {
      depth++;
    } else if (character === "}") {
      if (depth === 0) {
        return at;
      }
      depth--;
    }
  }
  return text.length;
}

/** A reference to an attribute: `cloudsmith_service.ci.slug`, `data.github_repository.app.repo_id`. */
export interface Reference {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
}

const REFERENCE = /^(data\.)?([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)$/;
const NOT_TYPES = new Set(["var", "local", "module", "each", "count", "self", "path", "terraform"]);

export function tryReference(expression: string): Reference | undefined {
  const [, data, type, name, attribute] = REFERENCE.exec(expression) ?? [];
  return type === undefined || name === undefined || attribute === undefined || NOT_TYPES.has(type)
    ? undefined
    : { mode: data === undefined ? "resource" : "data", type, name, attribute };
}

/** `local.NAME`. */
export function tryLocal(expression: string): string | undefined {
  return /^local\.([A-Za-z_][\w-]*)$/.exec(expression)?.[1];
}
