import { backendFile, bootstrapFile, mainFile, organizationFile, testFile, trustFile } from "./files/app.js";
import { bootstrapNote, readme } from "./files/bootstrap-note.js";
import { cdktfFile, GITIGNORE, packageFile, tsconfigFile, type Versions } from "./files/package.js";
import type { Project } from "./project.js";
import { deployWorkflow } from "./workflows/deploy.js";
import { driftWorkflow } from "./workflows/drift.js";
import { reviewWorkflow } from "./workflows/review.js";

/** How long the two Managers are accepted without another look, in days. */
const ACCEPTED_DAYS = 365;
const DAY_MS = 86_400_000;

/** The files of a new project, by their path in it. */
export function projectFiles(
  project: Project,
  { versions, today }: { readonly versions: Versions; readonly today: Date },
): ReadonlyMap<string, string> {
  const until = new Date(today.getTime() + ACCEPTED_DAYS * DAY_MS).toISOString().slice(0, 10);
  return new Map([
    [".github/workflows/deploy.yml", deployWorkflow(project)],
    [".github/workflows/drift.yml", driftWorkflow(project)],
    [".github/workflows/review.yml", reviewWorkflow()],
    [".gitignore", GITIGNORE],
    ["BOOTSTRAP.md", bootstrapNote(project)],
    ["README.md", readme(project)],
    ["backend.ts", backendFile(project)],
    ["bootstrap.ts", bootstrapFile(until)],
    ["cdktf.json", cdktfFile()],
    ["main.ts", mainFile()],
    ["organization.ts", organizationFile(project)],
    ["package.json", packageFile(project.repository.split("/")[1]?.toLowerCase() ?? "trust", versions)],
    ["trust.test.ts", testFile(project)],
    ["trust.ts", trustFile(project)],
    ["tsconfig.json", tsconfigFile()],
  ]);
}
