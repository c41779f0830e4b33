import { Token } from "cdktf";
import { DeclarationError } from "../constructs/index.js";
import { ACTIONS } from "./actions.js";
import type { GitHubJobSource } from "./job-source.js";
import { yamlText } from "./private/yaml-text.js";
import type { GitHubRef } from "./ref.js";

/** A step that runs commands. */
export interface WorkflowStep {
  readonly name: string;
  /** Shell commands; more than one line is one script. */
  readonly run: string;
}

export interface WorkflowProps {
  /**
   * Display name of the workflow.
   *
   * @default "Publish"
   */
  readonly name?: string;
  /** The one way in that this workflow's job takes, as given to the pipeline. */
  readonly from: GitHubJobSource;
  /**
   * What starts the workflow.
   *
   * @default - the ref that it comes from; needed for an environment
   */
  readonly startedBy?: readonly GitHubRef[];
  /** Slug of the organization. */
  readonly organization: string;
  /**
   * The audience its client asks for.
   *
   * @default "cloudsmith"
   */
  readonly audience?: string;
  /**
   * Name of the variable that holds the slug of the account to ask for.
   *
   * @default "CLOUDSMITH_SERVICE_SLUG"
   */
  readonly serviceSlugVariable?: string;
  /** What the job does after the repository is checked out and Node set up. */
  readonly steps: readonly WorkflowStep[];
  /**
   * Version of Node.
   *
   * @default "22"
   */
  readonly nodeVersion?: string;
  /**
   * The hosted runner.
   *
   * @default "ubuntu-24.04"
   */
  readonly runner?: string;
  /**
   * Minutes after which the job is ended.
   *
   * @default 15
   */
  readonly timeoutMinutes?: number;
}

/**
 * A workflow file for `.github/workflows/`: no permission but the two its job needs, actions pinned to commits, no
 * long-lived key. Text that comes from outside reaches commands through the environment only.
 *
 * @throws DeclarationError with code `invalid_value`
 */
export function renderWorkflow(props: WorkflowProps): string {
  const refs = props.startedBy ?? (props.from.kind === "ref" ? [props.from] : []);
  if (refs.length === 0) {
    throw refusal("a workflow for an environment needs startedBy: which pushes or other events start it");
  }
  if (props.steps.length === 0) {
    throw refusal("a workflow needs at least one step that does something");
  }
  return [
    `name: ${yamlText(props.name ?? "Publish")}`,
    "",
    ...triggers(refs),
    "",
    "permissions: {}",
    "",
    "concurrency:",
    `  group: \${{ github.workflow }}-\${{ github.ref }}`,
    "  cancel-in-progress: false",
    "",
    ...job(props),
    "",
  ].join("\n");
}

function triggers(refs: readonly GitHubRef[]): string[] {
  const lines = ["on:"];
  const pushes = refs.filter(({ events }) => events.includes("push"));
  if (pushes.length > 0) {
    lines.push("  push:");
    for (const type of ["branch", "tag"] as const) {
      const patterns = pushes.filter((ref) => ref.type === type).map(pattern);
      if (patterns.length > 0) {
        lines.push(
          `    ${type === "branch" ? "branches" : "tags"}:`,
          ...patterns.map((one) => `      - ${yamlText(one)}`),
        );
      }
    }
  }
  const others = new Set(refs.flatMap(({ events }) => events).filter((event) => event !== "push"));
  for (const event of [...others].sort()) {
    if (event === "schedule") {
      throw refusal("a schedule needs its times, which are not known here: write that workflow by hand");
    }
    lines.push(event === "release" ? "  release:\n    types: [published]" : `  ${event}:`);
  }
  return lines;
}

/** Every name below a folder, or every name that begins so. Source: GitHub's filter patterns. */
function pattern(ref: GitHubRef): string {
  const escaped = Token.isUnresolved(ref.name) ? ref.name : ref.name.replace(/[+?!()[\]*\\]/g, "\\$&");
  return ref.match === "exact" ? escaped : `${escaped}**`;
}

function job(props: WorkflowProps): string[] {
  return [
    "jobs:",
    "  publish:",
    `    name: ${yamlText(props.name ?? "Publish")}`,
    `    runs-on: ${yamlText(props.runner ?? "ubuntu-24.04")}`,
    `    timeout-minutes: ${props.timeoutMinutes ?? 15}`,
    ...(props.from.kind === "environment" ? [`    environment: ${yamlText(props.from.name)}`] : []),
    "    permissions:",
    "      contents: read # to check the repository out",
    "      id-token: write # to sign in to Cloudsmith",
    "    env:",
    `      CLOUDSMITH_ORG: ${yamlText(props.organization)}`,
    `      CLOUDSMITH_SERVICE_SLUG: \${{ vars.${props.serviceSlugVariable ?? "CLOUDSMITH_SERVICE_SLUG"} }}`,
    `      CLOUDSMITH_OIDC_AUDIENCE: ${yamlText(props.audience ?? "cloudsmith")}`,
    "    steps:",
    "      - name: Check out",
    `        uses: ${ACTIONS.checkout}`,
    "        with:",
    "          persist-credentials: false",
    "      - name: Set up Node",
    `        uses: ${ACTIONS.setupNode}`,
    "        with:",
    `          node-version: ${yamlText(props.nodeVersion ?? "22")}`,
    "          package-manager-cache: false",
    ...props.steps.flatMap(step),
  ];
}

function step({ name, run }: WorkflowStep): string[] {
  const lines = run.trimEnd().split("\n");
  const [only = ""] = lines;
  return [
    `      - name: ${yamlText(name)}`,
    ...(lines.length === 1
      ? [`        run: ${yamlText(only)}`]
      : ["        run: |", ...lines.map((line) => `          ${line}`)]),
  ];
}

function refusal(message: string): DeclarationError {
  return new DeclarationError("invalid_value", undefined, message);
}
