// Stands for a build: node build.mjs FILE...
import { writeFileSync } from "node:fs";

for (const file of process.argv.slice(2)) {
  writeFileSync(file, `${file}, built from ${process.env.GITHUB_SHA ?? "a working tree"}\n`);
}
