import { CloudsmithUsageError } from "../errors.js";

/**
 * A path with each value as one percent-encoded segment, so that no value can leave its place.
 *
 * @throws CloudsmithUsageError `bad_path` for an empty value, `.` and `..`, which URLs would drop, and text that is no Unicode
 * @example path`/orgs/${"acme"}/services/` // "/orgs/acme/services/"
 */
export function path(texts: TemplateStringsArray, ...values: string[]): string {
  return texts.reduce((before, text, index) => before + segment(values[index - 1] ?? "", texts.raw.join("…")) + text);
}

function segment(value: string, route: string): string {
  const encoded = tryEncode(value);
  if (encoded === undefined || value === "" || value === "." || value === "..") {
    throw new CloudsmithUsageError("bad_path", `"${value}" cannot be a name in ${route}: give the slug that is meant.`);
  }
  return encoded;
}

/** Half a surrogate pair has no encoding. */
function tryEncode(value: string): string | undefined {
  try {
    return encodeURIComponent(value);
  } catch {
    return undefined;
  }
}
