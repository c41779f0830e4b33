/** The few forms of ASN.1 DER that a certificate needs (ITU-T X.690). */

const SHORT_FORM = 0x80;

function length(size: number): Uint8Array {
  if (size < SHORT_FORM) {
    return Uint8Array.of(size);
  }
  const octets: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) {
    octets.unshift(rest % 256);
  }
  return Uint8Array.of(SHORT_FORM | octets.length, ...octets);
}

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), length(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts);
export const boolean = (value: boolean): Buffer => element(0x01, Uint8Array.of(value ? 0xff : 0));
export const octetString = (content: Uint8Array): Buffer => element(0x04, content);
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text));

/** @param unused - bits of the last octet that carry nothing */
export const bitString = (content: Uint8Array, unused = 0): Buffer => element(0x03, Uint8Array.of(unused), content);

/** `[number] EXPLICIT`. */
export const explicit = (number: number, content: Uint8Array): Buffer => element(0xa0 | number, content);

/** `[number] IMPLICIT` of a primitive type. */
export const implicit = (number: number, content: Uint8Array): Buffer => element(0x80 | number, content);

/** A number that is not negative, big-endian. */
export function unsignedInteger(octets: Uint8Array): Buffer {
  const start = octets.findIndex((octet) => octet !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : octets.subarray(start);
  return (digits[0] ?? 0) & 0x80 ? element(0x02, Uint8Array.of(0), digits) : element(0x02, digits);
}

/** Dotted decimal, e.g. `2.5.29.17`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) | 0x80);
  }
  return octets;
}

/** UTCTime up to 2049, GeneralizedTime from 2050 (RFC 5280, section 4.1.2.5). */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? element(0x17, Buffer.from(text.slice(2))) : element(0x18, Buffer.from(text));
}
