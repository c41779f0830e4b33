import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterFile } from "./cleanups.js";

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, without colours and spinners. */
  readonly output: string;
}

/** What a clone has; dist/ is not among it. */
const TRACKED = [
  "bin",
  "cdktf.json",
  "examples",
  "lib",
  "package.json",
  "scripts",
  "tsconfig.build.json",
  "tsconfig.json",
];

/** A clone of this project right after `npm ci`: nothing synthesized, nothing deployed, a home of its own. */
export class Checkout {
  readonly #root = mkdtempSync(join(tmpdir(), "cloudsmith-trust-checkout-"));
  readonly directory = join(this.#root, "clone");

  constructor() {
    afterFile(() => rmSync(this.#root, { recursive: true, force: true }));
    mkdirSync(join(this.#root, "home"));
    for (const name of TRACKED) {
      cpSync(resolve(name), join(this.directory, name), {
        recursive: true,
        filter: (path) => !path.includes("cdktf.out"),
      });
    }
    symlinkSync(resolve("node_modules"), join(this.directory, "node_modules"));
    // npm ci runs the build; its outcome is the same here.
    if (existsSync("dist")) {
      cpSync(resolve("dist"), join(this.directory, "dist"), { recursive: true });
    }
  }

  /** Runs one of the project's commands as a person would, with nothing in the environment but PATH and what is given. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
    return new Promise((done, failed) => {
      const child = spawn(command, args, {
        cwd: this.directory,
        env: {
          PATH: process.env.PATH,
          HOME: join(this.#root, "home"),
          TMPDIR: tmpdir(),
          CHECKPOINT_DISABLE: "1",
          DISABLE_VERSION_CHECK: "1",
          npm_config_update_notifier: "false",
          FORCE_COLOR: "0",
          ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      child.on("error", failed);
      child.on("close", (code) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
        const plain = `${stdout}${stderr}`.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
        done({ code, stdout, stderr, output: plain.replace(/^.*Synthesizing$/gm, "").replace(/\n{2,}/g, "\n") });
      });
    });
  }
}

/** For a command that must work: fails with what it printed. */
export function demandSuccess(result: CommandResult): string {
  if (result.code !== 0) {
    throw new Error(`the command ended with ${result.code}:\n${result.output}`);
  }
  return result.output;
}
