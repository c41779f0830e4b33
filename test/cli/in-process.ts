import { main } from "../../lib/cli/main.js";
import type { Run, RunOptions } from "./executable.js";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command line in this process, as the executable would; for commands that start none of their own. */
export async function inProcess(
  args: readonly string[],
  { env = {}, cwd = process.cwd() }: Omit<RunOptions, "input"> = {},
): Promise<Run> {
  const before = { folder: process.cwd(), env: { ...process.env }, exitCode: process.exitCode };
  const listeners = SIGNALS.map((name) => [name, process.listeners(name)] as const);
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  try {
    process.chdir(cwd);
    for (const [name, value] of Object.entries(env)) {
      set(name, value);
    }
    process.exitCode = undefined;
    await main(args);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const [name, known] of listeners) {
      for (const listener of process.listeners(name).filter((each) => !known.includes(each))) {
        process.off(name, listener);
      }
    }
    stdout.release();
    stderr.release();
    process.chdir(before.folder);
    for (const name of Object.keys(env)) {
      set(name, before.env[name]);
    }
    process.exitCode = before.exitCode;
  }
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}

function capture(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const { write } = stream;
  const handlers = stream.listeners("error");
  let text = "";
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += String(chunk);
    const done = rest.find((each) => typeof each === "function") as ((error?: Error | null) => void) | undefined;
    done?.(null);
    return true;
  }) as typeof stream.write;
  return {
    text: () => text,
    release() {
      stream.write = write;
      for (const handler of stream.listeners("error").filter((each) => !handlers.includes(each))) {
        stream.off("error", handler as () => void);
      }
    },
  };
}
