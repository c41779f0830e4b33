/**
 * Regenerates what is generated and committed: L1 classes from the provider's schema, typed claims from the issuers' tables,
 * the JSON Schemas of what commands print, the scripts of pages, the picture in README.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generated } from "./generate/generated.js";
import { picture } from "./generate/picture.js";
import { schemas } from "./generate/schemas.js";

async function main(): Promise<void> {
  for (const [path, text] of [...generated(), ...(await schemas()), ...(await picture())]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

void main();
