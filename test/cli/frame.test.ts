import { describe, expect, it } from "vitest";
import { allCommands, completedCommand } from "../../lib/cli/completion/words.js";
import { COMMANDS, wholeProgram } from "../../lib/cli/program.js";
import { HARMFUL, run } from "./executable.js";
import { inProcess } from "./in-process.js";

describe("every command", async () => {
  const commands = allCommands(completedCommand(await wholeProgram())).filter(({ path }) => path.length > 0);

  it.each(commands.map(({ path }) => path.join(" ")))("has a summary and examples in its help: %s", async (command) => {
    const { code, stdout, stderr } = await inProcess([...command.split(" "), "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Usage: cloudsmith-trust ${command} `);
    expect(stdout).toMatch(/\n\nExamples:\n {2}\S/);
    expect(stdout).toMatch(new RegExp(`\n {2}(?:\\w.*)?cloudsmith-trust ${command}\\b.*\n {6}\\S`));
    expect(stdout).not.toMatch(/ {2}--[a-z-]+ {2,}\n/);
  });

  it("is listed in --help by the summary that its own help begins with", () => {
    for (const { name, summary } of COMMANDS) {
      const command = commands.find(({ path }) => path.join(" ") === name);
      expect(command?.summary.length, name).toBeGreaterThan(20);
      expect(summary, name).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

describe("the command line", () => {
  it("lists its commands and exit codes in --help", async () => {
    const { code, stdout, stderr } = await run(["--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const { name } of COMMANDS) {
      expect(stdout).toContain(`\n  ${name}`);
    }
    expect(stdout).toContain("10 refused");
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
