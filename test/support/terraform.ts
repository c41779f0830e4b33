import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterFile } from "./cleanups.js";

/** A packed provider, as `scripts/build.ts` makes it. */
export interface PackedProvider {
  /** e.g. `localhost/cloudsmith-trust/cloudsmith`. */
  readonly source: string;
  readonly version: string;
  /** Path of the zip. */
  readonly zip: string;
}

export interface WorkspaceOptions {
  /** A configuration that is there already, e.g. the folder of a synthesized stack. @default - an empty one */
  readonly directory?: string;
  /** An object is written to `main.tf.json`, a text to `main.tf`. */
  readonly main?: object | string;
  /** Further files by name; objects as JSON. */
  readonly files?: { readonly [name: string]: object | string };
  /** On top of this process's environment; undefined removes a variable. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Providers that {@link serveForReattach} serves in this process; they need no init. */
  readonly reattach?: readonly { readonly reattach: object }[];
  /** Providers to find in the stack's own mirror; `terraform init` is run when there are any. */
  readonly packed?: readonly PackedProvider[];
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for an assertion on what a person sees. */
  readonly output: string;
  /** The output without frames and line breaks, so that a sentence can be looked for wherever Terraform wraps it. */
  readonly words: string;
}

/** `terraform show -json` and the like: whatever the documentation of the format says. */
// biome-ignore lint/suspicious/noExplicitAny: tests read a few fields of a large format
export type Json = any;

/**
 * A directory with a Terraform configuration that touches nothing outside: own settings, own home, own data directory.
 * It is removed after the test file.
 */
export class TerraformWorkspace {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #root: string;

  private constructor({ env = {}, reattach = [], directory }: WorkspaceOptions) {
    this.#root = mkdtempSync(join(tmpdir(), "tfws-"));
    this.directory = directory ?? join(this.#root, "stack");
    mkdirSync(this.directory, { recursive: true });
    const settings = join(this.#root, "terraformrc");
    writeFileSync(settings, "");
    const attached = Object.assign({}, ...reattach.map((server) => server.reattach)) as object;
    this.env = {
      ...process.env,
      HOME: this.#root,
      TF_CLI_CONFIG_FILE: settings,
      TF_DATA_DIR: join(this.#root, "data"),
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      TF_CLI_ARGS: undefined,
      TF_LOG: undefined,
      CHECKPOINT_DISABLE: "1",
      ...(Object.keys(attached).length === 0 ? {} : { TF_REATTACH_PROVIDERS: JSON.stringify(attached) }),
      ...env,
    };
    afterFile(() => this.remove());
  }

  static async create(options: WorkspaceOptions): Promise<TerraformWorkspace> {
    const workspace = new TerraformWorkspace(options);
    if (options.main !== undefined) {
      workspace.write(typeof options.main === "string" ? "main.tf" : "main.tf.json", options.main);
    }
    for (const [name, content] of Object.entries(options.files ?? {})) {
      workspace.write(name, content);
    }
    for (const provider of options.packed ?? []) {
      workspace.#mirror(provider);
    }
    if (options.packed?.length) {
      await workspace.ok("init");
    }
    return workspace;
  }

  /** Puts the zip where Terraform looks before it asks any registry. */
  #mirror({ source, version, zip }: PackedProvider): void {
    const type = source.split("/").at(-1) ?? "";
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    const directory = join(this.directory, "terraform.d/plugins", source);
    mkdirSync(directory, { recursive: true });
    copyFileSync(zip, join(directory, `terraform-provider-${type}_${version}_${platform}.zip`));
  }

  /** Writes a file, relative to the configuration. */
  write(name: string, content: object | string): void {
    const path = join(this.directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
  }

  /** Starts a command in a process group of its own, for tests that send it signals. */
  start(...args: readonly string[]): ChildProcess {
    return spawn("terraform", args, {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  }

  /** Runs a command to its end, whatever its exit code. `-auto-approve` is up to the caller. */
  run(...args: readonly string[]): Promise<RunResult> {
    return collect(spawn("terraform", args, { cwd: this.directory, env: this.env, stdio: ["ignore", "pipe", "pipe"] }));
  }

  /** Like {@link run}, and fails the test with Terraform's own words unless the exit code is 0. */
  async ok(...args: readonly string[]): Promise<RunResult> {
    const result = await this.run(...args);
    if (result.code !== 0) {
      throw new Error(`terraform ${args.join(" ")} exited ${result.code}\n${result.output}`);
    }
    return result;
  }

  apply(...args: readonly string[]): Promise<RunResult> {
    return this.ok("apply", "-auto-approve", ...args);
  }

  destroy(...args: readonly string[]): Promise<RunResult> {
    return this.ok("destroy", "-auto-approve", ...args);
  }

  /** The plan as JSON. */
  async plan(...args: readonly string[]): Promise<Json> {
    await this.ok("plan", "-out=plan.bin", ...args);
    return JSON.parse((await this.ok("show", "-json", "plan.bin")).stdout);
  }

  /** The state as JSON, `terraform show -json`. */
  async state(): Promise<Json> {
    return JSON.parse((await this.ok("show", "-json")).stdout);
  }

  /** Values of one resource in state, or undefined: `await workspace.values("test_thing.one")`. */
  async values(address: string): Promise<Json> {
    const resources: Json[] = (await this.state()).values?.root_module?.resources ?? [];
    return resources.find((resource) => resource.address === address)?.values;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Waits for the end of a process and gives what it wrote. */
export function collect(child: ChildProcess): Promise<RunResult> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const [plainOut, plainErr] = [stripVTControlCharacters(stdout), stripVTControlCharacters(stderr)];
      const output = plainOut + plainErr;
      resolve({ code, stdout: plainOut, stderr: plainErr, output, words: output.replace(/[\s│╷╵]+/g, " ") });
    });
  });
}
