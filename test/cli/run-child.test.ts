import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runChild } from "../../lib/cli/private/run-child.js";
import { outdir } from "../support/outdir.js";

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
    const go = join(outdir(), "go");
    const command = `setInterval(() => require("node:fs").existsSync(${JSON.stringify(go)}) && process.exit(7), 10)`;
    const ended = runChild([process.execPath, "-e", command], process.env);
    await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
    const received = once(process, "SIGINT");
    process.kill(process.pid, "SIGINT");
    await received;
    // the command's own exit code tells that the signal, which came to us alone here, was not passed on
    writeFileSync(go, "");
    expect(await ended).toBe(7);
  });
});
