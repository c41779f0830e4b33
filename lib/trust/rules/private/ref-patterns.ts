/** Whether a branch or tag is one of those that a protection names: GitHub's patterns, where * ends at a slash. */
export function isProtected(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => expression(pattern).test(name));
}

function expression(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => MARKS[part] ?? part.replace(/[.+^${}()|[\]\\]/g, "\\$&"))
    .join("");
  return new RegExp(`^${source}$`);
}

const MARKS: { readonly [mark: string]: string } = { "**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]" };
