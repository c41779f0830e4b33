import { problemsError, type TrustProblem } from "../errors.js";
import type { TrustModel } from "../model.js";
import { type Json, JsonFault, lineAndColumn, locate, parseJson } from "../private/json.js";
import { validate } from "../private/schema.js";
import { buildModel } from "./build.js";
import type { DeclaredTrust } from "./declared.js";
import { TRUST_FILE_SCHEMA } from "./schema.js";
import type { Snapshot } from "./snapshot.js";

/**
 * Reads a trust file.
 *
 * @param where the file's name, for messages and origins
 * @throws TrustError `invalid_trust_file`, listing each problem with its line, column and JSON pointer
 */
export function parseTrustFile(text: string, where: string): TrustModel {
  return parseTrustDocument(text, where).model;
}

/** All that a trust file says. */
export interface TrustDocument {
  readonly model: TrustModel;
  /** Where it is what an app declares. */
  readonly declared?: DeclaredTrust;
  /** Where it is what a live organization was found to be. */
  readonly snapshot?: Snapshot;
}

/**
 * Reads a trust file, with what an app says beside its trust.
 *
 * @throws TrustError as {@link parseTrustFile}
 */
export function parseTrustDocument(text: string, where: string): TrustDocument {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let value: Json;
  try {
    value = parseJson(content);
  } catch (error) {
    if (error instanceof JsonFault) {
      const message = `not JSON: ${error.message}`;
      throw problemsError("invalid_trust_file", where, [
        { pointer: "", message, ...lineAndColumn(content, error.offset) },
      ]);
    }
    throw error;
  }
  return read(value, where, (problem) => ({
    ...problem,
    ...lineAndColumn(content, locate(content, problem.pointer)),
  }));
}

/**
 * Reads trust from the value of a trust file, as JSON.parse gives it.
 *
 * @throws TrustError `invalid_trust_file`, listing each problem with its JSON pointer
 */
export function readTrustValue(value: unknown, where: string): TrustModel {
  return read(value as Json, where, (problem) => problem).model;
}

/** Places are looked up for the problems that a message shows, since each costs a walk through the text. */
const PLACED = 50;

function read(value: Json, where: string, place: (problem: TrustProblem) => TrustProblem): TrustDocument {
  let problems = validate(value, TRUST_FILE_SCHEMA);
  if (problems.length === 0) {
    const built = buildModel(value, where);
    if ("model" in built) {
      return built;
    }
    problems = built.problems;
  }
  throw problemsError(
    "invalid_trust_file",
    where,
    problems.map((problem, index) => (index < PLACED ? place(problem) : problem)),
  );
}
