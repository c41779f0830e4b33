/**
 * The constructs load what judges trust by `require`, at its first use. Vitest gives that to Node, which knows no
 * TypeScript before version 22.18.
 */
import "tsx/cjs";
