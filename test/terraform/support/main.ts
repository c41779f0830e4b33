/** The test provider as a program; its service is the file that TEST_BACKEND names. */
import { serve } from "../../../lib/terraform/index.js";
import { FileBackend } from "./backend.js";
import { testProvider } from "./test-provider.js";

const backend = new FileBackend(process.env.TEST_BACKEND ?? "backend.json");
backend.load();
process.on("exit", () => backend.save());
if (process.env.TEST_NOISE !== undefined) {
  console.log("a banner that some dependency prints");
}
void serve(testProvider(backend));
