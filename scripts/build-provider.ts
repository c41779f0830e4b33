/** Bundles and packs the provider into `dist/provider/`. */
import { resolve } from "node:path";
import { buildCloudsmithProvider } from "./provider/cloudsmith.js";

void buildCloudsmithProvider(resolve(__dirname, "../dist/provider"));
