import { basename, dirname } from "node:path";
import type { ReviewGuards } from "../../trust/index.js";
import { parseJson, readText } from "../private/files.js";
import { stackFiles } from "./app.js";

/** What guards the trust of a synthesized app: of all its stacks, or of the one whose folder is given. */
export function readGuards(directory: string): ReviewGuards {
  const files = stackFiles(directory);
  const stacks = files.map((file): readonly [string, unknown] => [
    // of a single stack's own folder, however it is called on either side
    basename(dirname(dirname(file))) === "stacks" ? basename(dirname(file)) : "",
    parseJson(readText(file, "the stack"), "the stack", file),
  ]);
  return { stacks: new Map(stacks) };
}
