/**
 * Terraform's numbers are decimals of any size; on the wire they are integers, floats or decimal text.
 *
 * Whatever arrives must go back unchanged, or Terraform calls the plan invalid. So a number becomes a `number` where
 * that is exact, a `bigint` for larger integers, and stays decimal text where neither can hold it.
 */

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const INTEGER = /^-?\d+$/;

/** The one form of a number that this room works with; `undefined` when the value is no number. */
export function canonicalNumber(value: unknown): number | bigint | string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? fromDouble(value) : undefined;
    case "bigint":
      return fromInteger(value);
    case "string":
      return DECIMAL.test(value) ? fromText(value) : undefined;
    default:
      return undefined;
  }
}

function fromInteger(value: bigint): number | bigint {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

function fromDouble(value: number): number | bigint | string {
  if (Number.isInteger(value)) {
    return fromInteger(BigInt(value));
  }
  // 0.5 is exactly one half, but the double 0.1 is not one tenth: its digits go on for 55 places.
  return exactDecimal(value) === plainText(value) ? value : exactDecimal(value);
}

function fromText(text: string): number | bigint | string {
  if (INTEGER.test(text)) {
    return fromInteger(BigInt(text));
  }
  const short = Number(text);
  return plainText(short) === text ? short : text;
}

/** As MessagePack should carry it: fractions as text, since the double nearest to 0.1 is another number than 0.1. */
export function toWireNumber(value: number | bigint | string): number | bigint | string {
  if (typeof value === "bigint") {
    return value >= -(1n << 63n) && value < 1n << 64n ? value : value.toString();
  }
  return typeof value === "number" && !Number.isInteger(value) ? plainText(value) : value;
}

/** `1e-7` as `0.0000001`. */
function plainText(value: number): string {
  const text = String(value);
  const [digits = "", exponent] = text.split("e-");
  if (exponent === undefined) {
    return text;
  }
  const sign = digits.startsWith("-") ? "-" : "";
  return `${sign}0.${"0".repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, "")}`;
}

/** Every digit of a fraction: m × 2^-k is m × 5^k × 10^-k. */
function exactDecimal(value: number): string {
  let numerator = Math.abs(value);
  let places = 0;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    places++;
  }
  const digits = (BigInt(numerator) * 5n ** BigInt(places)).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, -places);
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${whole}.${fraction}`;
}
