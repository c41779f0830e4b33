/**
 * Regenerates what is generated and committed: L1 classes from the provider's schema, typed claims from the issuers' tables,
 * the JSON Schemas of what commands print, the scripts of pages.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generated } from "./generate/generated.js";
import { schemas } from "./generate/schemas.js";

async function main(): Promise<void> {
  for (const [path, text] of [...generated(), ...(await schemas())]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

void main();
