import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const EXECUTABLE = resolve(__dirname, "../../dist/bin/cloudsmith-trust.js");
const folder = mkdtempSync(join(tmpdir(), "demo-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the demo with a folder of its own for temporary files, to see that nothing stays in it. */
function start(
  name: string,
  env: { readonly [variable: string]: string } = {},
): { child: ChildProcess; left: () => string[] } {
  const temporary = join(folder, name);
  mkdirSync(temporary);
  const child = spawn(process.execPath, [EXECUTABLE, "demo"], {
    env: { ...process.env, NO_COLOR: "1", TMPDIR: temporary, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, left: () => readdirSync(temporary) };
}

async function finished(child: ChildProcess) {
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

/** Process ids that mention a text in their command line. */
async function processesWith(text: string): Promise<readonly string[]> {
  const { stdout } = await finished(spawn("ps", ["-eo", "pid,args"], { stdio: ["ignore", "pipe", "ignore"] }));
  return stdout.split("\n").filter((line) => line.includes(text) && !line.includes("ps -eo"));
}

describe("the demo", () => {
  it("tells the whole story, every part of which comes out as told, and leaves nothing behind", async () => {
    const { child, left } = start("whole");
    const { code, stdout, stderr } = await finished(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of [
      "a stand-in for the GitHub provider",
      "new GitHubPublisher(",
      "$ npx cdktf deploy --auto-approve",
      "accepts it by name",
      "the state holds no key and no token",
      "$ npx --no-install cloudsmith-trust token -- node publish.mjs prod app.txt",
      "twice let in as ci-app",
      "the raw packages app.txt and notes.txt are in prod",
      "✗ GitHub gives no identity token to a pull_request run started from a fork",
      '✗ ci-app-branch-main-push, step claim: repository_id is "907400"; required is "74"',
      '✗ ci-app-branch-main-push, step claim: ref is "refs/heads/feature/login"; required is "refs/heads/main"',
      "its ref: refs/heads/.* → refs/heads/main",
      "a job on another branch is refused again",
      "the plan after it shows no change",
      "nothing on GitHub is left",
      "What to do next",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toMatch(/eyJ[\w-]{20}/);
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(left()).toEqual([]);
  }, 240_000);

  it("ends what it started and removes what it wrote when it is interrupted in the middle of a deployment", async () => {
    const { child, left } = start("interrupted");
    const end = finished(child);
    // A provider runs from the demo's own folder: terraform is in the middle of its work.
    await expect
      .poll(() => processesWith(join(folder, "interrupted")), { timeout: 60_000, interval: 50 })
      .not.toEqual([]);
    child.kill("SIGINT");
    const { code, stdout, stderr } = await end;
    expect(code).toBe(130);
    expect(stdout).not.toContain("What to do next");
    expect(stderr).toContain("Stopping");
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(left()).toEqual([]);
    expect(await processesWith(join(folder, "interrupted"))).toEqual([]);
  }, 120_000);

  it("cleans up, too, when its reader goes away", async () => {
    const { child, left } = start("unread");
    await new Promise((settle) => child.stdout?.once("data", settle));
    child.stdout?.destroy();
    const { code } = await finished(child);
    expect(code).toBe(130);
    expect(left()).toEqual([]);
    expect(await processesWith(join(folder, "unread"))).toEqual([]);
  }, 120_000);

  /** A PATH with Node alone, and whatever else is put into it. */
  function pathWith(name: string, terraform?: string): string {
    const path = join(folder, `path-${name}`);
    mkdirSync(path);
    symlinkSync(process.execPath, join(path, "node"));
    if (terraform !== undefined) {
      writeFileSync(join(path, "terraform"), `#!/bin/sh\n${terraform}\n`);
      chmodSync(join(path, "terraform"), 0o755);
    }
    return path;
  }

  it.each([
    ["no terraform", undefined, "terraform is not on PATH"],
    ["a terraform that is too old", `echo '{"terraform_version": "1.10.5"}'`, "terraform is 1.10.5, which is too old"],
    ["a terraform of long ago", "echo 'Terraform v0.11.14'", "terraform is 0.11.14, which is too old"],
    ["a terraform that does not run", "exit 3", "terraform does not run"],
  ])("given %s says so in one message, and starts nothing", async (name, terraform, message) => {
    const { child, left } = start(`tools-${name}`, { PATH: pathWith(name, terraform) });
    const { code, stdout, stderr } = await finished(child);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("install Terraform 1.11 or newer");
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(left()).toEqual([]);
  });
});
