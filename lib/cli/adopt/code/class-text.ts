import { keyOf } from "../fit/placement.js";
import type { FileLayout, Layout } from "./layout.js";
import { WIDTH } from "./print.js";
import type { FileScope } from "./scope.js";

/** The module around the statements of a file: imports, and the class whose constructor they are. */
export function classText(layout: Layout, file: FileLayout, { imports, body }: FileScope): string {
  const { className, exposed } = file;
  const needed = layout.files.filter(({ placed }) => file.needs.includes(keyOf(placed.place)));
  imports.use("constructs", "Construct");
  for (const { path, className: type } of needed) {
    imports.useType(relativeModule(file.path, path), type);
  }
  if (exposed.size > 0) {
    imports.useType("cloudsmith-trust", "IServiceAccount");
  }
  const fields = [...exposed.values()].map((name) => `  readonly ${name}: IServiceAccount;\n`).join("");
  const props = needed.map(({ variable, className: type }) => `  readonly ${variable}: ${type};\n`).join("");
  const declaration =
    needed.length === 0
      ? ""
      : `/** The files whose accounts are spoken of here. */\nexport interface ${className}Props {\n${props}}\n\n`;
  const parameters = ["scope: Construct", "id: string", ...(needed.length === 0 ? [] : [`props: ${className}Props`])];
  return [
    `${imports.render()}\n${declaration}/** ${purposeOf(file)} */\nexport class ${className} extends Construct {\n`,
    fields === "" ? "" : `${fields}\n`,
    `${constructorLine(parameters)}    super(scope, id);\n${body === "" ? "" : `\n${body}`}  }\n}\n`,
  ].join("");
}

function constructorLine(parameters: readonly string[]): string {
  const line = `  constructor(${parameters.join(", ")}) {\n`;
  return line.length - 1 <= WIDTH
    ? line
    : `  constructor(\n${parameters.map((each) => `    ${each},\n`).join("")}  ) {\n`;
}

function purposeOf({ placed: { place } }: FileLayout): string {
  switch (place.kind) {
    case "accounts":
      return "Service accounts that belong to no one repository or team.";
    case "settings":
      return "Provider settings that hand out accounts of several files, or none.";
    case "team":
      return `Service accounts of the team ${place.slug}.`;
    case "repository":
      return `Who gets at the Cloudsmith repository ${place.slug}.`;
  }
}

function relativeModule(from: string, to: string): string {
  const target = to.replace(/\.ts$/, ".js");
  return from.includes("/") ? `../${target}` : `./${target}`;
}
