/** The provider packed into this package: where it lies, and what Terraform's lock file says of it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { IConstruct } from "constructs";
import { DeclarationError } from "../errors.js";

export interface ProviderPackage {
  /** Path of the zip; its bytes are the same for every platform. */
  readonly zip: string;
  readonly version: string;
  /** Terraform's hash of the package: `h1:` and base64. */
  readonly h1: string;
}

/**
 * @throws DeclarationError with code `broken_package`
 */
export function providerPackage(construct: IConstruct): ProviderPackage {
  const directory = join(packageRoot(__dirname), "dist", "provider");
  const zip = join(directory, "terraform-provider-cloudsmith.zip");
  const metadata = join(directory, "provider-package.json");
  if (!existsSync(zip) || !existsSync(metadata)) {
    throw new DeclarationError(
      "broken_package",
      construct,
      `the packed provider is missing in ${directory}; run "npm run build" in a clone, or install cloudsmith-trust again`,
    );
  }
  const { version, h1 } = JSON.parse(readFileSync(metadata, "utf8")) as { version: string; h1: string };
  return { zip, version, h1 };
}

/** This file is at one depth in a clone and at another in the built package. */
function packageRoot(from: string): string {
  return existsSync(join(from, "package.json")) ? from : packageRoot(dirname(from));
}
