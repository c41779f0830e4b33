/**
 * Whether a pattern of protection rules (`main`, `release/*`, `**`) covers a name. `*` stops at a slash.
 *
 * Source: GitHub's documentation of protected branches, which names File::FNM_PATHNAME.
 */
export function appliesTo(pattern: string, name: string): boolean {
  const expression = pattern
    .split(/(\*\*|\*|\?)/)
    .map((part) =>
      part === "**" ? ".*" : part === "*" ? "[^/]*" : part === "?" ? "[^/]" : part.replace(/[.+^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${expression}$`).test(name);
}
