import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { file, finished, run, said, start, TRUST } from "./executable.js";

const NODE = process.execPath;
const SHOW_KEY = [NODE, "-p", "process.env.CLOUDSMITH_API_KEY"] as const;
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ seed: JSON.parse(JSON.stringify(TRUST)) });
});
afterAll(() => emulator.close());

/** The environment of a job of acme/app that may have what TRUST gives it. */
function job(ref = "refs/heads/main"): { [name: string]: string } {
  const { environment } = emulator.startJob({ repository: "acme/app", repositoryId: 74, ref });
  return { ...environment, CLOUDSMITH_SERVICE_SLUG: "ci-app" };
}

describe("token", () => {
  it("gives the key to one command alone, and masks it and the id token before anything else", async () => {
    const { code, stdout, stderr } = await run(["token", "--", ...SHOW_KEY], { env: job() });
    expect(code).toBe(0);
    const key = stdout.trim();
    expect(key.split(".")).toHaveLength(3);
    const masked = [...stderr.matchAll(/^::add-mask::(.+)$/gm)].map((match) => match[1]);
    expect(masked).toHaveLength(2);
    expect(masked[1]).toBe(key);
  });

  it("masks nothing outside GitHub Actions, and prints nothing of its own", async () => {
    const idToken = await emulator.startJob({ repository: "acme/app", repositoryId: 74 }).idToken("cloudsmith");
    const env = { CLOUDSMITH_OIDC_TOKEN: idToken, CLOUDSMITH_API_HOST: emulator.url };
    const args = ["token", "--organization", "acme", "--account", "ci-app", "--", NODE, "-e", "0"];
    expect(await run(args, { env })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("asks for the audience that the options, else the environment, name", async () => {
    await run(["token", "--", NODE, "-e", "0"], { env: job() });
    await run(["token", "--", NODE, "-e", "0"], { env: { ...job(), CLOUDSMITH_OIDC_AUDIENCE: "acme-ci" } });
    await run(["token", "--audience", "mine", "--", NODE, "-e", "0"], { env: job() });
    const audiences = emulator.exchanges.slice(-3).map(({ claims }) => claims?.aud);
    expect(audiences).toEqual(["cloudsmith", "acme-ci", "mine"]);
  });

  it("exports the key for later steps", async () => {
    const github = file("BEFORE=1\n");
    const { code, stdout } = await run(["token", "--export"], { env: { ...job(), GITHUB_ENV: github } });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const written = readFileSync(github, "utf8");
    expect(written).toMatch(/^BEFORE=1\nCLOUDSMITH_API_KEY<<(end-[0-9a-f]{32})\n[\w-]+\.[\w-]+\.[\w-]+\n\1\n$/);
  });

  it("passes the command's exit code, input and signals through", async () => {
    expect((await run(["token", "--", NODE, "-e", "process.exit(42)"], { env: job() })).code).toBe(42);
    const echo = "process.stdin.pipe(process.stdout)";
    expect((await run(["token", "--", NODE, "-e", echo], { env: job(), input: "hello" })).stdout).toBe("hello");
    const wait = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1e3); console.log('up')";
    const child = start(["token", "--", NODE, "-e", wait], { env: job() });
    await said(child.stdout, /up/);
    const end = finished(child);
    child.kill("SIGTERM");
    expect((await end).code).toBe(9);
  });

  it("says what a refused token claims, and shows no token", async () => {
    const { code, stdout, stderr } = await run(["token", "--", ...SHOW_KEY], { env: job("refs/heads/dev") });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const message = stderr.replace(/^::add-mask::.*\n/gm, "");
    expect(message).toContain("did not accept the OIDC token for the service account ci-app of acme");
    expect(message).toContain("repo:acme/app:ref:refs/heads/dev");
    expect(message).toContain("cloudsmith-trust explain");
    expect(message).not.toMatch(/eyJ/);
    expect(message).not.toMatch(/\n\s+at /);
  });

  it.each([
    [
      "without the permission",
      { GITHUB_ACTIONS: "true", CLOUDSMITH_ORG: "a", CLOUDSMITH_SERVICE_SLUG: "b" },
      ["--", "x"],
      1,
      "`id-token: write`",
    ],
    ["outside a CI", { CLOUDSMITH_ORG: "a", CLOUDSMITH_SERVICE_SLUG: "b" }, ["--", "x"], 1, "no CI job that is known"],
    ["without an organization", {}, ["--", "x"], 2, "--organization SLUG, or set CLOUDSMITH_ORG"],
    ["without an account", { CLOUDSMITH_ORG: "a" }, ["--", "x"], 2, "--account SLUG, or set CLOUDSMITH_SERVICE_SLUG"],
    ["without a command", {}, [], 2, "put a command behind --, or say --export"],
    ["with both", {}, ["--export", "--", "x"], 2, "--export and a command were both given"],
  ] as const)("%s says what is missing", async (_, env, args, expected, what) => {
    const { code, stderr } = await run(["token", ...args], { env });
    expect({ code, stderr }).toMatchObject({ code: expected });
    expect(stderr).toContain(what);
  });

  it("sends nothing to a host over plain http", async () => {
    const env = { ...job(), CLOUDSMITH_API_HOST: "http://example.com" };
    const { code, stderr } = await run(["token", "--", ...SHOW_KEY], { env });
    expect(code).toBe(1);
    expect(stderr).toContain("must use https");
  });

  it("says what --export needs outside GitHub Actions", async () => {
    const { GITHUB_ACTIONS: _, ...env } = job();
    const { code, stderr } = await run(["token", "--export"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain("GITHUB_ENV is not set");
  });
});
