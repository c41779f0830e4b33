import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStateJson } from "../../../lib/terraform/wire/json.js";

describe("JSON of a state file", () => {
  it("is read like any JSON where doubles are exact", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary", maxDepth: 3 }), (text) => {
        expect(parseStateJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 50 },
    );
  });

  it("keeps the digits of numbers that are too long for a double", () => {
    expect(parseStateJson('{"a":12345678901234567890,"b":[0.12345678901234567890],"c":1e300,"d":15}')).toEqual({
      a: "12345678901234567890",
      b: ["0.12345678901234567890"],
      c: 1e300,
      d: 15,
    });
  });

  it("leaves digits in texts and names alone", () => {
    const text = '{"12345678901234567890":"a \\"12345678901234567890\\" \\\\"}';
    expect(parseStateJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  it("refuses what is no JSON", () => {
    expect(() => parseStateJson('{"a":')).toThrow(SyntaxError);
  });
});
