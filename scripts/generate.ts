/** Regenerates what is generated and committed: L1 classes from the provider's schema, typed claims from the issuers' tables. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generated } from "./generate/generated.js";

for (const [path, text] of generated()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
