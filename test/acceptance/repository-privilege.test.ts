import { describe, expect, it } from "vitest";
import { flat, type Stack, World } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [
    { slug: "ci-app", name: "ci-app" },
    { slug: "ci-web", name: "ci-web" },
    { slug: "infra", name: "infra", role: "Manager" as const },
  ],
  teams: [{ slug: "release" }],
  repositories: [{ slug: "prod" }],
};

const grant = (values: object = {}): object => ({
  organization: "acme",
  repository: "prod",
  privilege: "Write",
  service: "ci-app",
  ...values,
});

const privilege = (grants: { readonly [name: string]: object } = { app: grant() }): Stack => ({
  resource: { cloudsmith_repository_privilege: grants },
});

function grants(world: World): string[] {
  return (world.emulator.state.privileges.get("prod") ?? [])
    .map(({ service, team, user, privilege: level }) => `${service ?? team ?? user}: ${level}`)
    .sort();
}

describe("one privilege on a repository", () => {
  it("is granted beside others, is clean, changes in place, is imported and is revoked alone", async () => {
    const world = await World.start({ seed: SEED });
    world.emulator.state.privileges.set("prod", [{ user: "owner", privilege: "Admin" }]);
    const stack = await world.stack(privilege());
    await stack.apply();
    expect(grants(world)).toEqual(["ci-app: Write", "owner: Admin"]);
    expect((await stack.values("cloudsmith_repository_privilege.app")).id).toBe("acme.prod.service.ci-app");
    expect(await stack.changes()).toEqual([]);

    expect(await stack.changes(privilege({ app: grant({ privilege: "Read" }) }))).toEqual([
      "update cloudsmith_repository_privilege.app",
    ]);
    await stack.apply();
    expect(grants(world)).toEqual(["ci-app: Read", "owner: Admin"]);

    const other = await world.stack(privilege({ app: grant({ privilege: "Read" }) }));
    await other.workspace.ok("import", "cloudsmith_repository_privilege.app", "acme.prod.service.ci-app");
    expect(await other.changes()).toEqual([]);

    await stack.workspace.destroy();
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("is replaced when its target changes", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privilege());
    await stack.apply();
    expect(await stack.changes(privilege({ app: grant({ service: "ci-web" }) }))).toEqual([
      "delete-create cloudsmith_repository_privilege.app",
    ]);
    await stack.apply();
    expect(grants(world)).toEqual(["ci-web: Write"]);
  });

  it("is planned anew when it was revoked by hand, and shown when its level was changed", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privilege());
    await stack.apply();
    world.emulator.state.privileges.set("prod", [{ service: "ci-app", privilege: "Admin" }]);
    expect(await stack.changes()).toEqual(["update cloudsmith_repository_privilege.app"]);
    world.emulator.state.privileges.set("prod", []);
    expect(await stack.changes()).toEqual(["create cloudsmith_repository_privilege.app"]);
  });

  it("loses no other of twenty on one repository, made and revoked at once", async () => {
    const accounts = Array.from({ length: 20 }, (_, index) => ({ slug: `ci-${index}`, name: `ci-${index}` }));
    const world = await World.start({ seed: { ...SEED, accounts } });
    world.emulator.state.privileges.set("prod", [{ user: "owner", privilege: "Admin" }]);
    const all = Object.fromEntries(accounts.map(({ slug }) => [slug, grant({ service: slug })]));
    const stack = await world.stack(privilege(all));
    await stack.apply();
    expect(grants(world)).toHaveLength(21);
    world.emulator.requests.clear();
    expect(await stack.changes()).toEqual([]);
    expect(world.emulator.requests.total).toBe(1);
    const half = Object.fromEntries(Object.entries(all).slice(0, 10));
    await stack.apply(privilege(half));
    expect(grants(world)).toHaveLength(11);
    expect(await stack.changes()).toEqual([]);
    await stack.workspace.destroy();
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("loses none of those made while others are revoked and reads lag", async () => {
    const accounts = Array.from({ length: 20 }, (_, index) => ({ slug: `ci-${index}`, name: `ci-${index}` }));
    const world = await World.start({
      seed: { ...SEED, accounts },
      settings: {
        consistency: { notFoundAfterCreate: null, staleAfterUpdate: { ms: 400 }, foundAfterDelete: null },
      },
      provider: { patience: { firstMs: 20, totalMs: 4_000 } },
    });
    world.emulator.state.privileges.set("prod", [{ user: "owner", privilege: "Admin" }]);
    const some = (from: number) =>
      privilege(
        Object.fromEntries(accounts.slice(from, from + 10).map(({ slug }) => [slug, grant({ service: slug })])),
      );
    const stack = await world.stack(some(0));
    await stack.apply();
    await stack.apply(some(10));
    expect(grants(world)).toEqual([...accounts.slice(10).map(({ slug }) => `${slug}: Write`), "owner: Admin"].sort());
    expect(await stack.changes()).toEqual([]);
  });

  it("tells which of many targets does not exist, and grants the others", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(
      privilege({ app: grant(), web: grant({ service: "ci-web" }), gone: grant({ service: "ci-gone" }) }),
    );
    const output = await stack.refused();
    expect(output).toContain("Invalid service(s) specified ['ci-gone']");
    expect(output).toContain("The privilege of service ci-gone on acme/prod could not be granted");
    expect(grants(world)).toEqual(["ci-app: Write", "ci-web: Write"]);
  });

  it("says that a grant was there before, and manages it", async () => {
    const world = await World.start({ seed: SEED });
    world.emulator.state.privileges.set("prod", [{ service: "ci-app", privilege: "Read" }]);
    const stack = await world.stack(privilege());
    const { output } = await stack.apply();
    expect(flat(output)).toContain("was there before this run, as Read. It is Write now");
    expect(await stack.changes()).toEqual([]);
  });

  it("is refused twice on one target, and beside the authoritative resource", async () => {
    const world = await World.start({ seed: SEED });
    const twice = await world.stack(privilege({ one: grant(), two: grant({ privilege: "Read" }) }));
    expect(await twice.refused(undefined, "plan")).toContain("Two cloudsmith_repository_privilege resources");
    const both = await world.stack({
      resource: {
        ...privilege().resource,
        cloudsmith_repository_privileges: {
          prod: { organization: "acme", repository: "prod", user: [{ slug: "owner", privilege: "Admin" }] },
        },
      },
    });
    expect(await both.refused(undefined, "plan")).toContain("Each would undo the other");
    expect(grants(world)).toEqual([]);
  });

  it("needs exactly one target", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privilege({ app: grant({ team: "release" }) }));
    expect(await stack.refused(undefined, "validate")).toContain("got service and team");
  });

  it("does not take the caller's own Admin away, unless it is meant so", async () => {
    const world = await World.start({ seed: SEED });
    world.environment.CLOUDSMITH_API_KEY = world.emulator.state.services.get("infra")!.key;
    world.emulator.state.privileges.set("prod", [{ service: "infra", privilege: "Admin" }]);
    const own = grant({ service: "infra", privilege: "Admin" });
    const stack = await world.stack(privilege({ infra: own, app: grant() }));
    await stack.apply();
    const output = await stack.refused(undefined, "destroy", "-auto-approve");
    expect(output).toContain("This would lock out the identity running Terraform");
    expect(grants(world)).toEqual(["infra: Admin"]);
    await stack.apply(privilege({ infra: { ...own, allow_self_lockout: true } }));
    await stack.workspace.destroy();
    expect(grants(world)).toEqual([]);
  });
});
