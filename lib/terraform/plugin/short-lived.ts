/** Node compiles for programs that run for long. */

/**
 * A provider lives for a second or two. Optimizing took a third of its CPU time in a plan of 1,000 pipelines, on the
 * cores that Terraform wants as well; so V8 waits longer before it optimizes a function. That is worth a fifth at 1,000
 * pipelines, and costs a tenth from some 3,000 on.
 * Source: `node --v8-options` of Node 20, where the default is 67,584 bytes of bytecode run.
 */
const LATER = "--interrupt-budget=300000";

/** V8 of Node 20. Later ones do not know the flag, and would say so on stderr at each start. */
const KNOWN_BY = /^11\./;

/** Set in the running process, because Node refuses to start with a flag that it does not know, and V8's own come and go. */
export async function optimizeLater(): Promise<void> {
  if (KNOWN_BY.test(process.versions.v8)) {
    const { setFlagsFromString } = await import("node:v8");
    setFlagsFromString(LATER);
  }
}
