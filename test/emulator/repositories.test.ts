import { describe, expect, it } from "vitest";
import { asKey, newAccount } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator();
const REPOS = "/repos/acme/";

describe("creating a repository", () => {
  it("answers 201 with the API's defaults, and grants its creator Admin", async () => {
    const { status, body } = await world.api.post(REPOS, { name: "Prod Builds" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Prod Builds",
      slug: "prod-builds",
      namespace: "acme",
      repository_type_str: "Public",
      is_public: true,
      default_privilege: "None",
      content_kind: "Standard",
      storage_region: "default",
      deleted_at: null,
    });
    expect(world.emulator.state.privileges.get("prod-builds")).toEqual([{ privilege: "Admin", user: "owner" }]);
  });

  it("grants a service account that creates one Admin, too", async () => {
    const { slug, key } = await newAccount(world.api, "bootstrap", { role: "Manager" });
    await asKey(world.emulator, key).post(REPOS, { name: "prod" });
    expect(world.emulator.state.privileges.get("prod")).toEqual([{ privilege: "Admin", service: slug }]);
  });

  it.each([
    [{}, "name"],
    [{ name: "p" }, "name"],
    [{ name: "p".repeat(51) }, "name"],
    [{ name: "prod", slug: "no spaces" }, "slug"],
    [{ name: "prod", default_privilege: "Owner" }, "default_privilege"],
    [{ name: "prod", repository_type_str: "Secret" }, "repository_type_str"],
    [{ name: "prod", delete_packages: "Read" }, "delete_packages"],
    [{ name: "prod", index_files: "yes" }, "index_files"],
  ])("refuses %j for its %s", async (request, field) => {
    const { status, body } = await world.api.post(REPOS, request);
    expect(status).toBe(422);
    expect(Object.keys(body.fields)).toEqual([field]);
  });

  it("takes names of 2 and of 50 characters", async () => {
    expect((await world.api.post(REPOS, { name: "pr" })).status).toBe(201);
    expect((await world.api.post(REPOS, { name: "p".repeat(50) })).status).toBe(201);
  });

  it("keeps what else was set, under the API's names", async () => {
    await world.api.post(REPOS, { name: "prod", copy_packages: "Admin", proxy_npmjs: true, storage_region: "us-ohio" });
    expect((await world.api.get(`${REPOS}prod/`)).body).toMatchObject({
      copy_packages: "Admin",
      proxy_npmjs: true,
      storage_region: "us-ohio",
    });
  });
});

describe("a repository", () => {
  it("is found by slug and by slug_perm, not by its name", async () => {
    const { slug_perm } = (await world.api.post(REPOS, { name: "Prod Builds" })).body;
    expect((await world.api.get(`${REPOS}prod-builds/`)).status).toBe(200);
    expect((await world.api.get(`${REPOS}${slug_perm}/`)).status).toBe(200);
    expect((await world.api.get(`${REPOS}Prod%20Builds/`)).status).toBe(404);
  });

  it("is changed by PATCH, and its grants follow its slug", async () => {
    await world.api.post(REPOS, { name: "prod" });
    const { status, body } = await world.api.patch(`${REPOS}prod/`, { slug: "live", default_privilege: "Read" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: "prod", slug: "live", default_privilege: "Read" });
    expect((await world.api.get(`${REPOS}live/privileges`)).body.privileges).toHaveLength(1);
    expect((await world.api.get(`${REPOS}prod/`)).status).toBe(404);
  });

  it("is deleted softly: 200, gone from reads and lists, and its slug stays taken", async () => {
    await world.api.post(REPOS, { name: "prod" });
    expect((await world.api.delete(`${REPOS}prod/`)).status).toBe(200);
    expect((await world.api.get(`${REPOS}prod/`)).status).toBe(404);
    expect((await world.api.get(`${REPOS}prod/privileges`)).status).toBe(404);
    expect((await world.api.get(REPOS)).body).toEqual([]);
    expect((await world.api.delete(`${REPOS}prod/`)).status).toBe(404);
    const { status, body } = await world.api.post(REPOS, { name: "prod" });
    expect(status).toBe(422);
    expect(body.fields.slug).toHaveLength(1);
    expect(world.emulator.state.repositories.get("prod")?.deleted_at).toEqual(expect.any(String));
  });
});
