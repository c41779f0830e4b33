import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseJson, readText } from "../private/files.js";

/** What expressions speak of, beside the trust itself. What a module holds is not in these files. */
const SPOKEN_OF = ["data", "variable", "locals", "provider", "resource"] as const;
const OURS = "cloudsmith_";

/**
 * Whether all that expressions may speak of, in two synthesized apps, is word for word the same: data sources, variables,
 * providers and resources of others. Then expressions of equal words have equal values.
 */
export function speakOfTheSame(before: string, after: string): boolean {
  const [one, other] = [contextOf(before), contextOf(after)];
  return one !== undefined && one === other;
}

/** All that expressions of a synthesized app may speak of, as one text. `undefined` where that hangs on what the files do not hold, or on the trust that is to be compared. */
export function contextOf(directory: string): string | undefined {
  const stacks = new Map<string, unknown>();
  for (const [name, file] of stackFiles(directory)) {
    const stack = parseJson(readText(file, "the stack"), "the stack", file) as { readonly [part: string]: unknown };
    if (stack.module !== undefined || JSON.stringify([stack.data, stack.locals]).includes(`\${${OURS}`)) {
      return undefined;
    }
    stacks.set(
      name,
      SPOKEN_OF.map((part) => (part === "resource" ? ofOthers(stack[part]) : stack[part]) ?? null),
    );
  }
  return JSON.stringify([...stacks], (_, value: unknown) => ordered(value));
}

/** Resources of ours are compared as trust. */
function ofOthers(resources: unknown): unknown {
  return typeof resources === "object" && resources !== null
    ? Object.fromEntries(Object.entries(resources).filter(([type]) => !type.startsWith(OURS)))
    : {};
}

/** Where constructs were made says nothing; and the order of fields neither. */
function ordered(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => name !== "//")
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}

function stackFiles(directory: string): readonly (readonly [name: string, file: string])[] {
  const own = join(directory, "cdk.tf.json");
  if (existsSync(own)) {
    return [["", own]];
  }
  const stacks = join(directory, basename(directory) === "stacks" ? "" : "stacks");
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  return names.map((name) => [name, join(stacks, name, "cdk.tf.json")] as const).filter(([, file]) => existsSync(file));
}
