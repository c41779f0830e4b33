/**
 * Regenerates what is generated and committed: the L1 classes in lib/bindings, from the provider's own schema, and the
 * JSON Schema of the trust file.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TRUST_FILE_SCHEMA } from "../lib/trust/index.js";
import { bindings } from "./generate/bindings.js";

for (const [name, text] of bindings()) {
  const path = join("lib/bindings", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const schema = "lib/trust/trust-file.schema.json";
writeFileSync(schema, JSON.stringify(TRUST_FILE_SCHEMA));
execFileSync("npx", ["biome", "format", "--write", schema], { stdio: "ignore" });
