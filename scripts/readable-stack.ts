/**
 * `npx tsx scripts/readable-stack.ts < log`: puts source places and names into stack traces of the packed provider,
 * whose names are minified. The log must come from the very version that lies in `dist/provider`.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readableStack } from "./provider/readable-stack.js";

const maps = resolve(__dirname, "../dist/provider");
process.stdout.write(readableStack(readFileSync(0, "utf8"), (file) => readFileSync(join(maps, `${file}.map`), "utf8")));
