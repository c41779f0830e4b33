/** What must hold of each format, whatever the names in it. Each gives what is wrong, as sentences. */
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { runnerCommands } from "../runner-commands.js";
import { sarifProblems } from "../sarif.js";
import { HARMFUL, MARK } from "./names.js";

export type Check = (text: string) => readonly string[];

function said(is: boolean, what: string): readonly string[] {
  return is ? [what] : [];
}

/** On a terminal, and in a CI's log. */
export const plain: Check = (text) => [
  ...said(HARMFUL.test(text), `holds ${JSON.stringify(HARMFUL.exec(text)?.[0])}`),
  ...text.split("\n").flatMap((line) => said(line.trimStart().startsWith("::"), `begins a command: ${line}`)),
  ...said(/##\[/.test(text), "holds an older command"),
];

/** Strangers' texts stand in code alone, and nothing of theirs in it is punctuation. */
export const markdown: Check = (text) => {
  const code = /<code>([^<]*)<\/code>/g;
  const outside = text.replace(code, "");
  const alive = [...text.matchAll(code)].filter(([, inside = ""]) =>
    /[!-/:-@[-`{-~]/.test(inside.replace(/&#\d+;/g, "")),
  );
  return [
    ...plain(text),
    ...said(outside.includes(MARK), `holds a name outside of code: ${around(outside, MARK)}`),
    ...alive.map(([whole]) => `holds punctuation in code: ${whole.slice(0, 200)}`),
    ...said(
      /evil|octocat|javascript|<(?!br>|sub>|\/sub>|details>|\/details>|summary>|\/summary>|!-- cloudsmith-trust)/.test(
        outside,
      ),
      `holds markup of others: ${around(outside, /evil|octocat|javascript|<(?!br>)/)}`,
    ),
  ];
};

function around(text: string, what: string | RegExp): string {
  const at = text.search(what);
  return JSON.stringify(text.slice(Math.max(0, at - 60), at + 100));
}

const ELEMENTS = new Set(
  "html head meta title style body a header main p h1 h2 h3 h4 span dl div dt dd section code ul ol li table caption thead tbody tr th td details summary kbd noscript strong em b small pre script nav form label input select option button svg g path rect line text circle polyline fieldset legend output template dialog figure figcaption hr br aside footer i mark time defs marker polygon foreignobject use symbol desc".split(
    " ",
  ),
);
const ATTRIBUTES =
  /^(?:lang|charset|http-equiv|content|name|href|rel|class|id|for|role|scope|type|value|title|hidden|tabindex|open|placeholder|autocomplete|spellcheck|data-[a-z-]+|aria-[a-z-]+|d|x|y|x1|x2|y1|y2|r|cx|cy|rx|width|height|viewbox|points|fill|stroke|transform|colspan|rowspan|start|multiple|checked|disabled|selected|focusable|preserveaspectratio|refx|refy|markerwidth|markerheight|orient|method|reversed|datetime|inputmode|maxlength|list|size|min|max|step)$/;

/** Markdown around a drawing, which GitHub takes out before it looks for markup. */
export const drawnMarkdown: Check = (text) => {
  const block = /```mermaid\n([\s\S]*?)\n```/g;
  const drawings = [...text.matchAll(block)].map(([, drawing = ""]) => drawing);
  return [
    ...said(drawings.length !== 1, `has ${drawings.length} drawings`),
    ...drawings.flatMap(mermaid),
    ...markdown(text.replace(block, "")),
  ];
};

/** Markdown with code and differences in fences of ours, which nothing in them ends. */
export const fencedMarkdown: Check = (text) => {
  const fence = /^(`{3,})(ts|diff)\n([\s\S]*?)\n\1$/gm;
  return [...said(!fence.test(text), "has no fence"), ...markdown(text.replace(fence, ""))];
};

/** It parses to elements and attributes of ours alone; names are text, or the value of an attribute that shows text. */
export const page: Check = (text) => {
  // scripts of ours may hold tabs
  const problems: string[] = [...plain(text.replaceAll("\t", " "))];
  let scripts = 0;
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === "#comment") {
      problems.push("holds a comment");
    }
    if ("tagName" in node) {
      problems.push(...said(!ELEMENTS.has(node.tagName), `holds an element <${node.tagName}>`));
      for (const { name, value } of node.attrs) {
        problems.push(...said(!ATTRIBUTES.test(name), `holds an attribute ${name} of <${node.tagName}>`));
        problems.push(
          ...said(/^(?:src|style|id|for|class|action)$/.test(name) && value.includes(MARK), `has a name in ${name}`),
        );
        problems.push(
          ...said(
            name === "href" && !/^(?:#|https:\/\/(?:docs\.|registry\.terraform\.io\/))/.test(value),
            `links to ${value}`,
          ),
        );
      }
      if (node.tagName === "script" || node.tagName === "style") {
        scripts += node.tagName === "script" ? 1 : 0;
        const isData = node.attrs.some(({ name, value }) => name === "type" && value === "application/json");
        const inside = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
        problems.push(...said(!isData && inside.includes(MARK), `has a name in its ${node.tagName}`));
        problems.push(...said(isData && /[<>&]/.test(inside), "has markup in its data"));
        return;
      }
    }
    if ("childNodes" in node) {
      node.childNodes.forEach(visit);
    }
  };
  const document = parse(text, { onParseError: ({ code }) => problems.push(`does not parse: ${code}`) });
  visit(document);
  return [
    ...new Set([
      ...problems,
      ...said(scripts > 2, `has ${scripts} scripts`),
      ...said(!text.includes(MARK), "shows no name at all"),
    ]),
  ];
};

/** @param schema its name among the published ones, e.g. `findings` */
export function json(schema: string): Check {
  return (text) => [
    ...plain(text),
    ...shapeOf(schema)(JSON.parse(text)),
    ...said(!text.includes(MARK), "shows no name at all"),
  ];
}

/** A document a line. */
export function jsonLines(schema: string): Check {
  return (text) => {
    const lines = text.split("\n").filter((line) => line !== "");
    const shape = shapeOf(schema);
    return [
      ...plain(text),
      ...lines.flatMap((line) => shape(JSON.parse(line))),
      ...said(!text.includes(MARK), "shows no name at all"),
    ];
  };
}

function shapeOf(schema: string): (value: unknown) => readonly string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(`schemas/${schema}.schema.json`, "utf8")));
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}

export const sarif: Check = (text) => {
  const document = JSON.parse(text);
  const uris = [...text.matchAll(/"uri": "([^"]*)"/g)].map(([, uri = ""]) => uri);
  return [
    ...plain(text),
    ...sarifProblems(document),
    ...uris.flatMap((uri) =>
      said(!/^[\w.~%!*'()/-]+$/.test(uri) || uri.startsWith("/") || uri.split("/").includes(".."), `points to ${uri}`),
    ),
    ...said(text.includes("]("), "holds a link"),
    ...said(!text.includes(MARK), "shows no name at all"),
  ];
};

/** Every line is one annotation, with nothing in its properties but the place and the title. */
export const annotations: Check = (text) => {
  const lines = text.replace(/\n$/, "").split("\n");
  const commands = runnerCommands(text);
  return [
    ...said(HARMFUL.test(text), "holds control characters"),
    ...said(/##\[/.test(text), "holds an older command"),
    ...said(commands.length !== lines.length, "has more lines than it has line feeds"),
    ...commands.flatMap((command, index) => {
      const names = Object.keys(command?.properties ?? {}).filter(
        (name) => !/^(?:file|line|endLine|col|endColumn|title)$/.test(name),
      );
      return [
        ...said(
          !/^(?:error|warning|notice)$/.test(command?.command ?? ""),
          `is no annotation: ${lines[index]?.slice(0, 200)}`,
        ),
        ...names.map((name) => `has a property ${name}`),
        ...said(/[\r\n]/.test(`${command?.data}${command?.properties.title}`), "holds an escaped line feed"),
      ];
    }),
    ...said(!text.includes(MARK), "shows no name at all"),
  ];
};

/** Names stand in quotes alone. */
export const mermaid: Check = (text) => {
  const outside = text.replace(/"[^"\n]*"/g, '""');
  return [
    ...plain(text),
    ...said(outside.includes(MARK), `holds a name outside of quotes: ${around(outside, MARK)}`),
    ...said(/^\s*click |%%\{/m.test(outside), "holds a command of Mermaid"),
    ...said(/<(?!br\/?>)/.test(text), `holds markup: ${around(text, /<(?!br\/?>)/)}`),
  ];
};
