import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

const EXECUTABLE = resolve(__dirname, "../../dist/bin/cloudsmith-trust.js");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: { readonly [name: string]: string | undefined };
  readonly input?: string | Buffer;
  readonly cwd?: string;
}

/** Starts the built executable as a person would. */
export function start(args: readonly string[], { env = {}, cwd }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [EXECUTABLE, ...args], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
}

/** Runs the built executable to its end. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = start(args, options);
  // A command that ends before it has read everything closes the pipe.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input ?? "");
  return finished(child);
}

/** Collects what a started process says until it ends. */
export async function finished(child: ChildProcess): Promise<Run> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((settle) => child.once("close", settle));
  return { code, stdout, stderr };
}

/** Waits until a process has said something, and gives everything said by then. */
export function said(stream: NodeJS.ReadableStream | null, wanted: RegExp): Promise<string> {
  return new Promise((settle, reject) => {
    let text = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (more: string) => {
      text += more;
      if (wanted.test(text)) {
        settle(text);
      }
    });
    stream?.on("end", () => reject(new Error(`ended without ${wanted}: ${text}`)));
  });
}

/** What a terminal acts on or a reader cannot see, but for line feeds. */
export const HARMFUL = /(?!\n)[\p{Cc}\p{Cf}]/u;

const folder = mkdtempSync(join(tmpdir(), "cli-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A file of its own for a test. */
export function file(content: string | object, name = "file"): string {
  files += 1;
  const path = join(folder, `${name}-${files}`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** The example world: acme/app publishes from main, tags are switched off. */
export const TRUST = {
  organization: "acme",
  accounts: [{ slug: "ci-app", name: "ci-app", role: "Member" }],
  settings: [
    {
      name: "app-main",
      slug_perm: "x1",
      enabled: true,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: { repository_id: "74", ref: "refs/heads/main", event_name: "push" },
      service_accounts: ["ci-app"],
      mapping_claim: null,
    },
    {
      name: "app-tags",
      enabled: false,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: { repository_id: "74", ref: "refs/tags/v.*" },
      service_accounts: ["ci-app"],
      mapping_claim: null,
    },
  ],
  repositories: [{ slug: "prod", repository_type_str: "Private", default_privilege: "None" }],
  privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" }],
} as const;

/** A job of acme/app that TRUST lets in. */
export const MAIN = ["--repository", "acme/app", "--repository-id", "74"] as const;
