import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { InitOptions } from "../commands/init.js";
import { EXIT } from "../exit-codes.js";
import { npmInstall } from "../private/npm-install.js";
import { packageRoot } from "../private/package.js";
import { shellQuote } from "../private/shell.js";
import { print } from "../private/terminal.js";
import type { Versions } from "./files/package.js";
import { withIds } from "./ids.js";
import { draftOf, type Project } from "./project.js";
import { projectFiles } from "./project-files.js";
import { writeProject } from "./write.js";

/**
 * Makes a project in a folder.
 *
 * @returns the exit code
 * @throws CliError for what is missing or wrong, and where a file of the project is there already
 */
export async function init(directory: string, options: InitOptions): Promise<number> {
  const project = await withIds(draftOf(options));
  const files = projectFiles(project, { versions: versions(), today: new Date() });
  writeProject(directory, files);
  await print(nextSteps(directory, project, files));
  return EXIT.ok;
}

function versions(): Versions {
  const { version, devDependencies } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    readonly version: string;
    readonly devDependencies: { readonly [name: string]: string };
  };
  return { own: version, tested: devDependencies };
}

function nextSteps(directory: string, { repository, backend }: Project, files: ReadonlyMap<string, string>): string {
  const folder = relative(process.cwd(), directory);
  return `Wrote ${files.size} files of a project${folder === "" ? "" : ` to ${folder}`}:

${[...files.keys()].map((file) => `  ${file}`).join("\n")}

Next:

  ${folder === "" ? "" : `cd ${shellQuote(folder)} && `}${npmInstall()}
  npm test
  npx cdktf deploy bootstrap trust      # as a Manager, with CLOUDSMITH_API_KEY
${
  backend.type === "local"
    ? `
The state is kept in a local file so far. Before CI runs, put a backend into backend.ts, and move it there:

  npx cdktf deploy bootstrap trust --migrate-state --skip-provider-lock
`
    : ""
}
Then BOOTSTRAP.md: how CI signs in, and what to protect, before you push to ${repository}.
`;
}
