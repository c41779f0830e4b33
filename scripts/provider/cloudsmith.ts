/** What the Cloudsmith provider is made of. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildProviderPackage, type ProviderPackage } from "./package.js";
import { axiosPart, trimAxios } from "./trimmed-axios.js";

const root = resolve(__dirname, "../..");

export function buildCloudsmithProvider(outDir: string): Promise<ProviderPackage> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return buildProviderPackage({
    entry: join(root, "bin/terraform-provider-cloudsmith.ts"),
    parts: [
      // Loaded while Terraform connects,
      { file: "server.cjs", imported: join(root, "lib/terraform/plugin/services.ts") },
      { file: "provider.cjs", imported: join(root, "lib/provider/index.ts") },
      // with the provider's configuration,
      { file: "handlers.cjs", imported: join(root, "lib/provider/handlers.ts") },
      // and with the first request to the API.
      axiosPart,
    ],
    plugins: [trimAxios],
    outDir,
    source: "localhost/cloudsmith-trust/cloudsmith",
    version,
  });
}
