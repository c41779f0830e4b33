/** Which readings of ours one comparison rests on. */
import type { AssumptionName } from "../assumptions.js";
import type { ClaimValue } from "../settings.js";
import { scalarText, scalarTexts, WILDCARD } from "./values.js";

/** Longest value that is compared in other ways, to see whether the literal reading is what decides. */
const LONGEST_COMPARED = 10_000;

/** Marks that would mean something in a regular expression, looked for before a final `.*`. The dot has its own test. */
const REGEX_MARKS = /[\\^$+?()[\]{}|*]/;

export function readingsOfClaim(
  name: string,
  required: ClaimValue,
  actual: ClaimValue | undefined,
  matched: boolean,
): readonly AssumptionName[] {
  const readings: AssumptionName[] = [];
  if (/[./]/.test(name) && !matched && actual === undefined) {
    readings.push("claim-names-flat");
  }
  const wanted = scalarText(required);
  if (wanted === undefined) {
    readings.push(
      typeof required === "number" ? "unsafe-integer-never-matches" : "requirement-not-scalar-never-matches",
    );
    return readings;
  }
  if (actual === undefined) {
    return readings;
  }
  if (Array.isArray(actual)) {
    readings.push("array-any-element");
  } else if (typeof actual === "object") {
    readings.push("object-never-matches");
  } else if (typeof actual === "number" && scalarText(actual) === undefined) {
    readings.push("unsafe-integer-never-matches");
  }
  if (isNumberOrBoolean(required) || holdsNumberOrBoolean(actual)) {
    readings.push("scalars-as-json-text");
  }
  if (wanted === WILDCARD) {
    readings.push("wildcard-alone");
  }
  const texts = scalarTexts(actual);
  if (matched && wanted.endsWith(WILDCARD)) {
    const prefix = wanted.slice(0, -WILDCARD.length);
    if (texts.includes(prefix) && !texts.some((text) => text !== prefix && text.startsWith(prefix))) {
      readings.push("wildcard-empty-rest");
    }
  }
  if (!matched && texts.some((text) => differsOnlyByReading(wanted, text))) {
    readings.push("comparison-literal");
  }
  return readings;
}

function isNumberOrBoolean(value: ClaimValue): boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function holdsNumberOrBoolean(value: ClaimValue): boolean {
  return isNumberOrBoolean(value) || (Array.isArray(value) && value.some(isNumberOrBoolean));
}

/** Whether another reading (regular expression, case, URL decoding, Unicode form) might have matched these two. */
function differsOnlyByReading(wanted: string, text: string): boolean {
  if (wanted.length > LONGEST_COMPARED || text.length > LONGEST_COMPARED) {
    return false;
  }
  const prefix = wanted.endsWith(WILDCARD);
  if (!prefix && wanted.length !== text.length && PLAIN.test(wanted) && PLAIN.test(text)) {
    return REGEX_MARKS.test(wanted);
  }
  const stem = prefix ? wanted.slice(0, -WILDCARD.length) : wanted;
  if (REGEX_MARKS.test(stem)) {
    return true;
  }
  const wantedFolded = folded(stem);
  const textFolded = folded(text);
  return (
    (prefix ? textFolded.startsWith(wantedFolded) : textFolded === wantedFolded) || matchesWithDots(stem, text, prefix)
  );
}

/** Texts that neither URL decoding nor another Unicode form changes the length of. */
const PLAIN = /^[\x20-\x24\x26-\x7e]*$/;

function folded(text: string): string {
  if (PLAIN.test(text)) {
    return text.toLowerCase();
  }
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // not URL-encoded: compared as it is
  }
  return decoded.normalize("NFKC").toLowerCase();
}

function matchesWithDots(stem: string, text: string, prefix: boolean): boolean {
  if (prefix ? text.length < stem.length : text.length !== stem.length) {
    return false;
  }
  for (let index = 0; index < stem.length; index++) {
    if (stem[index] !== "." && stem[index] !== text[index]) {
      return false;
    }
  }
  return true;
}
