import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { TRUST_FILE_SCHEMA } from "../../../lib/trust/index.js";

describe("the trust file's JSON Schema", () => {
  it("is emitted as it stands in the code", () => {
    const file = resolve(__dirname, "../../../schemas/trust-file.schema.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(TRUST_FILE_SCHEMA);
  });

  it("is of draft 2020-12 and describes every list", () => {
    expect(TRUST_FILE_SCHEMA.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(Object.keys(TRUST_FILE_SCHEMA.properties ?? {})).toEqual([
      "$schema",
      "organization",
      "accounts",
      "settings",
      "repositories",
      "privileges",
      "teams",
      "github",
      "declared",
      "snapshot",
    ]);
  });

  it("holds only values that JSON has", () => {
    expect(JSON.parse(JSON.stringify(TRUST_FILE_SCHEMA))).toEqual(TRUST_FILE_SCHEMA);
  });
});
