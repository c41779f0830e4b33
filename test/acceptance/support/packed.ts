import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { VERSION } from "../../../lib/provider/index.js";
import { buildCloudsmithProvider } from "../../../scripts/provider/cloudsmith.js";
import type { PackedProvider } from "../../support/terraform.js";
import { SOURCE } from "./world.js";

/** The provider packed from today's sources, as the package ships it. */
export async function packProvider(): Promise<PackedProvider> {
  const outDir = mkdtempSync(join(tmpdir(), "packed-"));
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  await buildCloudsmithProvider(outDir);
  return { source: SOURCE, version: VERSION, zip: join(outDir, "terraform-provider-cloudsmith.zip") };
}
