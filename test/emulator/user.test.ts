import { describe, expect, it } from "vitest";
import { anonymously, apiOf } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();

describe("who calls", () => {
  it("is told to a user with e-mail and profile", async () => {
    const { status, body } = await world.api.get("/user/self/");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      authenticated: true,
      slug: "owner",
      email: "owner@acme.example",
      self_url: `${world.emulator.url}/v1/user/self/`,
    });
    expect(body.slug_perm).toMatch(/^[A-Za-z0-9]{12}$/);
  });

  it("is told to a service account with exactly the five fields that a real one gets", async () => {
    const { key } = world.emulator.createIdentity({ kind: "service", slug: "ci-app" });
    const { body } = await apiOf(world.emulator, { "X-Api-Key": key }).get("/user/self/");
    expect(Object.keys(body).sort()).toEqual(["authenticated", "name", "self_url", "slug", "slug_perm"]);
    expect(body).toMatchObject({ authenticated: true, slug: "ci-app" });
  });

  it("is nobody without a credential: 200, not 401", async () => {
    const { status, body } = await anonymously(world.emulator).get("/user/self/");
    expect(status).toBe(200);
    expect(body).toMatchObject({ authenticated: false, slug: null, name: null });
  });

  it("is refused with a credential that opens nothing, whatever the route", async () => {
    const api = apiOf(world.emulator, { "X-Api-Key": "csa_wrong" });
    for (const path of ["/user/self/", "/orgs/acme/services/", "/v1/user/self/"]) {
      expect(await api.get(path)).toMatchObject({ status: 401, body: { detail: "Invalid token." } });
    }
  });

  it("is asked for on routes that need somebody", async () => {
    expect(await anonymously(world.emulator).get("/orgs/acme/services/")).toMatchObject({
      status: 401,
      body: { detail: "Authentication credentials were not provided." },
    });
  });
});

describe("a credential is taken", () => {
  const basic = (name: string, password: string): string =>
    `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

  it.each<[string, (key: string) => Record<string, string>]>([
    ["in X-Api-Key", (key) => ({ "X-Api-Key": key })],
    ["in X-Api-Key after Bearer", (key) => ({ "X-Api-Key": `Bearer ${key}` })],
    ["in Authorization as token", (key) => ({ Authorization: `token ${key}` })],
    ["in Authorization as Bearer", (key) => ({ Authorization: `Bearer ${key}` })],
    ["as the password of the user called token", (key) => ({ Authorization: basic("token", key) })],
    ["as the password of its owner's slug", (key) => ({ Authorization: basic("owner", key) })],
    ["as the password of its owner's e-mail", (key) => ({ Authorization: basic("owner@acme.example", key) })],
  ])("%s", async (_, headers) => {
    const { body } = await apiOf(world.emulator, headers(world.emulator.apiKey)).get("/user/self/");
    expect(body).toMatchObject({ authenticated: true, slug: "owner" });
  });

  it.each<[string, (key: string) => Record<string, string>]>([
    ["as the password of somebody else", (key) => ({ Authorization: basic("alice", key) })],
    ["under a scheme that is not known", (key) => ({ Authorization: `Digest ${key}` })],
    ["without its colon", (key) => ({ Authorization: `Basic ${Buffer.from(key).toString("base64")}` })],
  ])("but not %s", async (_, headers) => {
    const { status } = await apiOf(world.emulator, headers(world.emulator.apiKey)).get("/user/self/");
    expect(status).toBe(401);
  });
});
