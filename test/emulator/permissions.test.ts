import { describe, expect, it } from "vitest";
import { type Api, anonymously, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

const world = runEmulator({
  seed: {
    organization: "acme",
    accounts: [
      { slug: "manager", role: "Manager" },
      { slug: "member", teams: [{ slug: "release" }] },
      { slug: "outside" },
    ],
    teams: [{ slug: "release" }],
    repositories: [
      { slug: "prod", repository_type_str: "Private" },
      { slug: "open", repository_type_str: "Public" },
    ],
  },
});

const service = (slug: string): Api => asKey(world.emulator, world.emulator.state.services.get(slug)!.key);
const DENIED = { status: 403, body: { detail: "You do not have permission to perform this action." } };

const SERVICE = { name: "n" };
const SETTING = { name: "n", enabled: true, provider_url: "https://x.example", claims: {} };

describe("trust itself", () => {
  const calls: [string, (api: Api) => Promise<unknown>][] = [
    ["list service accounts", (api) => api.get("/orgs/acme/services/")],
    ["read a service account", (api) => api.get("/orgs/acme/services/member/")],
    ["create a service account", (api) => api.post("/orgs/acme/services/", SERVICE)],
    ["change a service account", (api) => api.patch("/orgs/acme/services/member/", { role: "Manager" })],
    ["refresh a key", (api) => api.post("/orgs/acme/services/manager/refresh/")],
    ["delete a service account", (api) => api.delete("/orgs/acme/services/manager/")],
    ["list provider settings", (api) => api.get("/orgs/acme/openid-connect/")],
    ["create provider settings", (api) => api.post("/orgs/acme/openid-connect/", SETTING)],
    ["read the audit log", (api) => api.get("/audit-log/acme/")],
    ["create a repository", (api) => api.post("/repos/acme/", { name: "mine" })],
    ["create a team", (api) => api.post("/orgs/acme/teams/", { name: "mine" })],
    ["change a team", (api) => api.patch("/orgs/acme/teams/release/", { name: "mine" })],
    ["add to a team", (api) => api.post("/orgs/acme/teams/release/members", { members: [] })],
  ];

  it.each(calls)("needs a Manager to %s: a Member gets 403", async (_, call) => {
    const before = JSON.stringify(world.emulator.trustFile());
    expect(await call(service("member"))).toMatchObject(DENIED);
    expect(JSON.stringify(world.emulator.trustFile())).toBe(before);
  });

  it.each(calls.slice(0, 4))("is open to a Manager who wants to %s", async (_, call) => {
    expect(await call(service("manager"))).toMatchObject({ status: expect.toSatisfy((status) => status < 300) });
  });

  it("may be managed by a human Manager as well, not by a human Member", async () => {
    const manager = world.emulator.createIdentity({ kind: "user", slug: "mia", role: "Manager" });
    const member = world.emulator.createIdentity({ kind: "user", slug: "max" });
    expect((await asKey(world.emulator, manager.key).get("/orgs/acme/openid-connect/")).status).toBe(200);
    expect((await asKey(world.emulator, member.key).get("/orgs/acme/openid-connect/")).status).toBe(403);
  });

  it("shows teams, members and the organization to every member", async () => {
    for (const path of ["/orgs/acme/", "/orgs/acme/teams/", "/orgs/acme/teams/release/", "/orgs/acme/members/"]) {
      expect((await service("outside").get(path)).status).toBe(200);
      expect((await anonymously(world.emulator).get(path)).status).toBe(401);
    }
  });

  it("lets a team's own Manager change that team", async () => {
    const { members } = world.emulator.state.teams.get("release")!;
    members.set("Service:member", { user: "member", user_kind: "Service", role: "Manager" });
    expect((await service("member").patch("/orgs/acme/teams/release/", { name: "mine" })).status).toBe(200);
  });
});

describe("the effective privilege on a private repository", () => {
  const PRIVILEGES = "/repos/acme/prod/privileges";
  const reach = async (api: Api): Promise<string> => {
    const read = (await api.get("/repos/acme/prod/")).status;
    const write = (await api.post("/files/acme/prod/validate/", { filename: "f" })).status;
    const admin = (await api.get(PRIVILEGES)).status;
    return `${read} ${write} ${admin}`;
  };
  const grants = (...privileges: Parameters<Map<string, never>["set"]>[1][]) =>
    world.emulator.state.privileges.set("prod", privileges as never);

  it("is none without a grant: not 403 but 404, and not in lists", async () => {
    expect(await reach(service("outside"))).toBe("404 404 404");
    expect((await service("outside").get("/repos/acme/")).body.map(({ slug }: { slug: string }) => slug)).toEqual([
      "open",
    ]);
  });

  it("is not given by being a Manager", async () => {
    expect(await reach(service("manager"))).toBe("404 404 404");
  });

  it("is everything for an Owner", async () => {
    expect(await reach(world.api)).toBe("200 204 200");
  });

  it.each([
    ["Read", "200 403 403"],
    ["Write", "200 204 403"],
    ["Admin", "200 204 200"],
  ])("is what a grant of %s says", async (privilege, reached) => {
    grants({ privilege, service: "member" } as never);
    expect(await reach(service("member"))).toBe(reached);
  });

  it("is the greatest of the direct grant, the team's and the default", async () => {
    grants({ privilege: "Read", service: "member" } as never, { privilege: "Write", team: "release" } as never);
    expect(await reach(service("member"))).toBe("200 204 403");
    world.emulator.state.repositories.get("prod")!.default_privilege = "Admin";
    expect(await reach(service("member"))).toBe("200 204 200");
    expect(await reach(service("outside"))).toBe("200 204 200");
  });

  it("does not count the default for a collaborator", async () => {
    world.emulator.state.repositories.get("prod")!.default_privilege = "Write";
    const { key } = world.emulator.createIdentity({ kind: "user", slug: "carl", role: "Collaborator" });
    expect(await reach(asKey(world.emulator, key))).toBe("404 404 404");
  });

  it("of a user and of a service account with the same slug are two things", async () => {
    grants({ privilege: "Admin", user: "member" } as never);
    expect(await reach(service("member"))).toBe("404 404 404");
  });
});

describe("a public repository", () => {
  it("is read by anybody and written by nobody without a grant", async () => {
    expect((await anonymously(world.emulator).get("/repos/acme/open/")).status).toBe(200);
    expect((await anonymously(world.emulator).get("/packages/acme/open/")).status).toBe(200);
    expect((await anonymously(world.emulator).post("/files/acme/open/", { filename: "f" })).status).toBe(401);
    expect((await service("outside").post("/files/acme/open/", { filename: "f" })).status).toBe(403);
  });
});
