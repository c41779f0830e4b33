import { DiagnosticError } from "../../terraform/index.js";

/**
 * The parts of an import id, which dots separate.
 *
 * @param names - what the parts are called, e.g. `["organization", "slug"]`
 * @throws DiagnosticError when there are more or fewer, or one is empty
 */
export function parseImportId(id: string, names: readonly string[]): readonly string[] {
  const parts = id.split(".");
  if (parts.length !== names.length || parts.includes("")) {
    throw new DiagnosticError(
      "The import id cannot be read",
      `An import id of the form <${names.join(">.<")}> was expected, got "${id}".`,
    );
  }
  return parts;
}
