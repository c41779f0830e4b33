import type { Diagnostics, ObjectValue } from "../../terraform/index.js";

/** `id` is optional in the schema because the official provider has it so; nothing can be made of one that is set. */
export function refuseConfiguredId(config: ObjectValue, diagnostics: Diagnostics): void {
  if ((config.id ?? null) !== null) {
    diagnostics.error("An id cannot be set", "The id is given by Cloudsmith: take it out of the configuration.", [
      "id",
    ]);
  }
}
