/** What `dist/` holds beside what the compiler makes: the packed provider, and what judges trust in one file. */
import { resolve } from "node:path";
import { bundleJudges } from "./judges/bundle.js";
import { buildCloudsmithProvider } from "./provider/cloudsmith.js";

const ROOT = resolve(__dirname, "..");

void Promise.all([
  buildCloudsmithProvider(resolve(ROOT, "dist/provider")),
  bundleJudges(resolve(ROOT, "lib"), resolve(ROOT, "dist/lib")),
]);
