import type { ReviewContext } from "../../report/index.js";
import { joinSnapshot, parseTrustDocument } from "../../trust/index.js";
import { failure } from "../errors.js";
import { readText, TRUST_FILE_LIMIT_BYTES } from "../private/files.js";
import type { Sides } from "./sides.js";

/**
 * Puts both sides into the snapshot of their organization that a file holds.
 *
 * @param now milliseconds since the epoch
 */
export function joinContext(sides: Sides, file: string, now: number): Sides & { readonly context: ReviewContext } {
  const where = file === "-" ? "standard input" : file;
  const { model, snapshot } = parseTrustDocument(readText(file, "the snapshot", TRUST_FILE_LIMIT_BYTES), where);
  if (snapshot === undefined) {
    throw failure(
      `${where} is a trust file, and no snapshot: it does not say when it was taken`,
      "give what cloudsmith-trust drift --snapshot FILE writes",
    );
  }
  const { before, after, shared } = joinSnapshot(model, sides.before.model, sides.after.model);
  return {
    ...sides,
    before: { ...sides.before, model: before },
    after: { ...sides.after, model: after },
    shared,
    context: {
      where,
      takenAt: snapshot.taken_at,
      by: snapshot.by,
      ageSeconds: Math.round((now - Date.parse(snapshot.taken_at)) / 1_000),
      unread: model.unknowns,
    },
  };
}
