import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { outdir } from "./outdir.js";

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** An example, synthesized as its user would and run by terraform alone, which is quicker than the cdktf command. */
export class Example {
  readonly #directory = outdir();

  constructor(
    readonly name: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @returns the directory of the stack */
  async synth(): Promise<string> {
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    await this.#demand("node", ["--import", tsx, resolve("examples", this.name, "main.ts")], this.#directory);
    const stack = join(this.#directory, "out", "stacks", this.name);
    if (!existsSync(stack)) {
      throw new Error(`the example ${this.name} has no stack of its name`);
    }
    return stack;
  }

  /** @returns what terraform printed */
  async deploy(): Promise<string> {
    const stack = await this.synth();
    await this.#demand("terraform", ["init", "-input=false", "-no-color"], stack);
    return this.#demand("terraform", ["apply", "-auto-approve", "-input=false", "-no-color"], stack);
  }

  /** The stack's JSON, once it is synthesized. */
  json(): unknown {
    return JSON.parse(readFileSync(join(this.#directory, "out", "stacks", this.name, "cdk.tf.json"), "utf8"));
  }

  /** @returns what a further plan printed */
  async plan(): Promise<string> {
    const stack = join(this.#directory, "out", "stacks", this.name);
    return this.#demand("terraform", ["plan", "-input=false", "-no-color"], stack);
  }

  async #demand(command: string, args: readonly string[], cwd: string): Promise<string> {
    const { code, output } = await this.#run(command, args, cwd);
    if (code !== 0) {
      throw new Error(`${command} ended with ${code}:\n${output}`);
    }
    return output;
  }

  #run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
    return new Promise((done, failed) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, HOME: this.#directory, CDKTF_OUTDIR: join(this.#directory, "out"), ...this.env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      }
      child.on("error", failed);
      child.on("close", (code) => done({ code, output }));
    });
  }
}
