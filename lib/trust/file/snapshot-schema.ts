import type { JsonSchema } from "../private/schema.js";
import { object, text, UNKNOWNS } from "./schema-parts.js";

/** Schema of the member `snapshot`, see {@link SnapshotPart}. */
export const SNAPSHOT_SCHEMA: JsonSchema = object(
  "Says that this file is what a live organization was found to be, and when.",
  {
    taken_at: {
      ...text("The moment it was taken, as ISO 8601 in UTC."),
      title: "a moment as 2026-11-25T06:00:00Z",
      pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$",
    },
    by: { ...text("What took it.", 1), maxLength: 200 },
    unknowns: { ...UNKNOWNS, description: "What could not be read then." },
  },
  ["taken_at", "by", "unknowns"],
);
