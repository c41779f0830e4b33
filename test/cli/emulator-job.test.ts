import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { file, finished, run, said, start, TRUST } from "./executable.js";

const seed = file(TRUST);
const NODE = process.execPath;
/** Prints its environment as JSON. */
const ENVIRONMENT = [NODE, "-p", "JSON.stringify(process.env)"] as const;
const MAIN = ["--repository", "acme/app", "--repository-id", "74", "--ref", "refs/heads/main"] as const;

describe("emulator job", () => {
  it("gives a command the environment of the job", async () => {
    const args = [...MAIN, "--event", "workflow_dispatch", "--environment", "production", "--account", "ci-app"];
    const { code, stdout } = await run(["emulator", "job", ...args, "--", ...ENVIRONMENT]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "acme/app",
      GITHUB_REPOSITORY_ID: "74",
      GITHUB_REF: "refs/heads/main",
      GITHUB_EVENT_NAME: "workflow_dispatch",
      ACTIONS_ID_TOKEN_REQUEST_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: expect.any(String),
      CLOUDSMITH_ORG: "acme",
      CLOUDSMITH_SERVICE_SLUG: "ci-app",
      CLOUDSMITH_API_HOST: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
    });
  });

  it("lets no variable of the person through that is not on the list", async () => {
    const env = {
      CLOUDSMITH_API_KEY: "real-key",
      GITHUB_TOKEN: "real",
      AWS_SECRET_ACCESS_KEY: "real",
      NPM_TOKEN: "real",
    };
    const { stdout } = await run(["emulator", "job", ...MAIN, "--", ...ENVIRONMENT], { env });
    const seen = JSON.parse(stdout) as { [name: string]: string };
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(["CLOUDSMITH_API_KEY"]));
    expect(Object.values(seen).filter((value) => value.includes("real"))).toEqual([]);
    expect(seen.PATH).toBe(process.env.PATH);
  });

  it("gives it an empty HOME of its own, which is gone afterwards", async () => {
    const script = "console.log(process.env.HOME); require('fs').writeFileSync(process.env.HOME + '/x', 'y')";
    const { stdout } = await run(["emulator", "job", ...MAIN, "--", NODE, "-e", script]);
    const home = stdout.trim();
    expect(home).not.toBe(process.env.HOME);
    expect(existsSync(home)).toBe(false);
  });

  it("gives a fork's pull request no id token", async () => {
    const { stdout } = await run(["emulator", "job", ...MAIN.slice(0, 4), "--fork", "--", ...ENVIRONMENT]);
    const seen = JSON.parse(stdout) as { [name: string]: string };
    expect(seen).toMatchObject({ GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/1/merge" });
    expect(Object.keys(seen).filter((name) => name.startsWith("ACTIONS_ID_TOKEN"))).toEqual([]);
  });

  it("passes the command's exit code through", async () => {
    expect((await run(["emulator", "job", ...MAIN, "--", NODE, "-e", "process.exit(7)"])).code).toBe(7);
    expect((await run(["emulator", "job", ...MAIN, "--", NODE, "-e", "process.kill(process.pid, 9)"])).code).toBe(137);
  });

  it("passes signals on, and cleans up", async () => {
    const script =
      "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1e3); console.log(process.env.HOME)";
    const child = start(["emulator", "job", ...MAIN, "--", NODE, "-e", script]);
    const home = (await said(child.stdout, /\n/)).trim();
    const end = finished(child);
    child.kill("SIGTERM");
    expect((await end).code).toBe(9);
    expect(existsSync(home)).toBe(false);
  });

  it("lets a job in through token, and a command under its key say who it is", async () => {
    const whoAmI = `fetch(process.env.CLOUDSMITH_API_HOST + "/user/self/", { headers: { "X-Api-Key": process.env.CLOUDSMITH_API_KEY } })
      .then((answer) => answer.json()).then(({ slug }) => console.log("I am " + slug))`;
    const cli = require.resolve("../../dist/bin/cloudsmith-trust.js");
    const inner = [NODE, cli, "token", "--", NODE, "-e", whoAmI];
    const args = ["emulator", "job", "--seed", seed, ...MAIN, "--account", "ci-app", "--", ...inner];
    const { code, stdout } = await run(args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "I am ci-app\n" });
  });

  it("runs in an emulator of another process", async () => {
    const server = start(["emulator", "--json", "--seed", seed]);
    const { url } = JSON.parse(await said(server.stdout, /\n/));
    const { code, stdout } = await run(["emulator", "job", "--emulator", url, ...MAIN, "--", ...ENVIRONMENT]);
    const end = finished(server);
    server.kill();
    await end;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ CLOUDSMITH_API_HOST: url, GITHUB_REPOSITORY: "acme/app" });
  });

  it.each([
    [["--", "true"], 2, "no job was described"],
    [[...MAIN], 2, "nothing to run"],
    [[...MAIN, "--event", "psuh", "--", "true"], 2, "did you mean push?"],
    [[...MAIN, "--", "no-such-command-here"], 1, "cannot run no-such-command-here: there is no such command"],
    [[...MAIN, "--emulator", "https://example.com", "--", "true"], 2, "not the address of an emulator"],
    [[...MAIN, "--emulator", "http://127.0.0.1:1", "--", "true"], 1, "no emulator answers at http://127.0.0.1:1"],
    [[...MAIN, "--emulator", "http://127.0.0.1:1", "--seed", "x", "--", "true"], 2, "--emulator and --seed"],
  ] as const)("given %j ends with exit code %i", async (args, expected, what) => {
    const { code, stderr } = await run(["emulator", "job", ...args]);
    expect({ code, stderr }).toMatchObject({ code: expected });
    expect(stderr).toContain(what);
  });
});
