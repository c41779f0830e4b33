import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { EMULATOR_ASSUMPTIONS } from "../../lib/emulator/index.js";
import { type Api, apiOf, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({ seed: { organization: "acme", accounts: [{ slug: "ci-app" }] } });
const control = (): Api => apiOf(world.emulator, {});

describe("the control API does from another process what the emulator does in this one:", () => {
  it("says where everything is and what to export", async () => {
    const { body } = await control().get("/_emulator/");
    expect(body).toEqual({
      url: world.emulator.url,
      githubUrl: world.emulator.githubUrl,
      issuer: world.emulator.issuer,
      organization: "acme",
      environment: world.emulator.environment,
    });
  });

  it("gives and takes trust files", async () => {
    const { body } = await control().get("/_emulator/state");
    expect(body).toEqual(world.emulator.trustFile());
    expect(
      (await control().post("/_emulator/seed", { organization: "acme", accounts: [{ slug: "new" }] })).status,
    ).toBe(204);
    expect([...world.emulator.state.services.keys()]).toEqual(["ci-app", "new"]);
    expect((await control().post("/_emulator/reset")).status).toBe(204);
    expect([...world.emulator.state.services.keys()]).toEqual(["ci-app"]);
  });

  it("refuses a seed that does not hold together, with what is wrong", async () => {
    const { status, body } = await control().post("/_emulator/seed", { organization: "other" });
    expect(status).toBe(422);
    expect(body.detail).toMatch(/"other".*"acme"/);
    expect((await control().post("/_emulator/seed", { organization: "acme", acounts: [] })).status).toBe(422);
  });

  it("counts requests, itself left out, and forgets them", async () => {
    await world.api.get("/user/self/");
    const { body } = await control().get("/_emulator/requests");
    expect(body).toMatchObject({ total: 1, by_route: { "GET /user/self/": 1 }, log: [{ status: 200 }] });
    expect((await control().delete("/_emulator/requests")).status).toBe(204);
    expect((await control().get("/_emulator/requests")).body.total).toBe(0);
  });

  it("arms faults and clears them", async () => {
    const fault = { kind: "status", status: 503, route: "GET /user/self/", times: "always" };
    expect((await control().post("/_emulator/faults", fault)).status).toBe(201);
    expect(
      (await control().post("/_emulator/faults", { faults: [{ kind: "html", method: "PUT" }] })).body,
    ).toHaveLength(2);
    expect((await world.api.get("/user/self/")).status).toBe(503);
    expect((await control().post("/_emulator/faults", { kind: "gremlin" })).status).toBe(422);
    expect((await control().delete("/_emulator/faults")).status).toBe(204);
    expect((await world.api.get("/user/self/")).status).toBe(200);
  });

  it("turns settings, and names one that there is not", async () => {
    const { body } = await control().patch("/_emulator/settings", {
      rateLimit: { requestsPerSecond: 1.5, burst: 90 },
      consistency: { staleAfterUpdate: { reads: 2 } },
    });
    expect(body).toMatchObject({
      rateLimit: { burst: 90 },
      consistency: { staleAfterUpdate: { reads: 2 }, notFoundAfterCreate: null },
    });
    expect(world.emulator.settings.rateLimit?.requestsPerSecond).toBe(1.5);
    for (const wrong of [
      { latency: 5 },
      { latencyMs: -1 },
      { rateLimit: { requestsPerSecond: 0, burst: 1 } },
      { consistency: { staleAfterUpdate: 5 } },
    ]) {
      const { status, body: refused } = await control().patch("/_emulator/settings", wrong);
      expect(status).toBe(422);
      expect(refused.detail).toContain(Object.keys(wrong)[0]);
    }
  });

  it("lists every assumption with its readings, and switches them", async () => {
    const { body } = await control().get("/_emulator/assumptions");
    expect(body.map(({ name }: { name: string }) => name)).toEqual(Object.keys(EMULATOR_ASSUMPTIONS));
    expect((await control().patch("/_emulator/assumptions", { "exchange-status": "200" })).status).toBe(200);
    expect(world.emulator.assumptions["exchange-status"]).toBe("200");
    expect((await control().patch("/_emulator/assumptions", { "exchange-status": "202" })).body.detail).toMatch(
      /201, 200/,
    );
    expect((await control().patch("/_emulator/assumptions", { "no-such": "x" })).status).toBe(422);
  });

  it("starts jobs and ends them", async () => {
    const { status, body } = await control().post("/_emulator/jobs", { repository: "acme/app", repositoryId: 74 });
    expect(status).toBe(201);
    const ask = () =>
      fetch(body.environment.ACTIONS_ID_TOKEN_REQUEST_URL, {
        headers: { Authorization: `Bearer ${body.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
      });
    expect((await ask()).status).toBe(200);
    expect((await control().delete(`/_emulator/jobs/${body.id}`)).status).toBe(204);
    expect((await ask()).status).toBe(404);
    expect((await control().post("/_emulator/jobs", { repository: "app" })).status).toBe(422);
  });

  it("makes identities and signs tokens", async () => {
    const { body } = await control().post("/_emulator/identities", { kind: "service", slug: "bot", role: "Manager" });
    expect((await asKey(world.emulator, body.key).get("/orgs/acme/services/")).status).toBe(200);
    expect((await control().post("/_emulator/identities", { kind: "service", slug: "bot" })).status).toBe(422);
    expect((await control().post("/_emulator/identities", { kind: "robot", slug: "x" })).status).toBe(422);
    const { token } = (await control().post("/_emulator/id-tokens", { iss: "https://gitlab.com", sub: "x" })).body;
    expect(token.split(".")).toHaveLength(3);
    expect((await control().post("/_emulator/id-tokens", { sub: "x" })).status).toBe(422);
  });

  it("tells of exchanges", async () => {
    const oidc_token = await world.emulator.startJob({ repository: "acme/app" }).idToken();
    await control().post("/openid/acme/", { oidc_token, service_slug: "ci-app" });
    expect((await control().get("/_emulator/exchanges")).body).toMatchObject([
      { account: "ci-app", status: 401, judgement: { reason: "no_setting" } },
    ]);
  });
});

describe("the emulator answers programs of this machine only", () => {
  const ask = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${world.emulator.url}/_emulator/reset`, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });

  it.each(["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example"])(
    "not a name that was rebound to it: Host %s",
    async (host) => {
      await world.api.post("/orgs/acme/services/", { name: "kept" });
      expect(await ask({ Host: host })).toBe(403);
      expect(world.emulator.state.services.has("kept")).toBe(true);
    },
  );

  it.each(["localhost:1234", "127.0.0.1", "[::1]:80"])("but the names of loopback: Host %s", async (host) => {
    expect(await ask({ Host: host })).toBe(204);
  });

  it.each(["https://evil.example", "null", "http://127.0.0.1:1234"])(
    "and no page in a browser: Origin %s",
    async (origin) => {
      await world.api.post("/orgs/acme/services/", { name: "kept" });
      expect(await ask({ Origin: origin })).toBe(403);
      expect(world.emulator.state.services.has("kept")).toBe(true);
    },
  );
});
