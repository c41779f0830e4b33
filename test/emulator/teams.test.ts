import { describe, expect, it } from "vitest";
import { asKey, newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const TEAMS = "/orgs/acme/teams/";

describe("creating a team", () => {
  it("answers 201 with a slug from the name and makes its creator a member", async () => {
    const { status, body } = await world.api.post(TEAMS, { name: "TF Test Team" });
    expect(status).toBe(201);
    expect(body).toEqual({
      name: "TF Test Team",
      slug: "tf-test-team",
      slug_perm: expect.any(String),
      description: "",
      visibility: "Visible",
    });
    expect((await world.api.get(`${TEAMS}tf-test-team/members`)).body).toEqual({
      members: [{ role: "Manager", user: "owner", user_kind: "User" }],
    });
  });

  it("makes a service account that creates it a member, too, which only user_kind=service shows", async () => {
    const { slug, key } = await newAccount(world.api, "bootstrap", { role: "Manager" });
    await asKey(world.emulator, key).post(TEAMS, { name: "Release" });
    expect((await world.api.get(`${TEAMS}release/members`)).body.members).toEqual([]);
    expect((await world.api.get(`${TEAMS}release/members?user_kind=service`)).body.members).toEqual([
      { role: "Manager", user: slug, user_kind: "Service" },
    ]);
  });

  it.each([
    [{}, "name"],
    [{ name: "t" }, "name"],
    [{ name: "t".repeat(201) }, "name"],
    [{ name: "team", description: "d".repeat(201) }, "description"],
    [{ name: "team", visibility: "Nope" }, "visibility"],
  ])("refuses %j for its %s", async (request, field) => {
    const { status, body } = await world.api.post(TEAMS, request);
    expect(status).toBe(422);
    expect(Object.keys(body.fields)).toEqual([field]);
  });

  it("takes 200 characters of name and of description, and refuses a slug that is taken", async () => {
    expect((await world.api.post(TEAMS, { name: "t".repeat(200), description: "d".repeat(200) })).status).toBe(201);
    await world.api.post(TEAMS, { name: "Release" });
    expect((await world.api.post(TEAMS, { name: "release" })).body.fields.slug).toHaveLength(1);
  });
});

describe("a team", () => {
  it("is found by slug and slug_perm; a rename keeps the slug, a new slug moves its grants", async () => {
    await world.api.post("/repos/acme/", { name: "prod" });
    const { slug_perm } = (await world.api.post(TEAMS, { name: "Release" })).body;
    await world.api.patch("/repos/acme/prod/privileges", { privileges: [{ privilege: "Write", team: "release" }] });
    expect((await world.api.patch(`${TEAMS}release/`, { name: "Shipping" })).body.slug).toBe("release");
    await world.api.patch(`${TEAMS}${slug_perm}/`, { slug: "shipping", description: null });
    expect((await world.api.get(`${TEAMS}shipping/`)).body).toMatchObject({ name: "Shipping", description: null });
    expect(world.emulator.state.privileges.get("prod")).toContainEqual({ privilege: "Write", team: "shipping" });
  });

  it("that is deleted drops out of the teams of service accounts", async () => {
    await world.api.post(TEAMS, { name: "Release" });
    await newAccount(world.api, "ci-app", { teams: [{ slug: "release" }] });
    expect((await world.api.delete(`${TEAMS}release/`)).status).toBe(204);
    expect((await world.api.get("/orgs/acme/services/ci-app/")).body.teams).toEqual([]);
    expect((await world.api.get(`${TEAMS}release/`)).status).toBe(404);
  });

  it("that is hidden is there for managers and its members only", async () => {
    await world.api.post(TEAMS, { name: "Secret", visibility: "Hidden" });
    const outsider = asKey(world.emulator, world.emulator.createIdentity({ kind: "user", slug: "alice" }).key);
    expect((await outsider.get(`${TEAMS}secret/`)).status).toBe(404);
    expect((await outsider.get(TEAMS)).body).toEqual([]);
    await world.api.post(`${TEAMS}secret/members`, { members: [{ user: "alice", role: "Member" }] });
    expect((await outsider.get(`${TEAMS}secret/`)).status).toBe(200);
    expect((await outsider.get(`${TEAMS}?for_user=true`)).body).toHaveLength(1);
  });
});

describe("members of a team", () => {
  it("are added by POST, once: again gives 422 and adds nobody", async () => {
    world.emulator.createIdentity({ kind: "user", slug: "alice" });
    await world.api.post(TEAMS, { name: "Release" });
    const first = await world.api.post(`${TEAMS}release/members`, { members: [{ user: "alice", role: "Member" }] });
    expect(first.status).toBe(201);
    expect(first.body.members).toEqual([{ user: "alice", role: "Member", user_kind: "User" }]);
    const again = await world.api.post(`${TEAMS}release/members`, { members: [{ user: "owner", role: "Member" }] });
    expect(again.status).toBe(422);
    expect((await world.api.get(`${TEAMS}release/members/`)).body.members).toHaveLength(2);
  });

  it("are replaced by PUT, which answers 204", async () => {
    world.emulator.createIdentity({ kind: "user", slug: "alice" });
    await world.api.post(TEAMS, { name: "Release" });
    const { status } = await world.api.put(`${TEAMS}release/members`, {
      members: [{ user: "alice", role: "Manager" }],
    });
    expect(status).toBe(204);
    expect((await world.api.get(`${TEAMS}release/members`)).body.members).toEqual([
      { user: "alice", role: "Manager", user_kind: "User" },
    ]);
  });

  it("must exist, as what they are said to be, with a role", async () => {
    await world.api.post(TEAMS, { name: "Release" });
    await newAccount(world.api, "ci-app");
    for (const wrong of [
      { user: "ci-app", role: "Member" },
      { user: "owner", role: "Chief" },
      { user: "nobody", role: "Member" },
    ]) {
      expect((await world.api.put(`${TEAMS}release/members`, { members: [wrong] })).status).toBe(422);
    }
    const service = { user: "ci-app", role: "Member", user_kind: "Service" };
    expect((await world.api.post(`${TEAMS}release/members`, { members: [service] })).status).toBe(201);
  });
});

describe("members of the organization", () => {
  it("are its humans, the owner among them; a service account is not one", async () => {
    await newAccount(world.api, "ci-app");
    const { status, body } = await world.api.get("/orgs/acme/members/");
    expect(status).toBe(200);
    expect(body).toMatchObject([{ user: "owner", role: "Owner", email: "owner@acme.example", has_two_factor: true }]);
    expect((await world.api.get("/orgs/acme/members/owner/")).body).toEqual(body[0]);
    expect((await world.api.get(`/orgs/acme/members/${body[0].user_id}/`)).status).toBe(200);
    expect((await world.api.get("/orgs/acme/members/ci-app/")).status).toBe(404);
  });

  it("can be inactive, which is_active leaves out", async () => {
    world.emulator.createIdentity({ kind: "user", slug: "gone" });
    world.emulator.state.users.get("gone")!.is_active = false;
    expect((await world.api.get("/orgs/acme/members/")).body).toHaveLength(2);
    expect((await world.api.get("/orgs/acme/members/?is_active=true")).body).toHaveLength(1);
  });

  it("show their e-mail to managers, and a trace of it to others", async () => {
    const member = asKey(world.emulator, world.emulator.createIdentity({ kind: "user", slug: "alice" }).key);
    expect((await member.get("/orgs/acme/members/owner/")).body.email).toBe("o***@acme.example");
    expect((await member.get("/orgs/acme/members/alice/")).body.email).toBe("alice@acme.example");
  });

  it("change role and visibility, and only an Owner makes Owners", async () => {
    const mia = asKey(
      world.emulator,
      world.emulator.createIdentity({ kind: "user", slug: "mia", role: "Manager" }).key,
    );
    world.emulator.createIdentity({ kind: "user", slug: "alice" });
    const path = "/orgs/acme/members/alice/";
    expect((await mia.patch(`${path}update-role/`, { role: "Owner" })).status).toBe(403);
    expect((await mia.patch("/orgs/acme/members/owner/update-role/", { role: "Member" })).status).toBe(403);
    expect((await mia.patch(`${path}update-role/`, { role: "Collaborator" })).body.role).toBe("Collaborator");
    expect((await world.api.patch(`${path}update-role/`, { role: "Owner" })).body.role).toBe("Owner");
    expect((await mia.patch(`${path}update-visibility/`, { visibility: "Private" })).body.visibility).toBe("Private");
    expect((await mia.patch(`${path}update-visibility/`, { visibility: "None" })).status).toBe(422);
  });

  it("whose key is refreshed keep nothing of the old one", async () => {
    const { key } = world.emulator.createIdentity({ kind: "user", slug: "alice" });
    expect((await world.api.post("/orgs/acme/members/alice/refresh/")).status).toBe(204);
    expect((await asKey(world.emulator, key).get("/user/self/")).status).toBe(401);
  });

  it("that are removed lose their grants and teams", async () => {
    const { key } = world.emulator.createIdentity({ kind: "user", slug: "alice" });
    await world.api.post("/repos/acme/", { name: "prod" });
    await world.api.patch("/repos/acme/prod/privileges", { privileges: [{ privilege: "Write", user: "alice" }] });
    expect((await world.api.delete("/orgs/acme/members/alice/")).status).toBe(204);
    expect((await asKey(world.emulator, key).get("/user/self/")).status).toBe(401);
    expect(world.emulator.state.privileges.get("prod")).toEqual([{ privilege: "Admin", user: "owner" }]);
  });
});

describe("the organization", () => {
  it("is read by slug and slug_perm, with texts for country, location and tagline", async () => {
    const { status, body } = await world.api.get("/orgs/acme/");
    expect(status).toBe(200);
    expect(body).toMatchObject({ slug: "acme", name: "acme" });
    expect([body.country, body.location, body.tagline].map((text) => typeof text)).toEqual(Array(3).fill("string"));
    expect((await world.api.get(`/orgs/${body.slug_perm}/`)).body).toEqual(body);
    expect((await world.api.get("/orgs/")).body).toEqual([body]);
    expect((await world.api.get("/orgs/other/")).status).toBe(404);
  });
});
