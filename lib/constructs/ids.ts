import { createHash } from "node:crypto";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { resolvedIn } from "./private/elements.js";

/**
 * A construct id out of names that may hold anything. Where characters are lost a hash of the whole makes up for them, so
 * that `release/1` and `release-1` stay two. Names that hold a token stay as they are, for {@link idIn}.
 */
export function idOf(...parts: readonly string[]): string {
  const text = parts.join("-");
  if (holdsToken(text)) {
    return text;
  }
  const safe = text.replace(/[^A-Za-z0-9_-]/g, "-");
  return safe === text ? text : `${safe}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}

/**
 * The same of names that may be tokens, by the expressions that those stand for: the number that cdktf gives a token is
 * another as soon as one more is made before it, and ids are addresses.
 */
export function idIn(scope: IConstruct, ...parts: readonly string[]): string {
  return idOf(...parts.map((part) => (holdsToken(part) ? String(resolvedIn(TerraformStack.of(scope), part)) : part)));
}

/** cdktf's own question takes several patterns over each text. */
function holdsToken(text: string): boolean {
  return text.includes("${TfToken[");
}
