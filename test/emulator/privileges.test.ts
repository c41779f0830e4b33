import { describe, expect, it } from "vitest";
import { asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    accounts: [{ slug: "ci-app" }, { slug: "ci-lib" }],
    teams: [{ slug: "release" }],
    repositories: [{ slug: "prod" }],
    privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" }],
  },
});
const PRIVILEGES = "/repos/acme/prod/privileges";

const nulls = { service: null, team: null, user: null };

describe("reading the privileges of a repository", () => {
  it("gives every explicit grant, nulls for the targets that do not apply, and no pagination", async () => {
    const { status, body, headers } = await world.api.get(`${PRIVILEGES}?page_size=1`);
    expect(status).toBe(200);
    expect(body).toEqual({ privileges: [{ ...nulls, privilege: "Write", service: "ci-app" }] });
    expect(headers.get("x-pagination-count")).toBeNull();
  });

  it("works with and without the final slash, and by the repository's slug_perm", async () => {
    const { slug_perm } = world.emulator.state.repositories.get("prod")!;
    for (const path of [PRIVILEGES, `${PRIVILEGES}/`, `/repos/acme/${slug_perm}/privileges`]) {
      expect((await world.api.get(path)).status).toBe(200);
    }
    expect(world.emulator.requests.count("GET /repos/{owner}/{identifier}/privileges")).toBe(3);
  });
});

describe("PUT of privileges", () => {
  it("replaces the whole list, in any casing of the level, and answers nothing", async () => {
    const { status, body } = await world.api.put(PRIVILEGES, { privileges: [{ privilege: "rEaD", team: "release" }] });
    expect([status, body]).toEqual([204, undefined]);
    expect((await world.api.get(PRIVILEGES)).body.privileges).toEqual([
      { ...nulls, privilege: "Read", team: "release" },
    ]);
  });

  it("takes the caller's own access away when it is not in the list: 404 from then on", async () => {
    world.emulator.state.privileges.set("prod", [{ privilege: "Admin", service: "ci-app" }]);
    const caller = asKey(world.emulator, world.emulator.state.services.get("ci-app")!.key);
    expect((await caller.put(PRIVILEGES, { privileges: [] })).status).toBe(204);
    expect((await caller.get(PRIVILEGES)).status).toBe(404);
    expect((await caller.delete("/repos/acme/prod/")).status).toBe(404);
  });
});

describe("PATCH of privileges", () => {
  it("sets the named targets, up or down, and leaves the others", async () => {
    await world.api.patch(PRIVILEGES, {
      privileges: [
        { privilege: "Read", service: "ci-app" },
        { privilege: "Admin", user: "owner" },
      ],
    });
    await world.api.patch(PRIVILEGES, { privileges: [{ privilege: "Write", service: "ci-lib" }] });
    expect(world.emulator.state.privileges.get("prod")).toEqual([
      { privilege: "Read", service: "ci-app" },
      { privilege: "Admin", user: "owner" },
      { privilege: "Write", service: "ci-lib" },
    ]);
  });
});

describe("a privileges request is refused", () => {
  const refused = async (method: "put" | "patch", privileges: unknown) => {
    const before = structuredClone(world.emulator.state.privileges.get("prod"));
    const answer = await world.api[method](PRIVILEGES, { privileges });
    expect(answer.status).toBe(422);
    expect(world.emulator.state.privileges.get("prod")).toEqual(before);
    return answer.body;
  };

  it("with the nulls that a read gives", async () => {
    const { body } = await world.api.get(PRIVILEGES);
    await refused("put", body.privileges);
    await refused("patch", body.privileges);
  });

  it("with an unknown target, and its fields are an object there, not texts", async () => {
    expect(await refused("put", [{ privilege: "Read", team: "x" }])).toEqual({
      detail: "Invalid input.",
      code: "invalid",
      fields: { privileges: { detail: "Invalid team(s) specified ['x']" } },
    });
    const { fields } = await refused("patch", [{ privilege: "Read", service: "CI app" }]);
    expect(fields.privileges.detail).toBe("Invalid service(s) specified ['CI app']");
  });

  it("with a slug_perm, a level of None, no target, two targets, or no list", async () => {
    const { slug_perm } = world.emulator.state.services.get("ci-app")!;
    await refused("patch", [{ privilege: "Read", service: slug_perm }]);
    await refused("patch", [{ privilege: "None", service: "ci-app" }]);
    await refused("patch", [{ privilege: "Read" }]);
    await refused("patch", [{ privilege: "Read", service: "ci-app", team: "release" }]);
    await refused("put", undefined);
  });
});

describe("a target that is deleted", () => {
  it("takes its grants with it", async () => {
    await world.api.put(PRIVILEGES, {
      privileges: [
        { privilege: "Read", team: "release" },
        { privilege: "Write", service: "ci-app" },
        { privilege: "Read", service: "ci-lib" },
      ],
    });
    await world.api.delete("/orgs/acme/teams/release/");
    await world.api.delete("/orgs/acme/services/ci-app/");
    expect(world.emulator.state.privileges.get("prod")).toEqual([{ privilege: "Read", service: "ci-lib" }]);
  });
});
