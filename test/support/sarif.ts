import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

const SCHEMA = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

let compiled: ReturnType<typeof compile> | undefined;

/** What the SARIF 2.1.0 schema does not allow in a document. */
export function sarifProblems(document: unknown): readonly string[] {
  compiled ??= compile();
  return compiled(document) ? [] : (compiled.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}

function compile() {
  // the schema's patterns are older than the "u" flag
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
}
