import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { path } from "../../lib/cloudsmith/private/path.js";

describe("a path", () => {
  it("gives every name back, in its own segment", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text !== "." && text !== "..");
    fc.assert(
      fc.property(name, name, (org, slug) => {
        const { pathname, search, hash } = new URL(`https://api.cloudsmith.io${path`/orgs/${org}/services/${slug}/`}`);
        const segments = pathname.split("/");

        expect(segments.map(decodeURIComponent)).toEqual(["", "orgs", org, "services", slug, ""]);
        expect(search + hash).toBe("");
      }),
    );
  });
});
