import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import type { GitHubJob } from "../../lib/oidc/index.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    accounts: [{ slug: "ci-app" }],
    repositories: [{ slug: "prod" }, { slug: "secret" }],
    privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" }],
    settings: [
      {
        name: "app-main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74", ref: "refs/heads/main" },
        service_accounts: ["ci-app"],
      },
    ],
  },
});

const MAIN: GitHubJob = { repository: "acme/app", repositoryId: 74, ownerId: 65 };

/** The official command line: what CLOUDSMITH_CLI names, else the one on PATH. */
const command = process.env.CLOUDSMITH_CLI ?? onPath("cloudsmith");

function onPath(name: string): string | undefined {
  try {
    return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

const NOT_THERE = "the official command line is not there: name it in CLOUDSMITH_CLI or put cloudsmith on PATH";
if (command === undefined) {
  console.warn(`skipped, all of it: ${NOT_THERE}`);
}

/** It keeps tokens and configuration in its home folder. */
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cloudsmith-cli-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly output: string;
}

function cloudsmith(context: TestContext, args: string[], environment: { [name: string]: string }): Promise<Run> {
  if (command === undefined) {
    context.skip(NOT_THERE);
  }
  const env = { PATH: process.env.PATH ?? "", HOME: home, ...environment };
  return new Promise((resolve) => {
    execFile(String(command), args, { env, cwd: home }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : 1) : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

const inJob = (job: GitHubJob = MAIN): { [name: string]: string } => ({
  ...world.emulator.startJob(job).environment,
  CLOUDSMITH_SERVICE_SLUG: "ci-app",
});

describe("the official command line, unchanged, against the emulator", () => {
  it("says who has a key", async (context) => {
    const { code, output } = await cloudsmith(context, ["whoami", "-k", world.emulator.apiKey], {
      CLOUDSMITH_API_HOST: world.emulator.url,
    });
    expect(output).toContain("slug: owner");
    expect(code).toBe(0);
  });

  it("says who a GitHub job is, by the job's id token and the exchange", async (context) => {
    const { code, output } = await cloudsmith(context, ["whoami"], inJob());
    expect(output).toContain("slug: ci-app");
    expect(code).toBe(0);
    expect(world.emulator.exchanges).toMatchObject([{ status: 201, claims: { aud: "cloudsmith" } }]);
    expect(world.emulator.requests.count("GET /_jobs/{job}/idtoken")).toBe(1);
  });

  it("publishes a raw package from a GitHub job, and waits for its synchronisation", async (context) => {
    world.emulator.settings.packageSyncReads = 1;
    writeFileSync(join(home, "hello.txt"), "hello");
    const args = ["push", "raw", "acme/prod", "hello.txt", "--name", "hello", "--version", "1.0"];
    const { code, output } = await cloudsmith(context, args, inJob());
    expect(output).toContain("synchronised successfully");
    expect(code).toBe(0);
    const [published, ...more] = [...world.emulator.state.packages.values()];
    expect(more).toEqual([]);
    expect(published).toMatchObject({ name: "hello", version: "1.0", repository: "prod", uploader: "ci-app" });
    expect(published?.content.toString()).toBe("hello");
  });

  it("cannot publish where the account may not, nor from a job that the trust does not fit", async (context) => {
    writeFileSync(join(home, "hello.txt"), "hello");
    const args = (repository: string) => [
      "push",
      "raw",
      repository,
      "hello.txt",
      "--name",
      "hello",
      "--version",
      "1.0",
    ];
    expect((await cloudsmith(context, args("acme/secret"), inJob())).code).not.toBe(0);
    rmSync(home, { recursive: true });
    home = mkdtempSync(join(tmpdir(), "cloudsmith-cli-"));
    writeFileSync(join(home, "hello.txt"), "hello");
    const stranger = await cloudsmith(context, args("acme/prod"), inJob({ ...MAIN, ref: "refs/heads/dev" }));
    expect(stranger.code).not.toBe(0);
    expect(world.emulator.exchanges.at(-1)).toMatchObject({ status: 401, judgement: { reason: "claim_mismatch" } });
    expect(world.emulator.state.packages.size).toBe(0);
  });

  it("lists the repositories that the caller sees", async (context) => {
    const { code, output } = await cloudsmith(context, ["list", "repos", "acme"], inJob());
    expect(output).toContain("acme/prod");
    expect(output).not.toContain("acme/secret");
    expect(code).toBe(0);
  });
});
