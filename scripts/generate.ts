/** Regenerates what is generated and committed: the L1 classes in lib/bindings, from the provider's own schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bindings } from "./generate/bindings.js";

for (const [name, text] of bindings()) {
  const path = join("lib/bindings", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
