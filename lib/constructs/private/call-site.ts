/** Where in a person's code the constructs of a stack were made, so that a report can point there. */
import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

interface CallSite {
  readonly construct: IConstruct;
  /** The frames: text once somebody asks for it, unless a program of the person's makes something else of it. */
  readonly stack?: unknown;
}

const SITE = Symbol.for("cloudsmith-trust/callSite");
const SITES = Symbol.for("cloudsmith-trust/callSites");

/** A library's own constructs may stand between ours and the person's. */
const FRAMES = 6;

/**
 * Keeps the call of a construct's constructor, where it is not part of another construct that has one. V8 takes the frames
 * down cheaply; what costs, their text and their source maps, waits until somebody asks.
 *
 * @param made `new.target` of the construct
 */
export function keepCallSite(construct: IConstruct, made: NewableFunction): void {
  for (let scope = construct.node.scope; scope !== undefined; scope = scope.node.scope) {
    if (SITE in scope) {
      return;
    }
  }
  Object.defineProperty(construct, SITE, { value: true });
  const site: CallSite = { construct };
  const { stackTraceLimit } = Error;
  // under --frozen-intrinsics nothing of Error can be set
  const isFree = !Object.isFrozen(Error);
  if (isFree) {
    Error.stackTraceLimit = FRAMES;
  }
  Error.captureStackTrace(site, made);
  if (isFree) {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const stack = TerraformStack.of(construct) as TerraformStack & { [SITES]?: CallSite[] };
  stack[SITES] ??= [];
  stack[SITES].push(site);
}

/**
 * The calls in the person's own code, `main.ts:12:5`, relative to the folder that the app runs in, with what they made in a
 * stack. Without those that are in no file of that folder, or in an installed package.
 */
export function callSitesOf(stack: TerraformStack): ReadonlyMap<string, readonly IConstruct[]> {
  const { [SITES]: sites = [] } = stack as { [SITES]?: readonly CallSite[] };
  const places = new Map<string, string | undefined>();
  const made = new Map<string, IConstruct[]>();
  for (const { construct, stack: frames } of sites) {
    if (typeof frames !== "string") {
      continue;
    }
    // what a loop makes has the same frames each time
    const place = places.has(frames) ? places.get(frames) : tryPlace(frames);
    places.set(frames, place);
    if (place !== undefined) {
      const known = made.get(place) ?? [];
      known.push(construct);
      made.set(place, known);
    }
  }
  return made;
}

function tryPlace(frames: string): string | undefined {
  const folder = process.cwd();
  for (const [, file = "", line, column] of frames.matchAll(/^\s+at (?:.*\()?(.*?):(\d+):(\d+)\)?$/gm)) {
    const path = relative(folder, file.startsWith("file://") ? fileURLToPath(file) : file);
    const parts = path.split(sep);
    if (!isAbsolute(path) && parts[0] !== ".." && !parts.includes("node_modules") && !file.startsWith("node:")) {
      return `${parts.join("/")}:${line}:${column}`;
    }
  }
  return undefined;
}
