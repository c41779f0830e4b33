import { RATE_LIMIT_WAIT } from "../../../cloudsmith/index.js";
import { yamlText } from "../../../github/private/yaml-text.js";
import type { Project } from "../project.js";
import { run } from "./parts.js";
import { signedInWorkflow } from "./signed-in.js";

/** Deploys what was merged, with an account that only this workflow, on a push to the default branch, gets. */
export function deployWorkflow({ organization, branch }: Project): string {
  return signedInWorkflow({
    id: "deploy",
    name: "Deploy",
    on: ["push:", "  branches:", `    - ${yamlText(branch)}`],
    organization,
    account: "TRUST_DEPLOYER_SLUG",
    // a plan and an apply wait so long each, and end before the job is killed with the state locked
    env: [[RATE_LIMIT_WAIT, '"300"']],
    before: [run("Test", "npm test")],
    steps: [run("Deploy", "npx --no-install cdktf deploy trust --auto-approve --skip-synth")],
  });
}
