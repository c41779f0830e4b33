import type { JobFrame } from "../sites.js";

const NO_MATRIX: readonly undefined[] = [];

/** Every combination of the matrices of jobs whose expressions look at them. */
export function combinations(
  frames: readonly JobFrame[],
): readonly (readonly (ReadonlyMap<string, string> | undefined)[])[] {
  if (frames.every(({ job }) => job.matrix === undefined)) {
    return [NO_MATRIX];
  }
  let all: (ReadonlyMap<string, string> | undefined)[][] = [[]];
  for (const { job } of frames) {
    const own =
      job.matrix === undefined || job.matrix === "unknown" || job.matrix.length === 0 ? [undefined] : job.matrix;
    all = all.flatMap((one) => own.map((more) => [...one, more])).slice(0, MOST_COMBINATIONS);
  }
  return all;
}

const MOST_COMBINATIONS = 256;
