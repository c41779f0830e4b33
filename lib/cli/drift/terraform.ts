import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RATE_LIMIT_WAIT } from "../../cloudsmith/index.js";
import { failure } from "../errors.js";
import { secondsLeft } from "../private/rate-limit-deadline.js";
import { makeTemporaryFolder } from "../private/temporary-folder.js";
import type { Interruption } from "./interruption.js";

/** As our provider knows it. */
const SEEN_GRANTS = "CLOUDSMITH_TRUST_SEEN_GRANTS";
/** Far above any real plan. */
const LIMIT_CHARACTERS = 256 * 1024 * 1024;

/** What a refresh found. */
export interface Refreshed {
  /** The plan as JSON text. */
  readonly plan: string;
  /** What the identity may not read, so that it was taken as it was last written; e.g. `privileges on acme/prod`. */
  readonly unchecked: readonly string[];
  /** All grants on repositories of which any was refreshed, as our provider read them. */
  readonly grants: readonly SeenGrants[];
}

export interface SeenGrants {
  readonly organization: string;
  /** As the stack names it: a slug or slug_perm. */
  readonly repository: string;
  readonly privileges: readonly unknown[];
}

export interface RefreshOptions {
  readonly interruption: Interruption;
  /** What the identity may not read is passed over and told, instead of failing the stack. */
  readonly tolerant: boolean;
  /** Milliseconds since the epoch: how long the provider waits for the rate limit. */
  readonly waitUntil: number;
}

/**
 * What a refresh finds in a stack: `terraform init`, `plan -refresh-only`, `show -json`, with a provider that only reads.
 * The plan itself, which may hold secrets, is gone when this ends.
 *
 * @param directory the stack's folder
 * @throws CliError with Terraform's own words
 */
export async function refreshOnlyPlan(
  directory: string,
  { interruption, tolerant, waitUntil }: RefreshOptions,
): Promise<Refreshed> {
  refuseLimits(process.env);
  const folder = makeTemporaryFolder("drift");
  try {
    const [plan, seen] = [join(folder, "plan"), join(folder, "grants")];
    mkdirSync(seen);
    const env = {
      CLOUDSMITH_ON_FORBIDDEN: tolerant ? "keep_state_and_warn" : "error",
      [RATE_LIMIT_WAIT]: String(secondsLeft(waitUntil)),
      [SEEN_GRANTS]: seen,
    };
    const run = (args: readonly string[]): Promise<string> => terraform(args, { directory, interruption, env });
    await run(["init", "-lockfile=readonly", "-input=false", "-no-color"]);
    const told = await run(["plan", "-refresh-only", "-lock=false", "-input=false", "-json", `-out=${plan}`]);
    return {
      plan: await run(["show", "-no-color", "-json", plan]),
      unchecked: uncheckedIn(told).toSorted(),
      grants: readdirSync(seen).map((name) => JSON.parse(readFileSync(join(seen, name), "utf8")) as SeenGrants),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  readonly severity?: unknown;
  readonly summary?: unknown;
  readonly detail?: unknown;
}

/** Source: Terraform's machine-readable UI, https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
function diagnosticsIn(output: string): readonly Diagnostic[] {
  return output.split("\n").flatMap((line) => {
    try {
      const { diagnostic } = JSON.parse(line) as { diagnostic?: Diagnostic };
      return typeof diagnostic === "object" && diagnostic !== null ? [diagnostic] : [];
    } catch {
      return [];
    }
  });
}

/** As our provider begins the warning. */
const NOT_CHECKED = "Not checked: ";

function uncheckedIn(output: string): readonly string[] {
  return diagnosticsIn(output).flatMap(({ severity, summary }) =>
    severity === "warning" && typeof summary === "string" && summary.startsWith(NOT_CHECKED)
      ? [summary.slice(NOT_CHECKED.length)]
      : [],
  );
}

interface Failure {
  readonly words: string;
  /** Whether all of it is what the identity may not read. */
  readonly isForbidden: boolean;
}

/** As our provider ends the summary, and begins its advice: of a setting that does not count in this run. */
const FORBIDDEN = /^Reading .* is forbidden$/;
const ADVICE = "\nTo plan with an identity that may not read everything";

/** The errors in what Terraform told; without words where it told none in that form. */
function errorsIn(output: string): Failure {
  const errors = diagnosticsIn(output)
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail }) => ({ summary: textOf(summary), detail: textOf(detail) }));
  return {
    words: errors
      .map(({ summary, detail }) => [summary, detail.split(ADVICE)[0]].filter((each) => each !== "").join(": "))
      .join("; "),
    isForbidden: errors.length > 0 && errors.every(({ summary }) => FORBIDDEN.test(summary)),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A refresh of some resources alone would report the others as free of drift. */
function refuseLimits(environment: NodeJS.ProcessEnv): void {
  for (const name of ["TF_CLI_ARGS", "TF_CLI_ARGS_plan"]) {
    const found = /(?:^|\s)--?(target|exclude|refresh=false|destroy)\b/.exec(environment[name] ?? "");
    if (found !== null) {
      throw failure(
        `${name} holds -${found[1]}, with which a refresh would not look at everything`,
        `unset ${name} for this command`,
      );
    }
  }
}

function terraform(
  args: readonly string[],
  { directory, interruption, env: more }: { directory: string; interruption: Interruption; env: NodeJS.ProcessEnv },
): Promise<string> {
  const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const env = {
    ...process.env,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CLOUDSMITH_READ_ONLY: "true",
    ...more,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
    interruption.watch(child);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.length > LIMIT_CHARACTERS) {
        child.kill();
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", ({ code }: NodeJS.ErrnoException) => {
      reject(
        failure(
          `cannot run ${binary}: ${code === "ENOENT" ? "there is no such command" : code}`,
          "install Terraform, set TERRAFORM_BINARY_NAME, or give --plan",
        ),
      );
    });
    child.once("close", (code, signal) => {
      if (code === 0) {
        resolve(stdout);
        return;
      }
      const told = errorsIn(stdout);
      const words =
        firstWords(told.words) ||
        firstWords(stderr) ||
        firstWords(stdout) ||
        `it ended with ${signal ?? `exit code ${code}`}`;
      const remedy = told.isForbidden ? MAY_NOT_READ : REMEDIES[args[0] ?? ""];
      reject(failure(`terraform ${args[0]} in ${directory} failed: ${words}`, remedy));
    });
  });
}

const MAY_NOT_READ = "run it as an identity that may read this, or settle with --only-shown for what this one may read";

const REMEDIES: { readonly [command: string]: string } = {
  init: "synthesize again with cdktf synth; the lock file is not changed here, so it has to know every provider on this platform",
  plan: "correct what Terraform says: what is live could not be told from what is declared",
};

/** Terraform's diagnostic without its frame, cut short. */
function firstWords(text: string): string {
  const words = text.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ").trim();
  return words.length <= 600 ? words : `${words.slice(0, 600)}…`;
}
