import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PACKED_PROVIDER } from "../../lib/bindings/private/metadata.js";
import { bindings } from "../../scripts/generate/bindings.js";

const BY_HAND = ["private/fields.ts", "private/meta-arguments.ts"];

describe("the committed L1 classes", () => {
  it("are what the generator writes", () => {
    for (const [name, text] of bindings()) {
      expect(readFileSync(join("lib/bindings", name), "utf8"), `${name}: run npm run generate`).toBe(text);
    }
  });

  it("hold nothing that is neither generated nor known to be written by hand", () => {
    const files = readdirSync("lib/bindings", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );
    expect(files.sort()).toEqual([...bindings().keys(), ...BY_HAND].sort());
  });

  it("ask for the version of the provider that this package packs", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(PACKED_PROVIDER.version).toBe(version);
  });
});
