/** Every workflow that this package writes, before the linters that its users run. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BACKENDS } from "../../lib/cli/init/backends.js";
import { projectFiles } from "../../lib/cli/init/project-files.js";
import { GitHubEnvironment, GitHubRef, renderWorkflow, type WorkflowProps } from "../../lib/github/index.js";
import { devDependencies, version } from "../../package.json";

/** What the variable names, else what is on PATH. */
function command(variable: string, name: string): string | undefined {
  try {
    return (
      process.env[variable] ?? (execFileSync("which", [name], { encoding: "utf8", stdio: "pipe" }).trim() || undefined)
    );
  } catch {
    return undefined;
  }
}

const LINTERS = [
  { name: "actionlint", variable: "ACTIONLINT", arguments: ["-no-color"] },
  { name: "zizmor", variable: "ZIZMOR", arguments: ["--offline", "--no-config", "--quiet", "--persona", "auditor"] },
] as const;

const STEPS = [{ name: "Publish", run: "node publish.mjs" }];
const VARIANTS: { readonly [name: string]: Partial<WorkflowProps> & Pick<WorkflowProps, "from"> } = {
  branch: { from: GitHubRef.branch("main").on("push") },
  folder: { from: GitHubRef.branchesUnder("release") },
  tag: { from: GitHubRef.tag("v1.0") },
  tags: { from: GitHubRef.tagsStartingWith("v") },
  "by-hand": { from: GitHubRef.branch("main").on("workflow_dispatch") },
  release: { from: GitHubRef.tag("v1").on("release", "push") },
  environment: {
    from: GitHubEnvironment.named("pro: duction"),
    startedBy: [GitHubRef.tagsStartingWith("v"), GitHubRef.branch("main")],
  },
  odd: {
    from: GitHubRef.branch("a+b!"),
    name: "On: release # 1",
    nodeVersion: "24",
    audience: "x: y",
    serviceSlugVariable: "RELEASE_SLUG",
    timeoutMinutes: 60,
    steps: [...STEPS, { name: "A: b # c", run: 'echo one\necho "two"\n' }],
  },
};

/** By file name. */
function workflows(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [name, props] of Object.entries(VARIANTS)) {
    files.set(`${name}.yml`, renderWorkflow({ organization: "acme", steps: STEPS, ...props }));
  }
  const project = { organization: "acme", repository: "acme/trust", repositoryId: "74", ownerId: "65" };
  const versions = { own: version, tested: devDependencies };
  for (const type of Object.keys(BACKENDS)) {
    const whole = {
      ...project,
      branch: "main",
      publishTo: "prod",
      backend: { type, config: new Map<string, string>() },
    };
    for (const [path, text] of projectFiles(whole, { versions, today: new Date(0) })) {
      if (path.startsWith(".github/workflows/")) {
        files.set(path.replace(".github/workflows/", `${type}-`), text);
      }
    }
  }
  return files;
}

describe.each(LINTERS)("$name", ({ name, variable, arguments: given }) => {
  const linter = command(variable, name);
  const NOT_THERE = `${name} is not there: name it in ${variable} or put it on PATH`;
  if (linter === undefined) {
    console.warn(`skipped: ${NOT_THERE}`);
  }

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "workflow-linters-"));
    mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function lint(files: ReadonlyMap<string, string>) {
    const paths = [...files].map(([file, text]) => {
      const path = join(folder, ".github", "workflows", file);
      writeFileSync(path, text);
      return path;
    });
    const { status, stdout, stderr } = spawnSync(linter ?? "", [...given, ...paths], { encoding: "utf8", cwd: folder });
    return { status, output: `${stdout}${stderr}` };
  }

  it("finds nothing in any workflow that is written for users, however strict it is", (context) => {
    context.skip(linter === undefined, NOT_THERE);
    const files = workflows();
    expect(files.size).toBeGreaterThan(Object.keys(VARIANTS).length);
    const { status, output } = lint(files);
    expect(output).not.toMatch(/\[[a-z-]+\]/);
    expect(status).toBe(0);
  });

  it("would find something where there is something", (context) => {
    context.skip(linter === undefined, NOT_THERE);
    const text = renderWorkflow({ organization: "acme", steps: STEPS, from: GitHubRef.branch("main") });
    const worse = text.replace(/run: .*/, `run: echo \${{ github.event.issue.title }}`);
    expect(lint(new Map([["worse.yml", worse]])).status).not.toBe(0);
  });
});
