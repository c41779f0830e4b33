/** The one Huffman code of HTTP/2's headers (RFC 7541, appendix B). */
import { ConnectionError, ERROR } from "./error.js";

/** Bits of each byte's code in base 36. The code is canonical: shorter before longer, and among equals by byte. */
const LENGTHS =
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca" +
  "d67777777777777777777777878djde6f56565666577666567655677777fbeds" +
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn" +
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq";
const SHORTEST = 5;
const LONGEST = 30;

/** For each length: the first code, and where the bytes of that length begin in {@link SYMBOLS}. */
const FIRST: number[] = [];
const OFFSET: number[] = [];
const SYMBOLS: number[] = [];

let next = 0;
for (let length = SHORTEST; length <= LONGEST; length++) {
  FIRST[length] = next;
  OFFSET[length] = SYMBOLS.length;
  for (let byte = 0; byte < LENGTHS.length; byte++) {
    if (Number.parseInt(LENGTHS.charAt(byte), 36) === length) {
      SYMBOLS.push(byte);
      next++;
    }
  }
  next *= 2;
}

/** @throws ConnectionError when the bytes are no such code */
export function decodeHuffman(data: Uint8Array): string {
  let text = "";
  let [code, length] = [0, 0];
  for (const byte of data) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length++;
      const place = code - (FIRST[length] ?? Number.POSITIVE_INFINITY);
      const count = (OFFSET[length + 1] ?? SYMBOLS.length) - (OFFSET[length] ?? 0);
      if (place >= 0 && place < count) {
        text += String.fromCharCode(SYMBOLS[(OFFSET[length] ?? 0) + place] ?? 0);
        [code, length] = [0, 0];
      } else if (length >= LONGEST) {
        throw new ConnectionError(ERROR.compression, "a header holds the end-of-string code");
      }
    }
  }
  // What is left over is padding: the beginning of a code of ones, shorter than a byte.
  if (length > 7 || code !== 2 ** length - 1) {
    throw new ConnectionError(ERROR.compression, "a header's code is cut short");
  }
  return text;
}
