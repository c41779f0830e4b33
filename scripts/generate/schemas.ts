import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TRUST_FILE_SCHEMA } from "../../lib/trust/index.js";
import { formatted } from "./format.js";

const REPORTS = "lib/report";
/** Every JSON report has its schema beside its renderers, as an export of this ending. */
const ENDING = "_SCHEMA";

/** @returns the text of every published JSON Schema, by its path */
export async function schemas(): Promise<ReadonlyMap<string, string>> {
  const found: [name: string, schema: unknown][] = [["TRUST_FILE_SCHEMA", TRUST_FILE_SCHEMA]];
  for (const report of readdirSync(REPORTS)) {
    const file = join(REPORTS, report, "schema.ts");
    if (existsSync(file)) {
      const exported: object = await import(pathToFileURL(resolve(file)).href);
      found.push(...Object.entries(exported).filter(([name]) => name.endsWith(ENDING)));
    }
  }
  const texts = found.map(([name, schema]) => [pathOf(name), JSON.stringify(schema)] as const);
  return formatted(new Map(texts.sort(([a], [b]) => (a < b ? -1 : 1))));
}

function pathOf(name: string): string {
  return `schemas/${name.slice(0, -ENDING.length).toLowerCase().replaceAll("_", "-")}.schema.json`;
}
