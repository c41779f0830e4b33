import { describe, expect, it } from "vitest";
import { asKey, newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const SERVICES = "/orgs/acme/services/";

describe("creating a service account", () => {
  it("answers 200 with the defaults and the key in clear", async () => {
    const { status, body } = await world.api.post(SERVICES, { name: "CI app" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "CI app",
      slug: "ci-app",
      description: "",
      role: "Member",
      teams: [],
      key_expires_at: null,
      created_by: "owner",
    });
    expect(body.key).toMatch(/^csa_[0-9a-f]{30}[A-Za-z0-9]{6}$/);
    expect(body).not.toHaveProperty("slug_perm");
  });

  it.each([
    ["TF Test Service cs", "tf-test-service-cs"],
    ["Äpfel & Birnen", "pfel-birnen"],
    ["a".repeat(30), "a".repeat(30)],
    ["a".repeat(31), "a".repeat(30)],
    [`${"a".repeat(29)} b`, "a".repeat(29)],
    ["!!!", "service"],
  ])("derives the slug of %j as %j", async (name, slug) => {
    expect((await newAccount(world.api, name)).slug).toBe(slug);
  });

  it("adds a hyphen and four characters where the slug is taken, by an account, a user or elsewhere", async () => {
    world.emulator.state.reservedSlugs.add("terraform");
    await newAccount(world.api, "CI app");
    expect((await newAccount(world.api, "CI app")).slug).toMatch(/^ci-app-[a-z0-9]{4}$/);
    expect((await newAccount(world.api, "Owner")).slug).toMatch(/^owner-[a-z0-9]{4}$/);
    expect((await newAccount(world.api, "terraform")).slug).toMatch(/^terraform-[a-z0-9]{4}$/);
  });

  it.each([
    [{}, { name: ["This field is required."] }],
    [{ name: "" }, { name: ["This field may not be blank."] }],
    [{ name: "n".repeat(121) }, { name: ["Ensure this field has no more than 120 characters."] }],
    [{ name: "n", description: "d".repeat(1025) }, { description: [expect.stringContaining("1024")] }],
    [{ name: "n", role: "Owner" }, { role: ['"Owner" is not a valid choice.'] }],
    [{ name: "n", teams: [{ slug: "nix" }] }, { teams: [expect.stringContaining("nix")] }],
  ])("refuses %j with 422 and texts by field", async (request, fields) => {
    const { status, body } = await world.api.post(SERVICES, request);
    expect(status).toBe(422);
    expect(body).toEqual({ detail: "Invalid input.", code: "invalid", fields });
    expect(world.emulator.state.services.size).toBe(0);
  });

  it("takes 120 characters of name and 1024 of description", async () => {
    const { status } = await world.api.post(SERVICES, { name: "n".repeat(120), description: "d".repeat(1024) });
    expect(status).toBe(200);
  });

  it("answers 400 for a body that is not JSON", async () => {
    const { status, body } = await world.api.post(SERVICES, "{not json");
    expect(status).toBe(400);
    expect(body.detail).toMatch(/^JSON parse error - /);
  });
});

describe("the key of a service account", () => {
  it("is masked in reads and lists but for its last four characters", async () => {
    const { key } = await newAccount(world.api, "ci-app");
    const { body } = await world.api.get(`${SERVICES}ci-app/`);
    const [listed] = (await world.api.get(SERVICES)).body;
    expect(body.key).toBe("*".repeat(key.length - 4) + key.slice(-4));
    expect(listed.key).toBe(body.key);
  });

  it("is a new one after a refresh, and the old one is dead", async () => {
    const { key } = await newAccount(world.api, "ci-app");
    const { status, body } = await world.api.post(`${SERVICES}ci-app/refresh/`);
    expect(status).toBe(200);
    expect(body.key).not.toBe(key);
    expect((await asKey(world.emulator, body.key).get("/user/self/")).body.slug).toBe("ci-app");
    expect((await asKey(world.emulator, key).get("/user/self/")).status).toBe(401);
  });

  it("dies with its account", async () => {
    const { key } = await newAccount(world.api, "ci-app");
    expect((await world.api.delete(`${SERVICES}ci-app/`)).status).toBe(204);
    expect((await asKey(world.emulator, key).get("/user/self/")).status).toBe(401);
    expect((await world.api.get(`${SERVICES}ci-app/`)).status).toBe(404);
    expect((await world.api.delete(`${SERVICES}ci-app/`)).status).toBe(404);
  });
});

describe("changing a service account", () => {
  it("keeps what is not given, and the slug", async () => {
    await newAccount(world.api, "ci-app", { description: "publishes", role: "Manager" });
    const { status, body } = await world.api.patch(`${SERVICES}ci-app/`, { name: "renamed" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: "renamed", slug: "ci-app", description: "publishes", role: "Manager" });
    expect(body.key).toMatch(/^\*+/);
  });

  it("sets its teams as a whole, a Member where no role is given, and shows them with their names", async () => {
    await world.api.post("/orgs/acme/teams/", { name: "Release" });
    await world.api.post("/orgs/acme/teams/", { name: "Build" });
    await newAccount(world.api, "ci-app", { teams: [{ slug: "release" }] });
    const { body } = await world.api.patch(`${SERVICES}ci-app/`, { teams: [{ slug: "build", role: "Manager" }] });
    expect(body.teams).toEqual([{ name: "Build", slug: "build", role: "Manager" }]);
    expect((await world.api.get(`${SERVICES}ci-app/`)).body.teams).toEqual(body.teams);
    expect((await world.api.patch(`${SERVICES}ci-app/`, { teams: [] })).body.teams).toEqual([]);
  });
});

describe("the organization in the path of a service account", () => {
  it("is its slug: slug_perm gives 404 here, and nowhere else", async () => {
    const { slug_perm } = world.emulator.state.organization;
    expect((await world.api.get(`/orgs/${slug_perm}/services/`)).status).toBe(404);
    expect((await world.api.get(`/orgs/${slug_perm}/openid-connect/`)).status).toBe(200);
    expect((await world.api.get(`/orgs/${slug_perm}/teams/`)).status).toBe(200);
    expect((await world.api.get("/orgs/other/services/")).status).toBe(404);
  });
});
