/** Every test file: no user configuration of Terraform, no calls home, no real credentials; nothing left behind. */
import { afterAll, afterEach } from "vitest";
import { cleanUpAfter } from "./cleanups.js";

afterEach(() => cleanUpAfter("test"));
afterAll(() => cleanUpAfter("file"));

delete process.env.TF_CLI_CONFIG_FILE;
process.env.CHECKPOINT_DISABLE = "1";
/** Names the official command line for the tests that use it; no credential. */
const KEPT = "CLOUDSMITH_CLI";
for (const name of Object.keys(process.env)) {
  if (name === KEPT) {
    continue;
  }
  if (
    name === "GH_TOKEN" ||
    name.startsWith("CLOUDSMITH_") ||
    name.startsWith("GITHUB_") ||
    name.startsWith("ACTIONS_") ||
    name === "CI"
  ) {
    delete process.env[name];
  }
}
