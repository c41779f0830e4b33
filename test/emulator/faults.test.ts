import { describe, expect, it } from "vitest";
import { type Fault, isEmulatorError } from "../../lib/emulator/index.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({ seed: { organization: "acme", accounts: [{ slug: "ci-app" }] } });
const SERVICES = "/orgs/acme/services/";
const CREATE = "POST /orgs/{org}/services/";

const slugs = (): string[] => [...world.emulator.state.services.keys()];
const fault = (given: Fault): void => world.emulator.faults.add(given);

const raw = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(world.emulator.url + path, {
    redirect: "manual",
    ...init,
    headers: { "X-Api-Key": world.emulator.apiKey, "Content-Type": "application/json" },
  });
const create = (name = "new") => raw(SERVICES, { method: "POST", body: JSON.stringify({ name }) });

describe("a fault", () => {
  it("meets one request, the next one that fits, and is then spent", async () => {
    fault({ kind: "status", status: 503, route: "GET /orgs/{org}/services/" });
    expect((await world.api.get("/user/self/")).status).toBe(200);
    expect(world.emulator.faults.list).toHaveLength(1);
    expect((await world.api.get(SERVICES)).status).toBe(503);
    expect(world.emulator.faults.list).toHaveLength(0);
    expect((await world.api.get(SERVICES)).status).toBe(200);
  });

  it("meets the nth request and as many as it says from there", async () => {
    fault({ kind: "status", status: 500, nth: 2, times: 2 });
    const statuses = [];
    for (let call = 0; call < 5; call++) {
      statuses.push((await world.api.get("/user/self/")).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("meets every request for always, until it is cleared", async () => {
    fault({ kind: "status", status: 500, times: "always", method: "GET" });
    expect((await world.api.get("/user/self/")).status).toBe(500);
    expect((await world.api.get("/user/self/")).status).toBe(500);
    expect((await world.api.post(SERVICES, { name: "n" })).status).toBe(200);
    world.emulator.faults.clear();
    expect((await world.api.get("/user/self/")).status).toBe(200);
  });

  it("can be for a pattern whatever the method, or for one path", async () => {
    fault({ kind: "status", status: 500, route: "/orgs/{org}/services/{service}/", times: "always" });
    expect((await world.api.get(`${SERVICES}ci-app/`)).status).toBe(500);
    expect((await world.api.patch(`${SERVICES}ci-app/`, {})).status).toBe(500);
    expect((await world.api.get(SERVICES)).status).toBe(200);
    world.emulator.faults.clear();
    fault({ kind: "status", status: 500, path: `${SERVICES}ci-app/`, times: "always" });
    expect((await world.api.get(`/v1${SERVICES}ci-app/`)).status).toBe(500);
    expect((await world.api.get(`${SERVICES}other/`)).status).toBe(404);
  });

  it("can be for uploads, the issuer and GitHub by route, which one without a route leaves alone", async () => {
    const { environment } = world.emulator.startJob({ repository: "acme/app" });
    const ask = () => fetch(environment.ACTIONS_ID_TOKEN_REQUEST_URL!, { headers: { Authorization: "Bearer x" } });
    fault({ kind: "status", status: 503 });
    expect((await ask()).status).toBe(401);
    fault({ kind: "status", status: 503, route: "GET /_jobs/{job}/idtoken" });
    expect((await ask()).status).toBe(503);
  });

  it("shows in the log of requests", async () => {
    fault({ kind: "reset-before" });
    await expect(raw("/user/self/")).rejects.toThrow();
    expect(world.emulator.requests.log).toMatchObject([{ path: "/user/self/", fault: "reset-before", status: null }]);
  });

  it.each<[Fault, RegExp]>([
    [{ kind: "gremlin" as never }, /kind is "gremlin"/],
    [{ kind: "status", route: "GET /orgs/{org}/service/" }, /no route "GET \/orgs\/\{org\}\/service\/"/],
    [{ kind: "status", nth: 0 }, /nth is 0/],
    [{ kind: "status", times: 1.5 }, /times is 1.5/],
  ])("must make sense: %j does not", (wrong, text) => {
    expect(() => fault(wrong)).toThrowError(
      expect.toSatisfy((error) => isEmulatorError(error) && error.code === "invalid_fault" && text.test(error.message)),
    );
    expect(world.emulator.faults.list).toEqual([]);
  });
});

describe("a broken answer", () => {
  it.each([400, 401, 403, 404, 429, 500, 502, 503, 504])(
    "can be any status: %d, with JSON, before any effect",
    async (status) => {
      fault({ kind: "status", status, route: CREATE });
      const response = await create();
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(await response.json()).toEqual({ detail: expect.any(String) });
      expect(response.headers.get("x-ratelimit-limit")).not.toBeNull();
      expect(slugs()).toEqual(["ci-app"]);
    },
  );

  it("can be a 429 that says how long to wait", async () => {
    fault({ kind: "status", status: 429, retryAfterSeconds: 7 });
    const response = await raw("/user/self/");
    expect(response.headers.get("retry-after")).toBe("7");
    expect(((await response.json()) as { detail: string }).detail).toMatch(/^Request was throttled\./);
  });

  it("can be a 500 for a request that took effect", async () => {
    fault({ kind: "status", status: 500, committed: true, route: CREATE });
    expect((await create()).status).toBe(500);
    expect(slugs()).toEqual(["ci-app", "new"]);
  });

  it("can be a reset, before the request takes effect or after", async () => {
    fault({ kind: "reset-before", route: CREATE });
    await expect(create()).rejects.toThrow();
    expect(slugs()).toEqual(["ci-app"]);
    fault({ kind: "reset-after", route: CREATE });
    await expect(create()).rejects.toThrow();
    expect(slugs()).toEqual(["ci-app", "new"]);
  });

  it("can end in the middle of its body", async () => {
    fault({ kind: "truncate", route: CREATE });
    const response = await create();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(slugs()).toEqual(["ci-app", "new"]);
  });

  it("is cut as well where it has no body", async () => {
    fault({ kind: "truncate", route: "DELETE /orgs/{org}/services/{service}/" });
    await expect(raw(`${SERVICES}ci-app/`, { method: "DELETE" })).rejects.toThrow();
    expect(slugs()).toEqual([]);
  });

  it("can never come, with or without effect", async () => {
    for (const committed of [false, true]) {
      fault({ kind: "hang", committed, route: CREATE });
      const abort = new AbortController();
      const answer = raw(SERVICES, { method: "POST", body: '{"name":"new"}', signal: abort.signal });
      await expect.poll(() => world.emulator.requests.count(CREATE)).toBe(committed ? 2 : 1);
      await expect.poll(slugs).toEqual(committed ? ["ci-app", "new"] : ["ci-app"]);
      abort.abort();
      await expect(answer).rejects.toThrow();
    }
  });

  it("can come late, with its effect at once", async () => {
    fault({ kind: "slow", delayMs: 60_000, route: CREATE });
    const abort = new AbortController();
    const answer = raw(SERVICES, { method: "POST", body: '{"name":"new"}', signal: abort.signal });
    await expect.poll(slugs).toEqual(["ci-app", "new"]);
    abort.abort();
    await expect(answer).rejects.toThrow();
    fault({ kind: "slow", delayMs: 1 });
    expect((await world.api.get("/user/self/")).status).toBe(200);
  });

  it("can be a page of HTML", async () => {
    fault({ kind: "html" });
    const response = await raw("/user/self/");
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it("can be a redirect to another host", async () => {
    fault({ kind: "redirect" });
    const response = await raw("/user/self/");
    expect(response.status).toBe(302);
    expect(new URL(response.headers.get("location")!).hostname).toBe("elsewhere.example");
    fault({ kind: "redirect", status: 307, location: "http://127.0.0.1:1/" });
    expect((await raw("/user/self/")).headers.get("location")).toBe("http://127.0.0.1:1/");
  });

  it("can be huge: 16 MiB unless told otherwise", async () => {
    fault({ kind: "huge" });
    expect((await (await raw("/user/self/")).text()).length).toBe(16 * 1024 * 1024);
    fault({ kind: "huge", bytes: 1000 });
    const text = await (await raw("/user/self/")).text();
    expect(text.length).toBe(1000);
    expect(JSON.parse(text)).toHaveProperty("padding");
  });

  it("can be stale: what was there before the last write", async () => {
    const stale = (): void => fault({ kind: "stale", route: "GET /orgs/{org}/services/{service}/" });
    await world.api.patch(`${SERVICES}ci-app/`, { description: "new text" });
    stale();
    expect((await world.api.get(`${SERVICES}ci-app/`)).body.description).toBe("");
    expect((await world.api.get(`${SERVICES}ci-app/`)).body.description).toBe("new text");
    await create();
    stale();
    expect((await world.api.get(`${SERVICES}new/`)).status).toBe(404);
    await world.api.delete(`${SERVICES}new/`);
    stale();
    expect((await world.api.get(`${SERVICES}new/`)).status).toBe(200);
  });
});

describe("closing the emulator", () => {
  it("ends hanging answers too", async () => {
    const { startEmulator } = await import("../../lib/emulator/index.js");
    const emulator = await startEmulator();
    emulator.faults.add({ kind: "hang" });
    const answer = fetch(`${emulator.url}/user/self/`);
    const ended = expect(answer).rejects.toThrow();
    await expect.poll(() => emulator.requests.total).toBe(1);
    await emulator.close();
    await ended;
  });
});
