import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../lib/cli/program.js";
import { outdir } from "../support/outdir.js";
import { inProcess } from "./in-process.js";

const SHELLS = ["bash", "zsh", "fish"] as const;
const folder = outdir();
const scriptOf = (shell: string): string => join(folder, `completion.${shell}`);

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((each) => existsSync(join(each, program)));
}

function output(program: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 30_000,
    env: { PATH: process.env.PATH, HOME: folder, TERM: "xterm" },
  });
  expect({ program, status, stderr }).toEqual({ program, status: 0, stderr: "" });
  return stdout;
}

/** How each shell is asked, and what it says of lines that end where the cursor is. */
const ASK: { readonly [shell in (typeof SHELLS)[number]]: (lines: readonly string[]) => readonly string[][] } = {
  bash: (lines) => {
    // bash takes the = of --option=value for a word of its own
    const asked = lines.map((line) => {
      const words = line.split(/ |(?==)|(?<==)/);
      return `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _cloudsmith_trust; printf '%s\\n' "\${COMPREPLY[@]}" --end--`;
    });
    const said = output("bash", ["--norc", "--noprofile", "-uc", `source ${scriptOf("bash")}; ${asked.join("; ")}`]);
    return said.split("--end--\n").slice(0, -1).map(linesOf);
  },
  zsh: (lines) => {
    const said = output("zsh", ["-f", resolve("test/cli/zsh-completions.zsh"), scriptOf("zsh"), ...lines]);
    return said.split("--end--\n").slice(0, -1).map(linesOf);
  },
  fish: (lines) => {
    const asked = lines.map((line) => `complete -C '${line}'; echo -- --end--`);
    const said = output("fish", ["--no-config", "-c", `source ${scriptOf("fish")}; ${asked.join("; ")}`]);
    return said
      .split("--end--\n")
      .slice(0, -1)
      .map((each) => linesOf(each.replaceAll(/\t.*/g, "")));
  },
};

function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").filter((line) => line !== ""))].sort();
}

beforeAll(async () => {
  mkdirSync(join(folder, "stacks"));
  writeFileSync(join(folder, "trust file.json"), "{}");
  for (const shell of SHELLS) {
    const { code, stdout } = await inProcess(["completion", shell]);
    expect(code).toBe(0);
    writeFileSync(scriptOf(shell), stdout);
  }
});

describe("completion", () => {
  it("is refused for another shell, exit code 2", async () => {
    const { code, stderr } = await inProcess(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  });

  it.each(SHELLS)("of %s names every command and every option with choices", async (shell) => {
    const { stdout } = await inProcess(["completion", shell]);
    for (const { name } of COMMANDS) {
      expect(stdout).toContain(name);
    }
    for (const word of ["--format", "--fail-on", "--reusable-workflow", "text markdown json sarif github html"].map(
      (each) => (shell === "fish" ? each.replace(/^--/, "") : each),
    )) {
      expect(stdout).toContain(word);
    }
  });
});

for (const shell of SHELLS.filter((each) => each === "bash" || isOnPath(each))) {
  describe(`${shell} with it`, () => {
    it("completes commands, options, choices, files and folders", () => {
      const [commands, options, formats, levels, files, folders, below, behind] = ASK[shell]([
        "cloudsmith-trust re",
        "cloudsmith-trust check --fa",
        "cloudsmith-trust check --format ",
        "cloudsmith-trust check --trust check --fail-on c",
        "cloudsmith-trust check --trust trus",
        "cloudsmith-trust check --app s",
        "cloudsmith-trust emulator j",
        "cloudsmith-trust emulator job --visibility p",
      ]);
      expect(commands).toEqual(["reach", "review"]);
      expect(options?.map((each) => each.replace(/=$/, ""))).toEqual(["--fail-on"]);
      expect(formats).toEqual(["github", "html", "json", "markdown", "sarif", "text"]);
      expect(levels).toEqual(["critical"]);
      expect(files?.map((each) => each.replaceAll("\\", ""))).toEqual(["trust file.json"]);
      expect(folders?.map((each) => each.replace(/\/$/, ""))).toEqual(["stacks"]);
      expect(below).toEqual(["job"]);
      expect(behind).toEqual(["private", "public"]);
    });

    it("takes an option whose value may be left out", () => {
      const [options] = ASK[shell](["cloudsmith-trust drift --issue --publ"]);
      expect(options).toEqual(["--public"]);
    });

    it("takes --option=value, and offers nothing where only the person knows", () => {
      const [formats, nothing] = ASK[shell](["cloudsmith-trust check --format=sa", "cloudsmith-trust check --live s"]);
      expect(formats?.map((each) => each.replace(/^--format=/, ""))).toEqual(["sarif"]);
      expect(nothing).toEqual([]);
    });
  });
}
