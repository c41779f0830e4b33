/** Bundles and packs the provider into `dist/provider/`. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildProviderPackage } from "./provider/package.js";

const root = resolve(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

void buildProviderPackage({
  entry: join(root, "bin/terraform-provider-cloudsmith.ts"),
  // Loaded while Terraform connects, and with the first request to the API.
  parts: { "provider.cjs": join(root, "lib/provider/index.ts"), "axios.cjs": "axios" },
  outDir: join(root, "dist/provider"),
  source: "localhost/cloudsmith-trust/cloudsmith",
  version,
});
