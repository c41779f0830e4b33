/** What the workflows of a project have in common. */
import { ACTIONS } from "../../../github/actions.js";

/** @param lines steps, each line as it stands below `steps:` */
export interface JobParts {
  readonly id: string;
  readonly name: string;
  /** The job that it takes something from: it runs, and fails, without that, too. */
  readonly needs?: string;
  /** Each with why it is needed. */
  readonly permissions: readonly (readonly [permission: string, why: string])[];
  readonly env?: readonly (readonly [name: string, value: string])[];
  readonly steps: readonly string[];
}

export function job({ id, name, needs, permissions, env = [], steps }: JobParts): string[] {
  return [
    `  ${id}:`,
    `    name: ${name}`,
    ...(needs === undefined
      ? []
      : [`    needs: ${needs}`, "    if: always() # skipped, it would count as passed where it is a required check"]),
    "    runs-on: ubuntu-24.04",
    "    timeout-minutes: 15",
    "    permissions:",
    ...permissions.map(([permission, why]) => `      ${permission} # ${why}`),
    ...(env.length === 0 ? [] : ["    env:", ...env.map(([variable, value]) => `      ${variable}: ${value}`)]),
    "    steps:",
    ...steps.flatMap((step) => step.trimEnd().split("\n")).map((line) => (line === "" ? "" : `      ${line}`)),
  ];
}

/** @param options further inputs of the action, e.g. `ref` */
export function checkOut(name: string, options: { readonly ref?: string; readonly path?: string } = {}): string {
  const inputs = Object.entries(options).map(([input, value]) => `\n    ${input}: ${value}`);
  return `- name: ${name}
  uses: ${ACTIONS.checkout}
  with:
    persist-credentials: false${inputs.join("")}`;
}

export const SET_UP_NODE = `- name: Set up Node
  uses: ${ACTIONS.setupNode}
  with:
    node-version: "22"
    package-manager-cache: false`;

export const SET_UP_TERRAFORM = `- name: Set up Terraform
  uses: ${ACTIONS.setupTerraform}
  with:
    terraform_version: 1.11.4
    terraform_wrapper: false`;

/** An expression of a workflow: `vars.NAME` becomes what GitHub reads. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** No package runs a script of its own while it is installed. */
export function install(directory?: string): string {
  return run("Install", "npm ci --ignore-scripts", directory);
}

export function run(name: string, commands: string, directory?: string): string {
  const lines = commands.split("\n");
  const [only = ""] = lines;
  return [
    `- name: ${name}`,
    ...(directory === undefined ? [] : [`  working-directory: ${directory}`]),
    ...(lines.length === 1 ? [`  run: ${only}`] : ["  run: |", ...lines.map((line) => `    ${line}`)]),
  ].join("\n");
}

/** The provider that Terraform will run is, byte for byte, the one of the installed package. */
export const CHECK_PROVIDER = run(
  "The provider is the one of the installed package",
  `hash=$(node -p 'require("cloudsmith-trust/provider-package.json").zipSha256')
found=$(find cdktf.out/stacks -path '*/localhost/cloudsmith-trust/*' -name 'terraform-provider-cloudsmith_*.zip')
test -n "$found"
while read -r zip; do echo "$hash  $zip" | sha256sum --check --strict; done <<< "$found"`,
);

/** Terraform and cdktf ask nobody whether they are up to date. */
export const QUIET = ["CHECKPOINT_DISABLE", '"1"'] as const;

export const CLOUDSMITH_TRUST = "npx --no-install cloudsmith-trust";
