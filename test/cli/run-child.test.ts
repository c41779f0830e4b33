import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runChild } from "../../lib/cli/private/run-child.js";

describe("a command that is run on a terminal", () => {
  const { isTTY } = process.stdin;
  beforeEach(() => {
    process.stdin.isTTY = true;
  });
  afterEach(() => {
    process.stdin.isTTY = isTTY;
  });

  it("is ended by a Ctrl-C that came just before it was started", async () => {
    process.once("SIGINT", () => undefined);
    process.kill(process.pid, "SIGINT");
    expect(await runChild(["sleep", "30"], process.env)).toBe(130);
  });

  it("gets a later Ctrl-C from the terminal, and not from us once more", async () => {
    const ended = runChild([process.execPath, "-e", "setTimeout(() => process.exit(7), 400)"], process.env);
    // the command's own exit code tells that the signal, which came to us alone here, was not passed on
    await vi.waitFor(() => expect(process.listenerCount("SIGINT")).toBeGreaterThan(0));
    await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
    process.kill(process.pid, "SIGINT");
    expect(await ended).toBe(7);
  });
});
