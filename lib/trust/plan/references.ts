/** References of expressions, as the JSON of a plan's configuration lists them. */

/** One step of a reference: a name, or an index as it is written (`"k"`, `0`). */
export type Step = { readonly name: string } | { readonly index: string };

export interface Reference {
  readonly text: string;
  readonly steps: readonly Step[];
}

/**
 * What an expression refers to. The list has each reference followed by what it is a part of
 * (`cloudsmith_service.a.slug`, `cloudsmith_service.a`); only the first is kept.
 */
export function referencesOf(list: readonly unknown[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const text of list) {
    if (typeof text !== "string") {
      continue;
    }
    const before = found.at(-1)?.text ?? "";
    const isPart = before.startsWith(text) && [".", "["].includes(before[text.length] ?? "");
    if (!isPart) {
      found.push({ text, steps: stepsOf(text) });
    }
  }
  return found;
}

const STEP = /\.?([A-Za-z_][\w-]*)|\[((?:"(?:[^"\\]|\\.)*")|[0-9]+)\]/y;

/** The steps of a reference or an address; what follows something else than names and indexes is dropped. */
export function stepsOf(text: string): readonly Step[] {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  for (let match = STEP.exec(text); match !== null; match = STEP.exec(text)) {
    const [, name, index] = match;
    steps.push(name === undefined ? { index: index ?? "" } : { name });
  }
  return steps;
}

/** A resource's key as it stands in its address: `["k"]`, `[0]`; empty without one. */
export function keyText(key: string | number | undefined): string {
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}
