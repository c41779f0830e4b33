import { describe, expect, it } from "vitest";
import { Consistency } from "../../lib/emulator/consistency.js";
import { newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const SERVICE = "/orgs/acme/services/ci-app/";

describe("reads that lag so many reads behind", () => {
  it("do not see a new object, in lists either", async () => {
    world.emulator.settings.consistency.notFoundAfterCreate = { reads: 2 };
    await newAccount(world.api, "ci-app");
    expect((await world.api.get(SERVICE)).status).toBe(404);
    expect((await world.api.get("/orgs/acme/services/")).body).toEqual([]);
    expect((await world.api.get(SERVICE)).status).toBe(200);
  });

  it("see an object as it was before its update, while the update itself answers the truth", async () => {
    world.emulator.settings.consistency.staleAfterUpdate = { reads: 1 };
    await newAccount(world.api, "ci-app");
    const { body } = await world.api.patch(SERVICE, { role: "Manager" });
    expect(body.role).toBe("Manager");
    expect((await world.api.get(SERVICE)).body.role).toBe("Member");
    expect((await world.api.get(SERVICE)).body.role).toBe("Manager");
  });

  it("still see what was deleted", async () => {
    world.emulator.settings.consistency.foundAfterDelete = { reads: 1 };
    await newAccount(world.api, "ci-app");
    await world.api.delete(SERVICE);
    expect((await world.api.get(SERVICE)).status).toBe(200);
    expect((await world.api.get(SERVICE)).status).toBe(404);
  });

  it("show an account's former teams", async () => {
    await world.api.post("/orgs/acme/teams/", { name: "Release" });
    await newAccount(world.api, "ci-app", { teams: [{ slug: "release" }] });
    world.emulator.settings.consistency.staleAfterUpdate = { reads: 1 };
    await world.api.patch(SERVICE, { teams: [] });
    expect((await world.api.get(SERVICE)).body.teams).toHaveLength(1);
    expect((await world.api.get(SERVICE)).body.teams).toEqual([]);
  });
});

describe("every kind of object lags", () => {
  const SETTING = { name: "s", enabled: true, provider_url: "https://x.example", claims: {} };

  it("provider settings and their mappings", async () => {
    world.emulator.settings.consistency = {
      notFoundAfterCreate: { reads: 1 },
      staleAfterUpdate: { reads: 1 },
      foundAfterDelete: { reads: 1 },
    };
    const { slug_perm } = (await world.api.post("/orgs/acme/openid-connect/", SETTING)).body;
    const path = `/orgs/acme/openid-connect/${slug_perm}/`;
    expect((await world.api.get(path)).status).toBe(404);
    expect((await world.api.get(`${path}dynamic-mappings/`)).status).toBe(200);
    await world.api.patch(path, { enabled: false });
    expect((await world.api.get(path)).body.enabled).toBe(true);
    expect((await world.api.get(path)).body.enabled).toBe(false);
    await world.api.delete(path);
    expect((await world.api.get(path)).status).toBe(200);
    expect((await world.api.get(path)).status).toBe(404);
  });

  it("repositories and their privileges", async () => {
    world.emulator.settings.consistency = {
      notFoundAfterCreate: { reads: 1 },
      staleAfterUpdate: { reads: 1 },
      foundAfterDelete: { reads: 1 },
    };
    await world.api.post("/repos/acme/", { name: "prod" });
    expect((await world.api.get("/repos/acme/prod/")).status).toBe(404);
    await world.api.put("/repos/acme/prod/privileges", { privileges: [] });
    expect((await world.api.get("/repos/acme/prod/privileges")).body.privileges).toHaveLength(1);
    expect((await world.api.get("/repos/acme/prod/privileges")).body.privileges).toEqual([]);
    await world.api.delete("/repos/acme/prod/");
    expect((await world.api.get("/repos/acme/prod/")).status).toBe(200);
    expect((await world.api.get("/repos/acme/prod/")).status).toBe(404);
  });

  it("teams and their members", async () => {
    world.emulator.settings.consistency.notFoundAfterCreate = { reads: 1 };
    await world.api.post("/orgs/acme/teams/", { name: "Release" });
    expect((await world.api.get("/orgs/acme/teams/release/members")).status).toBe(404);
    expect((await world.api.get("/orgs/acme/teams/release/")).status).toBe(404);
    expect((await world.api.get("/orgs/acme/teams/release/members")).status).toBe(200);
    expect((await world.api.get("/orgs/acme/teams/release/")).status).toBe(200);
  });
});

describe("reads that lag so many milliseconds behind", () => {
  it("are right from the millisecond on that the settings say", () => {
    let now = 1000;
    const lag = new Consistency(
      () => ({ notFoundAfterCreate: { ms: 10 }, staleAfterUpdate: null, foundAfterDelete: null }),
      () => now,
    );
    lag.note("service", "ci-app", undefined, "create");
    now = 1009;
    expect(lag.read("service", "ci-app", "there", false)).toBeUndefined();
    now = 1010;
    expect(lag.read("service", "ci-app", "there", false)).toBe("there");
  });

  it("can be switched while the emulator runs", async () => {
    await newAccount(world.api, "ci-app");
    world.emulator.configure({ consistency: { staleAfterUpdate: { ms: 3_600_000 } } });
    await world.api.patch(SERVICE, { role: "Manager" });
    expect((await world.api.get(SERVICE)).body.role).toBe("Member");
    world.emulator.configure({ consistency: { staleAfterUpdate: null } });
    expect((await world.api.get(SERVICE)).body.role).toBe("Manager");
  });
});
