import { basename, join } from "node:path";
import type { FileLocation } from "../../report/index.js";
import { locationOf } from "../../report/location.js";
import { type Origin, trustFileLines } from "../../trust/index.js";
import type { ReadTrust } from "../options/readers.js";
import { readText } from "./files.js";
import { repositoryRoot, tryInRepository } from "./repository.js";

/** Where in the repository's files stands what a report speaks of. */
export interface Locations {
  /** The line that a person would change; undefined where it is not known. */
  of(origin: Origin): FileLocation | undefined;
  /**
   * A file for what has none of its own, such as what is live, since code scanning takes nothing without: the one read, the
   * app's cdktf.json, the workflow that runs.
   */
  readonly fallback: FileLocation | undefined;
}

export function locationsOf({ where, sources = [] }: Pick<ReadTrust, "where" | "sources">): Locations {
  const root = repositoryRoot();
  const inRepository = remembered((file: string) => tryInRepository(file, root));
  const lines = remembered((file: string) => trustFileLines(readText(file, "the trust file")));
  const stacks = new Map(sources.map((each) => [each.where, each]));
  const ofCode = ({ where: stack, at }: Origin): FileLocation | undefined => {
    const { folder, placeOf } = stacks.get(stack) ?? {};
    const place = placeOf?.(at);
    const file = place && folder && inRepository(join(folder, place.file));
    return file && place ? { file, line: place.line, column: place.column } : undefined;
  };
  const ofFile = (origin: Origin): FileLocation | undefined => {
    const file = inRepository(origin.where);
    const line = file === undefined ? undefined : lines(origin.where)(origin.at);
    return file === undefined ? undefined : { file, ...(line === undefined ? {} : { line }) };
  };
  // what cdktf generated is seldom in the repository itself
  const candidates = [
    isGenerated(where) ? [] : where,
    "cdktf.json",
    join(root, "cdktf.json"),
    runningWorkflow(root),
    where,
  ];
  const fallback = candidates
    .flat()
    .map(inRepository)
    .find((file) => file !== undefined);
  return {
    of: (origin) => (origin.source === "trust-file" ? ofFile(origin) : (ofCode(origin) ?? locationOf(origin))),
    fallback: fallback === undefined ? undefined : { file: fallback },
  };
}

function isGenerated(file: string): boolean {
  return basename(file) === "cdk.tf.json" || file.split(/[/\\]/).includes("cdktf.out");
}

/** `acme/app/.github/workflows/drift.yml@refs/heads/main`, as runners set it. */
function runningWorkflow(root: string): readonly string[] {
  const path = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^/@]+)@/.exec(process.env.GITHUB_WORKFLOW_REF ?? "")?.[1];
  return path === undefined ? [] : [join(root, path)];
}

function remembered<T>(work: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return (file) => {
    if (!known.has(file)) {
      known.set(file, work(file));
    }
    return known.get(file) as T;
  };
}
