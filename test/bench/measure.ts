/** Times whole commands side by side: what a person waits for, in one run, as medians and ratios. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Run {
  readonly seconds: number;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Peak memory in MB of the largest process below the command whose command line contains `watch`; 0 without `watch`. */
  readonly peakMemory: number;
  /** User and system CPU in seconds of those processes together, as last seen. */
  readonly cpu: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Part of the command line of the processes whose memory and CPU are read while the command runs (Linux only). */
  readonly watch?: string;
  /** Ends the measurement at the first line on stdout: the time until a server says it is ready. */
  readonly untilFirstLine?: boolean;
}

const CLOCK_TICKS_PER_SECOND = 100;

/** Reads peak memory (kB) and CPU ticks of every process whose command line contains `part`. */
function sample(part: string, seen: Map<string, { memory: number; ticks: number }>): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (pid === String(process.pid) || !readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(part)) {
        continue;
      }
      const memory = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      seen.set(pid, { memory, ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // The process ended between the listing and the read.
    }
  }
}

export function run(command: string, args: readonly string[], options: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const seen = new Map<string, { memory: number; ticks: number }>();
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", "pipe", "pipe"] });
    const timer = options.watch === undefined ? undefined : setInterval(sample, 15, options.watch, seen);
    let stdout = "";
    let stderr = "";
    let seconds = 0;
    const stop = (): void => {
      seconds = Number(process.hrtime.bigint() - started) / 1e9;
    };
    child.stdout.on("data", (chunk) => {
      if (options.untilFirstLine && stdout === "") {
        stop();
        child.kill("SIGKILL");
      }
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", reject);
    child.on("exit", () => {
      if (seconds === 0) {
        stop();
      }
    });
    child.on("close", (code) => {
      clearInterval(timer);
      const samples = [...seen.values()];
      resolve({
        seconds,
        code,
        stdout,
        stderr,
        peakMemory: Math.max(0, ...samples.map((one) => one.memory)) / 1024,
        cpu: samples.reduce((sum, one) => sum + one.ticks, 0) / CLOCK_TICKS_PER_SECOND,
      });
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Fails loudly when a measured command did not do its work: a fast failure is no measurement. */
export function mustSucceed(what: string, result: Run): Run {
  if (result.code !== 0) {
    throw new Error(`${what} exited with ${result.code}:\n${result.stdout}\n${result.stderr}`);
  }
  return result;
}

export interface Sided {
  readonly ours: number;
  readonly other: number;
  /** Median of the pairwise ratios ours / other: holds where the machine's speed drifts. */
  readonly ratio: number;
}

/** Runs the two in turn, A B A B …, after one unmeasured pair. */
export async function sideBySide(
  pairs: number,
  ours: () => Promise<number>,
  other: () => Promise<number>,
): Promise<Sided> {
  await ours();
  await other();
  const measured: { ours: number; other: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    measured.push({ ours: await ours(), other: await other() });
  }
  return {
    ours: median(measured.map((one) => one.ours)),
    other: median(measured.map((one) => one.other)),
    ratio: median(measured.map((one) => one.ours / one.other)),
  };
}
