import { randomInt } from "node:crypto";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

export const ALPHABETS = {
  /** Suffixes of service slugs: `terraform-8z2v`. */
  lower: LOWER + DIGITS,
  /** `slug_perm` values: twelve mixed-case alphanumerics. */
  mixed: LOWER + LOWER.toUpperCase() + DIGITS,
  hex: `${DIGITS}abcdef`,
} as const;

export function randomText(length: number, alphabet: keyof typeof ALPHABETS): string {
  const letters = ALPHABETS[alphabet];
  let text = "";
  for (let index = 0; index < length; index++) {
    text += letters.charAt(randomInt(letters.length));
  }
  return text;
}

/** A fresh `slug_perm`. */
export function randomSlugPerm(): string {
  return randomText(12, "mixed");
}
