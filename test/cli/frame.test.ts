import { describe, expect, it } from "vitest";
import { HARMFUL, run } from "./executable.js";

const COMMANDS = ["check", "adopt", "explain", "token", "emulator", "emulator job", "demo"] as const;

describe("the command line", () => {
  it("lists its commands and exit codes in --help", async () => {
    const { code, stdout, stderr } = await run(["--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const command of COMMANDS.filter((one) => !one.includes(" "))) {
      expect(stdout).toContain(`\n  ${command}`);
    }
    expect(stdout).toContain("10 refused");
  });

  it.each(COMMANDS)("has examples in the help of %s", async (command) => {
    const { code, stdout } = await run([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: cloudsmith-trust ${command} `);
    expect(stdout).toContain("Examples:\n  cloudsmith-trust ");
  });

  it("says its version", async () => {
    expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], "Usage:"],
    [["explian"], "unknown command 'explian' (Did you mean explain?)"],
    [["explain", "--trsut", "x"], "unknown option '--trsut' (Did you mean --trust?)"],
    [["explain", "--format", "xml"], "Allowed choices are text, json"],
    [["explain", "extra"], "too many arguments"],
    [["explain", "--trust"], "argument missing"],
  ] as const)("ends %j with exit code 2 and one message", async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("prints no control characters of a hostile argument", async () => {
    const { code, stderr } = await run(["explain", "--\u001b]0;owned\u0007"]);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(HARMFUL);
  });
});
