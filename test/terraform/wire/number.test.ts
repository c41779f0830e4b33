import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalNumber, canonicalWireNumber, toWireNumber } from "../../../lib/terraform/wire/number.js";

/** The value of a decimal as a fraction of integers. */
function fraction(text: string): [bigint, bigint] {
  const [, sign, whole = "", digits = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const scale = digits.length - Number(exponent);
  const magnitude = BigInt(whole + digits);
  const signed = sign === "-" ? -magnitude : magnitude;
  return scale > 0 ? [signed, 10n ** BigInt(scale)] : [signed * 10n ** BigInt(-scale), 1n];
}

function isSame(a: string, b: string): boolean {
  const [[n1, d1], [n2, d2]] = [fraction(a), fraction(b)];
  return n1 * d2 === n2 * d1;
}

describe("a number", () => {
  it("is a number where that is exact, else a bigint or decimal text", () => {
    expect(canonicalNumber(5n)).toBe(5);
    expect(canonicalNumber("5")).toBe(5);
    expect(canonicalNumber(0.5)).toBe(0.5);
    expect(canonicalNumber("0.1")).toBe(0.1);
    expect(canonicalNumber(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
    expect(canonicalNumber(2n ** 53n)).toBe(2n ** 53n);
    expect(canonicalNumber(2 ** 60)).toBe(2n ** 60n);
    expect(canonicalNumber("0.12345678901234567890123")).toBe("0.12345678901234567890123");
  });

  it("keeps apart one tenth and the double next to it", () => {
    expect(canonicalNumber(0.1)).toBe(0.1);
    expect(toWireNumber(0.1)).toBe("0.1");
    expect(canonicalWireNumber(0.1)).toBe("0.1000000000000000055511151231257827021181583404541015625");
    expect(canonicalWireNumber(0.5)).toBe(0.5);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "", "abc", "1e", "0x10", " 1", null, true, {}])(
    "is not %j",
    (value) => {
      expect(canonicalNumber(value)).toBeUndefined();
    },
  );

  it("goes to the wire as an integer, or as text where a double would change it", () => {
    expect(toWireNumber(5)).toBe(5);
    expect(toWireNumber(2 ** 31 - 1)).toBe(2 ** 31 - 1);
    expect(toWireNumber(2 ** 31)).toBe(2n ** 31n);
    expect(toWireNumber(1e-7)).toBe("0.0000001");
    expect(toWireNumber(-1.5e-9)).toBe("-0.0000000015");
    expect(toWireNumber(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(toWireNumber(2n ** 64n)).toBe("18446744073709551616");
    expect(toWireNumber(-(2n ** 63n) - 1n)).toBe("-9223372036854775809");
  });

  it("goes back exactly as it came: decimal text", () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.option(fc.stringMatching(/^\d{1,25}$/)))
      .map(([whole, digits]) => (digits === null ? String(whole) : `${whole}.${digits}`));
    fc.assert(
      fc.property(decimal, (text) => {
        expect(isSame(String(toWireNumber(canonicalNumber(text) ?? "?")), text)).toBe(true);
      }),
    );
  });

  it("goes back exactly as it came: a double", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
    fc.assert(
      fc.property(finite, (double) => {
        const wire = toWireNumber(canonicalWireNumber(double) ?? "?");
        expect(Number(wire)).toBe(double === 0 ? 0 : double);
      }),
    );
  });
});
