import { yamlText } from "../../../github/private/yaml-text.js";
import {
  CHECK_PROVIDER,
  checkOut,
  expression,
  install,
  type JobParts,
  job,
  QUIET,
  run,
  SET_UP_NODE,
  SET_UP_TERRAFORM,
} from "./parts.js";

export interface SignedInWorkflow {
  /** Of the job; the workflow has the same as its group. */
  readonly id: string;
  readonly name: string;
  /** Lines below `on:`. */
  readonly on: readonly string[];
  readonly organization: string;
  /** The variable of the repository that holds the slug of the account. */
  readonly account: string;
  /** Beside those to check out and to sign in. */
  readonly permissions?: JobParts["permissions"];
  readonly env?: JobParts["env"];
  /** Before the app is synthesized. */
  readonly before?: readonly string[];
  /** With the app synthesized and its provider checked. */
  readonly steps: readonly string[];
}

/** A workflow of one job that signs in to Cloudsmith as an account of its own, and works on the synthesized app. */
export function signedInWorkflow(workflow: SignedInWorkflow): string {
  const { id, name, on, organization, account, permissions = [], env = [], before = [], steps } = workflow;
  return [
    `name: ${name}`,
    "",
    "on:",
    ...on.map((line) => `  ${line}`),
    "",
    "permissions: {}",
    "",
    "concurrency:",
    `  group: ${id}`,
    "  cancel-in-progress: false",
    "",
    "jobs:",
    ...job({
      id,
      name,
      permissions: [
        ["contents: read", "to check the repository out"],
        ["id-token: write", "to sign in to Cloudsmith"],
        ...permissions,
      ],
      env: [
        QUIET,
        ["CLOUDSMITH_USE_OIDC", '"true"'],
        ["CLOUDSMITH_ORG", yamlText(organization)],
        ["CLOUDSMITH_SERVICE_SLUG", expression(`vars.${account}`)],
        ...env,
      ],
      steps: [
        checkOut("Check out"),
        SET_UP_NODE,
        SET_UP_TERRAFORM,
        install(),
        ...before,
        run("Synthesize", "npx --no-install cdktf synth"),
        CHECK_PROVIDER,
        ...steps,
      ],
    }),
    "",
  ].join("\n");
}
