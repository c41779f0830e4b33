import { terminalSafe } from "../../report/escape/terminal.js";
import type { KeyJob, Pipeline, RefDeclaration } from "../../trust/migration.js";

export interface CodeInput {
  readonly organization: string | undefined;
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly pipelines: readonly Pipeline[];
  /** Slug of an account that there is already. */
  readonly account?: string;
}

/** A cdktf app that declares the trust of the migrated jobs. What could not be read is said in comments and does not synthesize. */
export function constructsCode(input: CodeInput): string {
  const { repository, pipelines, account } = input;
  const constructs = pipelines.map(({ kind }) => CONSTRUCTS[kind]);
  const imports = ["GitHubRef", "GitHubRepository", ...constructs].sort();
  const name = idText(repository.split("/")[1] ?? "app");
  return [
    'import { App, TerraformOutput, TerraformStack } from "cdktf";',
    `import { CloudsmithProvider${account === undefined ? "" : ", ServiceAccount"} } from "cloudsmith-trust";`,
    `import { ${imports.join(", ")} } from "cloudsmith-trust/github";`,
    "",
    "const app = new App();",
    `const stack = new TerraformStack(app, ${text(`${name}-trust`)});`,
    `new CloudsmithProvider(stack, "cloudsmith", { organization: ${text(input.organization ?? "<slug of the organization>")} });`,
    "",
    `const repository = GitHubRepository.of(${text(repository)}, {`,
    `  id: ${idOrHint(input.repositoryId, `gh api repos/${repository} --jq .id`)},`,
    `  ownerId: ${idOrHint(input.ownerId, `gh api repos/${repository} --jq .owner.id`)},`,
    "});",
    ...(account === undefined ? [] : [`const account = ServiceAccount.fromSlug(stack, "account", ${text(account)});`]),
    ...pipelines.flatMap((pipeline) => ["", ...pipelineCode(pipeline, name, account)]),
    "",
    "app.synth();",
    "",
  ].join("\n");
}

const CONSTRUCTS = { publisher: "GitHubPublisher", reader: "GitHubReader" } as const;

function pipelineCode(pipeline: Pipeline, name: string, account: string | undefined): readonly string[] {
  const { kind, from, repositories, jobs, open, variable } = pipeline;
  const id = kind === "publisher" ? name : `${name}-reader`;
  const refs = from.map((ref) => `    ${refCode(ref)},`);
  const grants = repositories.map(({ slug, privilege }) =>
    kind === "reader"
      ? text(slug)
      : `{ repository: ${text(slug)}${privilege === "Write" ? "" : `, privilege: ${text(privilege)}`} }`,
  );
  const missing = repositories.length === 0 ? [text("<slug of the repository>")] : [];
  const shown =
    kind === "reader" ? [...grants, ...missing] : [...grants, ...missing.map((slug) => `{ repository: ${slug} }`)];
  return [
    ...jobs.map(jobComment),
    ...open.map((each) => comment(`not known: ${each}`)),
    `const ${kind} = new ${CONSTRUCTS[kind]}(stack, ${text(id)}, {`,
    "  repository,",
    ...(account === undefined ? [] : ["  account,"]),
    ...(refs.length === 0 ? ["  from: [], // say from where"] : ["  from: [", ...refs, "  ],"]),
    `  ${kind === "reader" ? "readFrom" : "publishTo"}: [${shown.join(", ")}],`,
    "});",
    comment(`the value of the variable ${variable} in GitHub`),
    `new TerraformOutput(stack, ${text(outputName(kind))}, { value: ${kind}.account.slug });`,
  ];
}

/** The output that holds the slug of a pipeline's account. */
export function outputName(kind: Pipeline["kind"]): string {
  return `${kind}_service_slug`;
}

function jobComment({ path, job, environment }: KeyJob): string {
  const where =
    environment === undefined
      ? ""
      : `, which runs in the environment ${environment}: GitHubEnvironment.named() pins trust to its protection instead`;
  return comment(`${path}: job ${job}${where}`);
}

function comment(words: string): string {
  return `// ${terminalSafe(words)}`;
}

function refCode({ kind, name, events }: RefDeclaration): string {
  const on = events.length === 1 && events[0] === "push" ? "" : `.on(${events.map(text).join(", ")})`;
  return `GitHubRef.${kind}(${text(name)})${on}`;
}

/** A text as TypeScript, without what an editor or a reviewer would not see. */
function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** An id that is not known is no id, so that nothing is trusted by mistake. */
function idOrHint(id: string | undefined, how: string): string {
  return id === undefined ? text(`<${how}>`) : /^\d{1,15}$/.test(id) ? id : text(id);
}

function idText(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return id === "" ? "app" : id;
}
