import { createHmac, randomBytes } from "node:crypto";
import { relative } from "node:path";
import { formatDeclaredTrust, guardsOnly } from "../../trust/index.js";
import { readApp } from "../readers/app.js";
import { readGuards } from "../readers/guards.js";
import { contextOf } from "../review/expressions.js";

export type Digest = (text: string) => string;

/** A digest with a key that nobody knows: of a text that is easy to guess it gives nothing away. */
export function newDigest(): Digest {
  const key = randomBytes(32);
  return (text) => createHmac("sha256", key).update(text).digest("hex").slice(0, 32);
}

/** The text of the trust file of a synthesized app. */
export function declaredFile(directory: string, digest: Digest): string {
  const context = contextOf(directory);
  const { stacks } = readGuards(directory);
  const { model } = readApp(directory, (file) => relative(directory, file));
  return formatDeclaredTrust(model, {
    stacks: new Map([...stacks].map(([name, stack]) => [name, guardsOnly(stack, digest)])),
    ...(context === undefined ? {} : { surroundings: digest(context) }),
  });
}
