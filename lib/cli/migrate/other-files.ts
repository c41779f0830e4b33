import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files that package tools, shells and images read credentials from. */
const NAMES =
  /^(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.(?:conf|ini)|requirements[\w.-]*\.txt|constraints[\w.-]*\.txt|pyproject\.toml|poetry\.toml|uv\.toml|setup\.cfg|\.pypirc|pipfile|\.?_?netrc|settings\.xml|pom\.xml|nuget\.config|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties|(?:[\w.-]+\.)?dockerfile(?:\.[\w.-]+)?|(?:docker-)?compose[\w.-]*\.ya?ml|makefile|justfile|gemfile|auth\.json|composer\.json|credentials\.ini|config\.ini|action\.ya?ml|\.env[\w.-]*|[\w.-]+\.(?:sh|bash|ps1))$/i;
/** What a composite action is handed it need not call by its name. */
const ACTION = /^action\.ya?ml$/i;
const SKIPPED = new Set([
  ".git",
  "node_modules",
  "dist",
  "build",
  "target",
  "vendor",
  ".venv",
  "venv",
  "cdktf.out",
  ".terraform",
]);
const MOST_FILES = 20_000;
const LONGEST_BYTES = 1024 * 1024;

/** The texts of such files in a repository. Links are not followed; what cannot be read is passed over. */
export function otherFiles(root: string): readonly { readonly path: string; readonly text: string }[] {
  const found: { path: string; text: string }[] = [];
  const folders = [""];
  let seen = 0;
  for (const folder of folders) {
    for (const entry of entriesOf(join(root, folder))) {
      seen++;
      if (seen > MOST_FILES) {
        return found;
      }
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) {
        folders.push(path);
      } else if (entry.isFile() && NAMES.test(entry.name) && !path.startsWith(".github/workflows/")) {
        const text = textOf(join(root, path));
        if (text !== undefined && (ACTION.test(entry.name) || /cloudsmith|csa_|secrets\./i.test(text))) {
          found.push({ path, text });
        }
      }
    }
  }
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return lstatSync(file).size > LONGEST_BYTES ? undefined : readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
