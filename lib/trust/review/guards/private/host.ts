/** Scheme, host and path of a URL, without what may be secret in it; undefined for any other value. */
export function hostOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    return undefined;
  }
  try {
    const { protocol, host, pathname } = new URL(value);
    return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
  } catch {
    return undefined;
  }
}
