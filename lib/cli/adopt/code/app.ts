/** The code of the whole app, as files by their paths. */

import type { NotManaged } from "../../../report/index.js";
import type { ElementKey } from "../fit/acceptances.js";
import type { Estate } from "../fit/estate.js";
import { keyOf } from "../fit/placement.js";
import { type AcceptedLines, classFile } from "./class-file.js";
import type { FileLayout, Layout } from "./layout.js";
import { commentText, literal } from "./literal.js";
import { compareNaturally, Imports } from "./module.js";
import { call, object, print, property, statement, WIDTH } from "./print.js";
import type { AccountPaths } from "./references.js";

export interface AppCode {
  /** Texts by their paths inside the app's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** How many resources are imported. */
  readonly resources: number;
  /** What accepts the findings on an element. */
  readonly acceptedIn: ReadonlyMap<ElementKey, AcceptedIn>;
}

export interface AcceptedIn {
  readonly file: string;
  readonly lines: AcceptedLines;
}

/** @param notManaged - what gives access and is no resource, for the readers of the code */
export function appCode(layout: Layout, estate: Estate, notManaged: readonly NotManaged[]): AppCode {
  const paths: AccountPaths = new Map();
  const files = new Map<string, string>();
  const existing = new Map<string, string>();
  const acceptedIn = new Map<ElementKey, AcceptedIn>();
  for (const file of layout.files) {
    const { text, existing: own, accepted } = classFile(layout, file, paths);
    files.set(file.path, text);
    for (const [path, id] of own) {
      existing.set(path, id);
    }
    for (const [key, lines] of accepted) {
      acceptedIn.set(key, { file: file.path, lines });
    }
  }
  files.set("main.ts", mainFile(layout, notHere(estate, notManaged)));
  files.set("imports.ts", importsFile(existing));
  return { files, resources: existing.size, acceptedIn };
}

function mainFile({ organization, engine, files }: Layout, notHere: string): string {
  const imports = new Imports();
  for (const name of ["App", "TerraformStack"]) {
    imports.use("cdktf", name);
  }
  imports.use("cloudsmith-trust", "CloudsmithProvider");
  imports.use("cloudsmith-trust", "importExisting");
  imports.use("./imports.js", "EXISTING");
  const needed = new Set(files.flatMap(({ needs }) => needs));
  const made = files.map((file) => {
    imports.use(`./${file.path.replace(/\.ts$/, ".js")}`, file.className);
    return statement(newFile(file, files), 0, needed.has(keyOf(file.placed.place)) ? `const ${file.variable} = ` : "");
  });
  const provider = object([
    property("organization", literal(organization)),
    engine === "registry" ? property("engine", '"registry"') : undefined,
  ]);
  return [
    imports.render(),
    notHere,
    "\nconst app = new App();\n",
    statement(call("new TerraformStack", "app", literal(organization)), 0, "const stack = "),
    statement(call("new CloudsmithProvider", "stack", '"cloudsmith"', provider), 0),
    `\n${made.join("")}`,
    "\nimportExisting(stack, EXISTING);\napp.synth();\n",
  ].join("");
}

function newFile({ className, scopeId, needs }: FileLayout, files: readonly FileLayout[]) {
  const props = files.filter(({ placed }) => needs.includes(keyOf(placed.place))).map(({ variable }) => variable);
  return call(`new ${className}`, "stack", literal(scopeId), ...(props.length === 0 ? [] : [object(props)]));
}

const MOST_LINES = 30;

/** What a reader of the code would otherwise take for nothing. */
function notHere({ leftOut, notRead }: Estate, notManaged: readonly NotManaged[]): string {
  const lines = [
    ...leftOut.map(({ what, name, reason }) => `${what} ${name}: ${reason}`),
    ...notRead.map(({ what, reason }) => `${what}: not read, ${reason}`),
    ...notManaged.map(({ text, repository }) => (repository === undefined ? text : `repository ${repository} ${text}`)),
  ];
  const more = lines.length > MOST_LINES ? `// - and ${lines.length - MOST_LINES} more, in README.md\n` : "";
  const shown = lines.slice(0, MOST_LINES).map((line) => `// - ${commentText(line)}\n`);
  return lines.length === 0 ? "" : `\n// What gives access too, and is not declared here:\n${shown.join("")}${more}`;
}

function importsFile(existing: ReadonlyMap<string, string>): string {
  const entries = [...existing].sort(([a], [b]) => compareNaturally(a, b));
  const table = object(entries.map(([path, id]) => property(literal(path), literal(id))));
  return `/**
 * What exists already: import ids by the constructs that declare it. Once it is
 * applied, delete this file and what main.ts says of it.
 */
export const EXISTING = ${print(table, 0, WIDTH, 1)};
`;
}
