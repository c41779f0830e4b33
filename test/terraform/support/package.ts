import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildProviderPackage } from "../../../scripts/provider/package.js";
import { afterFile } from "../../support/cleanups.js";
import type { PackedProvider } from "../../support/terraform.js";

export interface BuiltProvider extends PackedProvider {
  /** The executable. */
  readonly file: string;
  readonly h1: string;
}

/** Packs the test provider as the real one is packed; removed after the test file. */
export async function packTestProvider(): Promise<BuiltProvider> {
  const outDir = mkdtempSync(join(tmpdir(), "tfp-package-"));
  afterFile(() => rmSync(outDir, { recursive: true, force: true }));
  const entry = resolve(__dirname, "main.ts");
  const { source, version, h1 } = await buildProviderPackage({
    entry,
    outDir,
    source: "localhost/tests/test",
    version: "1.0.0",
  });
  return {
    source,
    version,
    h1,
    zip: join(outDir, "terraform-provider-test.zip"),
    file: join(outDir, "terraform-provider-test.cjs"),
  };
}
