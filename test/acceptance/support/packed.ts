import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { VERSION } from "../../../lib/provider/index.js";
import { buildProviderPackage } from "../../../scripts/provider/package.js";
import type { PackedProvider } from "../../support/terraform.js";
import { SOURCE } from "./world.js";

/** The provider packed from today's sources, as the package ships it. */
export async function packProvider(): Promise<PackedProvider> {
  const outDir = mkdtempSync(join(tmpdir(), "packed-"));
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  const root = resolve(__dirname, "../../..");
  await buildProviderPackage({
    entry: join(root, "bin/terraform-provider-cloudsmith.ts"),
    parts: { "provider.cjs": join(root, "lib/provider/index.ts"), "axios.cjs": "axios" },
    outDir,
    source: SOURCE,
    version: VERSION,
  });
  return { source: SOURCE, version: VERSION, zip: join(outDir, "terraform-provider-cloudsmith.zip") };
}
