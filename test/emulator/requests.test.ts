import { describe, expect, it } from "vitest";
import { isEmulatorError } from "../../lib/emulator/index.js";
import { anonymously, apiOf, asKey, send } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();

describe("requests", () => {
  it("are counted by method and route, wherever the API is mounted", async () => {
    await world.api.get("/user/self/");
    await world.api.get("/v1/user/self/?x=1");
    await world.api.post("/orgs/acme/services/", { name: "one" });
    expect(world.emulator.requests.count("GET /user/self/")).toBe(2);
    expect(world.emulator.requests.count("POST /orgs/{org}/services/")).toBe(1);
    expect(world.emulator.requests.count("GET /orgs/{org}/services/")).toBe(0);
    expect(world.emulator.requests.total).toBe(3);
    expect(world.emulator.requests.byRoute()).toEqual({ "GET /user/self/": 2, "POST /orgs/{org}/services/": 1 });
  });

  it("are logged with path, status and who sent them", async () => {
    const { key } = world.emulator.createIdentity({ kind: "service", slug: "ci-app" });
    await asKey(world.emulator, key).get("/orgs/acme/services/?page=1");
    await anonymously(world.emulator).get("/user/self/");
    await apiOf(world.emulator, { "X-Api-Key": "wrong" }).get("/user/self/");
    await world.api.get("/no/such/path/");
    expect(world.emulator.requests.log).toMatchObject([
      {
        method: "GET",
        route: "GET /orgs/{org}/services/",
        path: "/orgs/acme/services/?page=1",
        status: 403,
        identity: "service:ci-app",
      },
      { status: 200, identity: "anonymous" },
      { status: 401, identity: "invalid" },
      { route: undefined, path: "/no/such/path/", status: 404, identity: "user:owner" },
    ]);
  });

  it("keep no credential in the log", async () => {
    await world.api.post("/orgs/acme/services/", { name: "one" });
    expect(JSON.stringify(world.emulator.requests.log)).not.toContain(world.emulator.apiKey);
  });

  it("to GitHub, the issuer and the control API are not in the total", async () => {
    await send(`${world.emulator.url}/api/v3/repos/acme/app`, "GET");
    await send(`${world.emulator.url}/_emulator/requests`, "GET");
    expect(world.emulator.requests.total).toBe(0);
    expect(world.emulator.requests.log.map(({ area }) => area)).toEqual(["github"]);
  });

  it("are forgotten on demand", async () => {
    await world.api.get("/user/self/");
    world.emulator.requests.clear();
    expect(world.emulator.requests.log).toEqual([]);
  });

  it("cannot be counted by a route that there is not", () => {
    expect(() => world.emulator.requests.count("GET /user/selfie/")).toThrowError(
      expect.toSatisfy((error) => isEmulatorError(error) && error.code === "unknown_route"),
    );
  });
});

describe("a path", () => {
  it("that is not there is 404, another method on one that is there is 405 and says which there are", async () => {
    expect(await world.api.get("/nothing/")).toMatchObject({ status: 404, body: { detail: "Not found." } });
    const { status, body, headers } = await world.api.put("/orgs/acme/services/", {});
    expect([status, body]).toEqual([405, { detail: 'Method "PUT" not allowed.' }]);
    expect(headers.get("allow")).toBe("GET, POST");
  });

  it("keeps its final slash but for privileges and members", async () => {
    expect((await world.api.get("/orgs/acme/services")).status).toBe(404);
    expect((await world.api.get("/user/self")).status).toBe(404);
  });

  it("with a broken percent escape is 404", async () => {
    expect((await world.api.get("/orgs/acme/services/%zz/")).status).toBe(404);
  });
});
