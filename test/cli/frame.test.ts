import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { allCommands, completedCommand } from "../../lib/cli/completion/words.js";
import { FORMATS } from "../../lib/cli/options/output.js";
import { COMMANDS, wholeProgram } from "../../lib/cli/program.js";
import { file, finished, HARMFUL, run, start, TRUST } from "./executable.js";
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
    expect(stdout).not.toMatch(/default:\s+[[{]/);
    // command lines stay whole, to be copied; the rest fits
    const prose = stdout.split("\n").filter((line) => !/^ {2}(?=\S).*cloudsmith-trust |^Usage: /.test(line));
    expect(prose.filter((line) => line.length > 80)).toEqual([]);
  });

  const reporting = commands.filter(({ options }) => options.some(({ flags }) => flags.includes("--format")));
  const flagsOf = ({ options }: (typeof commands)[number]) => options.flatMap(({ flags }) => flags);

  it("that reports has every format, --fail-on, and a file to write to", () => {
    expect(reporting.map(({ path }) => path.join(" "))).toEqual(
      "check explain review drift reach graph workflows adopt migrate".split(" "),
    );
    for (const command of reporting) {
      const format = command.options.find(({ flags }) => flags.includes("--format"))?.value;
      expect(format, command.path.join(" ")).toMatchObject({
        choices: [...(command.path[0] === "graph" ? ["mermaid"] : []), ...FORMATS],
      });
      expect(flagsOf(command)).toEqual(expect.arrayContaining(["--fail-on", "--output"]));
    }
  });

  it("that reads one trust has the same readers", () => {
    const readers = ["--trust", "--app", "--plan", "--state", "--live"];
    const having = commands.filter((command) => readers.every((reader) => flagsOf(command).includes(reader)));
    expect(having.map(({ path }) => path.join(" "))).toEqual([
      "check",
      "explain",
      "reach",
      "graph",
      "export",
      "workflows",
      "workflows render",
    ]);
    const words = having.map(({ options }) =>
      options
        .filter(({ flags }) => readers.some((reader) => flags.includes(reader)))
        .map(({ description }) => description),
    );
    expect(new Set(words.map((each) => each.join("\n"))).size).toBe(1);
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

  it.each([
    [["help"], ["--help"]],
    [
      ["help", "check"],
      ["check", "--help"],
    ],
    [
      ["help", "emulator", "job"],
      ["emulator", "job", "--help"],
    ],
  ])("shows by %j what %j shows", async (asked, alike) => {
    const { code, stdout, stderr } = await inProcess(asked);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe((await inProcess(alike)).stdout);
  });

  it.each([
    [["help", "explian"], "unknown command 'explian' (Did you mean explain?)"],
    [["help", "emulator", "jobs"], "unknown command 'emulator jobs' (Did you mean job?)"],
    [["help", "check", "x"], "unknown command 'check x'"],
  ])("knows no help for %j, exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await inProcess(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("says its version", async () => {
    expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], "Usage:"],
    [["explian"], "unknown command 'explian' (Did you mean explain?)"],
    [["explain", "--trsut", "x"], "unknown option '--trsut' (Did you mean --trust?)"],
    [["explain", "--format", "xml"], "Allowed choices are text, markdown, json, sarif, github, html."],
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

describe("a command that is stopped", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("by %s ends with one message and exit code 1", async (signal) => {
    // an API that takes the request and never answers
    const silent = createServer(() => child.kill(signal)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const env = { CLOUDSMITH_API_HOST: `http://127.0.0.1:${port}`, CLOUDSMITH_API_KEY: "k".repeat(40) };
    const child = start(["check", "--live", "acme"], { env });
    const { code, stdout, stderr } = await finished(child);
    silent.closeAllConnections();
    silent.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^cloudsmith-trust: stopped by ${signal}.*\\n {2}→ run it again\\n$`));
  });
});

describe("what a command prints", () => {
  it("has no colours and no progress where nobody watches, nor with NO_COLOR", async () => {
    const args = ["check", "--trust", file({ ...TRUST, settings: [{ ...TRUST.settings[0], claims: {} }] })];
    for (const env of [{}, { NO_COLOR: "1" }, { FORCE_COLOR: "1" }]) {
      const { stdout, stderr } = await inProcess(args, { env });
      expect(stdout).toMatch(/^1 FINDING/);
      expect(`${stdout}${stderr}`).not.toMatch(HARMFUL);
    }
  });

  it("has colours on a terminal, but not with NO_COLOR", async () => {
    const args = ["check", "--trust", file(TRUST)];
    const { isTTY } = process.stdout;
    process.stdout.isTTY = true;
    try {
      const env = { TERM: "xterm", NO_COLOR: undefined };
      expect((await inProcess(args, { env })).stdout).toContain("\u001b[");
      expect((await inProcess(args, { env: { ...env, NO_COLOR: "1" } })).stdout).not.toMatch(HARMFUL);
      const output = `${file("")}.txt`;
      await inProcess([...args, "--output", output], { env });
      expect(readFileSync(output, "utf8")).not.toMatch(HARMFUL);
    } finally {
      process.stdout.isTTY = isTTY;
    }
  });

  it("ends its lines where the terminal does, and nowhere but on a terminal", async () => {
    const args = [
      "check",
      "--trust",
      file({ ...TRUST, settings: [{ ...TRUST.settings[0], claims: {} }] }, "trust.json"),
    ];
    const widest = (text: string) => Math.max(...text.split("\n").map((line) => stripVTControlCharacters(line).length));
    const { isTTY, columns } = process.stdout;
    Object.assign(process.stdout, { isTTY: true, columns: 60 });
    try {
      const { stdout } = await inProcess(args);
      expect(stdout).toContain("\n    ");
      const long = stdout.split("\n").filter((line) => stripVTControlCharacters(line).length > 60);
      expect(long.every((line) => /^\s*(?:\S )?\S+$/.test(stripVTControlCharacters(line)))).toBe(true);
      const output = `${file("")}.txt`;
      await inProcess([...args, "--output", output]);
      expect(widest(readFileSync(output, "utf8"))).toBeGreaterThan(60);
      expect(widest((await inProcess([...args, "--format", "markdown"])).stdout)).toBeGreaterThan(60);
    } finally {
      Object.assign(process.stdout, { isTTY, columns });
    }
    expect(widest((await inProcess(args)).stdout)).toBeGreaterThan(60);
  });

  it("keeps its exit code where the reader goes away", async () => {
    const open = { ...TRUST, settings: TRUST.settings.map((setting) => ({ ...setting, claims: {} })) };
    const child = start(["check", "--trust", file(open), "--format", "json"]);
    child.stdout?.destroy();
    const { code, stderr } = await finished(child);
    expect({ code, stderr }).toEqual({ code: 10, stderr: "" });
  });

  it("says what is wrong with a place that it cannot write to, exit code 1", async () => {
    const { code, stderr } = await inProcess(["check", "--trust", file(TRUST), "--output", "/nowhere/at/all"]);
    expect(code).toBe(1);
    expect(stderr).toContain("cannot write the report to /nowhere/at/all: ENOENT");
  });
});
