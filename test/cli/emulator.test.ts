import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { file, finished, HARMFUL, run, said, start, TRUST } from "./executable.js";

/** Starts `emulator --json` and reads its one line. */
async function emulator(...args: readonly string[]) {
  const child = start(["emulator", "--json", ...args]);
  const about = JSON.parse(await said(child.stdout, /\n/));
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const end = finished(child);
    child.kill(signal);
    return end;
  };
  return { about, stop };
}

describe("emulator", () => {
  it("prints one line of JSON when it is ready, serves, and stops cleanly", async () => {
    const { about, stop } = await emulator();
    expect(Object.keys(about).sort()).toEqual(["apiKey", "environment", "githubUrl", "issuer", "organization", "url"]);
    const headers = { "X-Api-Key": about.apiKey };
    for (const path of ["/user/self/", "/v1/user/self/"]) {
      const self = await (await fetch(about.url + path, { headers })).json();
      expect(self).toMatchObject({ authenticated: true, slug: "owner" });
    }
    expect(about.environment).toMatchObject({ CLOUDSMITH_API_HOST: about.url, CLOUDSMITH_API_KEY: about.apiKey });
    expect(await stop()).toMatchObject({ code: 0, stderr: "" });
    await expect(fetch(`${about.url}/user/self/`)).rejects.toThrow();
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("ends with exit code 0 on %s", async (signal) => {
    const { stop } = await emulator();
    expect((await stop(signal)).code).toBe(0);
  });

  it("shows a person its addresses and what to export", async () => {
    const child = start(["emulator", "--organization", "umbrella"]);
    const text = await said(child.stdout, /emulator job/);
    const end = finished(child);
    child.kill("SIGINT");
    expect((await end).code).toBe(0);
    expect(text).toMatch(/export CLOUDSMITH_API_HOST=http:\/\/127\.0\.0\.1:\d+\n/);
    expect(text).toMatch(/export CLOUDSMITH_ORG=umbrella\n/);
    expect(text).not.toMatch(HARMFUL);
  });

  it("starts with what a trust file holds", async () => {
    const { about, stop } = await emulator("--seed", file(TRUST));
    const headers = { "X-Api-Key": about.apiKey };
    const settings = await (await fetch(`${about.url}/orgs/acme/openid-connect/`, { headers })).json();
    expect(settings).toMatchObject([{ name: "app-main" }, { name: "app-tags" }]);
    await stop();
  });

  it("says which port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((ready) => server.once("listening", ready));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run(["emulator", "--port", String(port)]);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    [["--port", "http"], 2, "--port is not a port"],
    [["--port", "65536"], 2, "--port is not a port"],
    [["--seed", "/nowhere.json"], 1, "/nowhere.json: it does not exist"],
    [["--seed", file("[]")], 1, "not a JSON object"],
    [["--seed", file({ organization: "acme", settings: [{ name: "x" }] })], 1, "provider_url"],
    [["--seed", file({ organization: "acme", acounts: [] }, "seed.json")], 1, ":1:24: /acounts: unknown field"],
  ] as const)("given %j ends with exit code %i", async (args, expected, what) => {
    const { code, stderr, stdout } = await run(["emulator", ...args]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(what);
  });
});
