import { afterEach, describe, expect, it, vi } from "vitest";
import { isCliError } from "../../lib/cli/errors.js";
import { endQuietlyOnClosedPipe, print } from "../../lib/cli/private/terminal.js";

const FULL = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("standard output that cannot be written", () => {
  it("is told in one message: nothing of the report counts as written", async () => {
    vi.spyOn(process.stdout, "write").mockImplementation(((_text: string, done: (error: Error) => void) => {
      done(FULL);
      return false;
    }) as never);
    const error = await print("report").catch((thrown: unknown) => thrown);
    expect(isCliError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "failed",
      message: "cannot write the report to standard output: ENOSPC",
      remedy: expect.stringContaining("check where it is sent"),
    });
  });

  it("ends no process by itself, unlike a reader that goes away", () => {
    const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
    const streams = [process.stdout, process.stderr];
    const before = streams.map((stream) => new Set(stream.listeners("error")));
    endQuietlyOnClosedPipe();
    const added = streams.flatMap((stream, index) =>
      stream.listeners("error").flatMap((listener) => (before[index]?.has(listener) ? [] : [{ stream, listener }])),
    );
    expect(added).toHaveLength(2);
    for (const { listener } of added) {
      listener(FULL);
    }
    expect(exit).not.toHaveBeenCalled();
    added[0]?.listener(Object.assign(new Error("EPIPE"), { code: "EPIPE" }));
    expect(exit).toHaveBeenCalledOnce();
    for (const { stream, listener } of added) {
      stream.removeListener("error", listener as () => void);
    }
  });
});
