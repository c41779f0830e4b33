import { existsSync, readFileSync } from "node:fs";

const DEFAULT = "cdktf.out";

/** The folder that `cdktf synth` writes to here: the one that cdktf.json names, or cdktf's default; undefined where it is not there. */
export function tryDefaultApp(): string | undefined {
  const folder = named() ?? DEFAULT;
  return existsSync(folder) ? folder : undefined;
}

function named(): string | undefined {
  try {
    const { output } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { output?: unknown };
    return typeof output === "string" && output !== "" ? output : undefined;
  } catch {
    // without a cdktf.json, or one that can be read, the default holds
    return undefined;
  }
}
