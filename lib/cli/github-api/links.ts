/** The address of the next page in a `Link` header (RFC 8288), as far as GitHub writes it. */
export function nextPage(header: string | undefined): string | undefined {
  for (const [, url, parameters = ""] of (header ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)) {
    if (/;\s*rel="?next"?\s*$|;\s*rel="?next"?\s*;/.test(parameters)) {
      return url;
    }
  }
  return undefined;
}
