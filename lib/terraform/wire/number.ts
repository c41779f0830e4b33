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
      return Number.isInteger(value) ? fromInteger(BigInt(value)) : Number.isFinite(value) ? value : undefined;
    case "bigint":
      return fromInteger(value);
    case "string":
      return DECIMAL.test(value) ? fromText(value) : undefined;
    default:
      return undefined;
  }
}

/**
 * The same for a number that came as MessagePack. In a program 0.1 means one tenth; a double on the wire means itself,
 * which for 0.1 has 55 digits: Terraform sends one tenth as text.
 */
export function canonicalWireNumber(value: unknown): number | bigint | string | undefined {
  if (typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value)) {
    const exact = exactDecimal(value);
    return exact === plainText(value) ? value : exact;
  }
  return canonicalNumber(value);
}

function fromInteger(value: bigint): number | bigint {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

function fromText(text: string): number | bigint | string {
  if (INTEGER.test(text)) {
    return fromInteger(BigInt(text));
  }
  const short = Number(text);
  return plainText(short) === text ? short : text;
}

/** As MessagePack should carry it: an integer, or text for fractions and for what has more than 64 bits. */
export function toWireNumber(value: number | bigint | string): number | bigint | string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "number" && !Number.isInteger(value)) {
    return plainText(value);
  }
  const integer = BigInt(value);
  return integer >= -(1n << 63n) && integer < 1n << 64n ? shortest(integer) : integer.toString();
}

/** The encoder takes a number beyond 32 bits for a double. */
function shortest(integer: bigint): number | bigint {
  return BigInt.asIntN(32, integer) === integer ? Number(integer) : integer;
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
