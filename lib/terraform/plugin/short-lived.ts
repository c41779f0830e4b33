/** Node compiles for programs that run for long. */

/**
 * A provider lives for a second or two. Optimizing took a third of its CPU time in a plan of 1,000 pipelines, on the
 * cores that Terraform wants as well; so V8 waits longer before it optimizes a function. That is worth a fifth at 1,000
 * pipelines, and costs a tenth from some 3,000 on.
 * Source: `node --v8-options`, where the default is 67,584 bytes of bytecode run.
 */
const LATER = "--interrupt-budget=300000";

/**
 * Set in the running process, because Node refuses to start with a flag that it does not know, and V8's own come and
 * go; here such a flag is a line on stderr.
 */
export async function optimizeLater(): Promise<void> {
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString(LATER);
}
