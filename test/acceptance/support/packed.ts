import { join, resolve } from "node:path";
import { VERSION } from "../../../lib/provider/index.js";
import type { PackedProvider } from "../../support/terraform.js";
import { SOURCE } from "./world.js";

const DIST = resolve(__dirname, "../../../dist/provider");

/** The provider as the package ships it: packed by the build before all tests. */
export function packedProvider(): PackedProvider {
  return { source: SOURCE, version: VERSION, zip: join(DIST, "terraform-provider-cloudsmith.zip") };
}
