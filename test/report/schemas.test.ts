import { readdirSync, readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import { schemas } from "../../scripts/generate/schemas.js";

describe("the published JSON Schemas", async () => {
  const published = await schemas();

  it("are what the generator writes, and nothing else is beside them", () => {
    for (const [path, text] of published) {
      expect(readFileSync(path, "utf8"), `${path}: run npm run generate`).toBe(text);
    }
    expect(readdirSync("schemas").map((name) => `schemas/${name}`)).toEqual([...published.keys()]);
  });

  it.each([...published])("%s is a JSON Schema of draft 2020-12", (_, text) => {
    const schema = JSON.parse(text);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it("are in the package, under a path of their own", () => {
    const { exports, files } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(exports["./schemas/*"]).toBe("./schemas/*");
    expect(files).toContain("schemas");
  });
});
