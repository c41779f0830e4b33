import { yamlText } from "../../../github/private/yaml-text.js";
import type { Project } from "../project.js";
import {
  CHECK_PROVIDER,
  checkOut,
  expression,
  install,
  job,
  QUIET,
  run,
  SET_UP_NODE,
  SET_UP_TERRAFORM,
} from "./parts.js";

/** Deploys what was merged, with an account that only this workflow, on a push to the default branch, gets. */
export function deployWorkflow({ organization, branch }: Project): string {
  return [
    "name: Deploy",
    "",
    "on:",
    "  push:",
    "    branches:",
    `      - ${yamlText(branch)}`,
    "",
    "permissions: {}",
    "",
    "concurrency:",
    "  group: deploy",
    "  cancel-in-progress: false",
    "",
    "jobs:",
    ...job({
      id: "deploy",
      name: "Deploy",
      permissions: [
        ["contents: read", "to check the repository out"],
        ["id-token: write", "to sign in to Cloudsmith"],
      ],
      env: [
        QUIET,
        ["CLOUDSMITH_USE_OIDC", '"true"'],
        ["CLOUDSMITH_ORG", yamlText(organization)],
        ["CLOUDSMITH_SERVICE_SLUG", expression("vars.TRUST_DEPLOYER_SLUG")],
      ],
      steps: [
        checkOut("Check out"),
        SET_UP_NODE,
        SET_UP_TERRAFORM,
        install(),
        run("Test", "npm test"),
        run("Synthesize", "npx --no-install cdktf synth"),
        CHECK_PROVIDER,
        run("Deploy", "npx --no-install cdktf deploy trust --auto-approve --skip-synth"),
      ],
    }),
    "",
  ].join("\n");
}
