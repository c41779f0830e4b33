import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PACKED_PROVIDER } from "../../lib/bindings/private/metadata.js";
import { generated } from "../../scripts/generate/generated.js";

const BY_HAND = [
  "lib/bindings/private/body.ts",
  "lib/bindings/private/fields.ts",
  "lib/bindings/private/meta-arguments.ts",
  "lib/bindings/private/resource.ts",
  "lib/bindings/private/settled.ts",
  "lib/constructs/claims/claim.ts",
  "lib/constructs/claims/github-subject.ts",
  "lib/constructs/claims/named-claims.ts",
  "lib/constructs/claims/required-claims.ts",
];

describe("the committed L1 classes, typed claims and page scripts", () => {
  it("are what the generator writes", () => {
    for (const [path, text] of generated()) {
      expect(readFileSync(path, "utf8"), `${path}: run npm run generate`).toBe(text);
    }
  });

  it("hold nothing that is neither generated nor known to be written by hand", () => {
    const files = ["lib/bindings", "lib/constructs/claims"].flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${directory}/${name}`),
    );
    const inThem = [...generated().keys()].filter((path) => /^lib\/(?:bindings|constructs)\//.test(path));
    expect(files.sort()).toEqual([...inThem, ...BY_HAND].sort());
  });

  it("ask for the version of the provider that this package packs", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(PACKED_PROVIDER.version).toBe(version);
  });
});
