/** Places in the packed provider's files as places in the sources. */
import { SourceMap, type SourceMapPayload } from "node:module";

/** `/any/folder/server.cjs:85:12`, as a stack trace has it. */
const PLACE = /[^\s("]*?([\w-]+\.cjs):(\d+):(\d+)/g;

/**
 * @param text - a log, or a stack trace
 * @param readMap - gives the source map of a file, e.g. of `server.cjs`; throws where there is none
 */
export function readableStack(text: string, readMap: (file: string) => string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return text.replace(PLACE, (place, file: string, line: string, column: string) => {
    if (!maps.has(file)) {
      maps.set(file, tryMap(file, readMap));
    }
    // Both count from 1 in a stack trace and from 0 in a map.
    const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (found === undefined || !("originalSource" in found)) {
      return place;
    }
    const name = (found as { readonly name?: string }).name;
    return `${found.originalSource.replace(/^(\.\.\/)+/, "")}:${found.originalLine + 1}:${found.originalColumn + 1}${name ? ` (${name})` : ""}`;
  });
}

function tryMap(file: string, readMap: (file: string) => string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readMap(file)) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
