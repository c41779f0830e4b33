/** Processes that tests did not start themselves, such as Terraform's providers. */
import { readdirSync, readFileSync } from "node:fs";

/** State and parent, from `/proc/<pid>/stat`; undefined where there is no such process. */
function stat(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    // The name before them is in brackets, and may hold anything.
    const [state = "", parent] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

export function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => stat(child)?.parent === pid);
}

/** A process that has ended and whose parent never asked how is not: a container may have nobody who does. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return stat(pid)?.state !== "Z";
}
