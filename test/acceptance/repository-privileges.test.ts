import { describe, expect, it } from "vitest";
import { type Stack, World } from "./support/world.js";

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

const OWNER = { slug: "owner", privilege: "Admin" };

const privileges = (values: object = {}): Stack => ({
  resource: { cloudsmith_repository_privileges: { prod: { organization: "acme", repository: "prod", ...values } } },
});

function grants(world: World): string[] {
  return (world.emulator.state.privileges.get("prod") ?? [])
    .map(({ service, team, user, privilege }) => `${service ?? team ?? user}: ${privilege}`)
    .sort();
}

describe("the privileges of a repository", () => {
  it("are created, are clean in any order, change, are imported, and leave the caller's Admin behind", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(
      privileges({
        user: [OWNER],
        service: [
          { slug: "ci-web", privilege: "Read" },
          { slug: "ci-app", privilege: "Write" },
        ],
      }),
    );
    await stack.apply();
    expect(grants(world)).toEqual(["ci-app: Write", "ci-web: Read", "owner: Admin"]);
    expect(await stack.changes()).toEqual([]);
    world.emulator.state.privileges.get("prod")!.reverse();
    expect(await stack.changes()).toEqual([]);

    const changed = privileges({
      user: [OWNER],
      service: [{ slug: "ci-app", privilege: "Admin" }],
      team: [{ slug: "release", privilege: "Write" }],
    });
    await stack.apply(changed);
    expect(grants(world)).toEqual(["ci-app: Admin", "owner: Admin", "release: Write"]);
    expect(await stack.changes()).toEqual([]);

    const other = await world.stack(changed);
    await other.workspace.ok("import", "cloudsmith_repository_privileges.prod", "acme.prod");
    expect(await other.changes()).toEqual([]);

    await stack.workspace.destroy();
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("show a grant made by hand in the plan, and take it away", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privileges({ user: [OWNER] }));
    await stack.apply();
    world.emulator.state.privileges.get("prod")!.push({ service: "ci-web", privilege: "Admin" });
    expect(await stack.changes()).toEqual(["update cloudsmith_repository_privileges.prod"]);
    await stack.apply();
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("are not created over live grants that the configuration lacks, unless they are to be overwritten", async () => {
    const world = await World.start({ seed: SEED });
    world.emulator.state.privileges.set("prod", [
      { user: "owner", privilege: "Admin" },
      { service: "ci-web", privilege: "Write" },
    ]);
    const stack = await world.stack(privileges({ user: [OWNER] }));
    const output = await stack.refused();
    expect(output).toContain("service ci-web: Write");
    expect(output).toContain("terraform import ADDRESS acme.prod");
    expect(grants(world)).toEqual(["ci-web: Write", "owner: Admin"]);
    await stack.apply(privileges({ user: [OWNER], overwrite: true }));
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("show what an import would revoke in the plan", async () => {
    const world = await World.start({ seed: SEED });
    world.emulator.state.privileges.set("prod", [
      { user: "owner", privilege: "Admin" },
      { service: "ci-web", privilege: "Write" },
    ]);
    const stack = await world.stack(privileges({ user: [OWNER] }));
    await stack.workspace.ok("import", "cloudsmith_repository_privileges.prod", "acme.prod");
    expect(await stack.changes()).toEqual(["update cloudsmith_repository_privileges.prod"]);
    await stack.apply();
    expect(grants(world)).toEqual(["owner: Admin"]);
  });

  it("are not written when the live grants changed after the plan", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privileges({ user: [OWNER] }));
    await stack.apply();
    stack.write(privileges({ user: [OWNER], service: [{ slug: "ci-app", privilege: "Write" }] }));
    await stack.workspace.ok("plan", "-out=later.bin");
    world.emulator.state.privileges.get("prod")!.push({ service: "ci-web", privilege: "Read" });
    const output = await stack.refused(undefined, "apply", "later.bin");
    expect(output).toContain("service ci-web: no grant; now service ci-web: Read");
    expect(grants(world)).toEqual(["ci-web: Read", "owner: Admin"]);
  });

  it("are not destroyed over a grant that came after the plan", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privileges({ user: [OWNER] }));
    await stack.apply();
    await stack.workspace.ok("plan", "-destroy", "-out=later.bin");
    world.emulator.state.privileges.get("prod")!.push({ service: "ci-web", privilege: "Read" });
    expect(await stack.refused(undefined, "apply", "later.bin")).toContain("service ci-web: Read");
    expect(grants(world)).toEqual(["ci-web: Read", "owner: Admin"]);
  });
});

describe("the lockout guard of the privileges of a repository", () => {
  /** Run by a Manager service account, which has no access of its own. */
  async function asInfra(blocks: Stack, before: "Admin" | "none" = "Admin") {
    const world = await World.start({ seed: SEED });
    world.environment.CLOUDSMITH_API_KEY = world.emulator.state.services.get("infra")!.key;
    world.emulator.state.privileges.set("prod", before === "Admin" ? [{ service: "infra", privilege: "Admin" }] : []);
    return { world, stack: await world.stack(blocks) };
  }

  it("accepts the caller's own Admin", async () => {
    const { world, stack } = await asInfra(privileges({ service: [{ slug: "infra", privilege: "Admin" }] }));
    await stack.apply();
    expect(grants(world)).toEqual(["infra: Admin"]);
  });

  it("refuses the caller below Admin at plan, unless it is meant so", async () => {
    const { world, stack } = await asInfra(privileges({ service: [{ slug: "infra", privilege: "Write" }] }));
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain('The authenticated account slug "infra" (a service) is granted Write only');
    expect(output).toContain("at least one team block");
    await stack.apply(privileges({ service: [{ slug: "infra", privilege: "Write" }], allow_self_lockout: true }));
    expect(grants(world)).toEqual(["infra: Write"]);
  });

  it("refuses the caller's slug in the wrong kind, and its absence", async () => {
    const { stack } = await asInfra(privileges({ user: [{ slug: "infra", privilege: "Admin" }] }));
    expect(await stack.refused(undefined, "plan")).toContain("is granted as the other kind");
    stack.write(privileges({ service: [{ slug: "ci-app", privilege: "Admin" }] }));
    expect(await stack.refused(undefined, "plan")).toContain("has no grant of its own");
  });

  it("accepts a team with Admin that the caller is in, and refuses one that it is not in", async () => {
    const { world, stack } = await asInfra(privileges({ team: [{ slug: "release", privilege: "Admin" }] }));
    expect(await stack.refused(undefined, "plan")).toContain("is in no team that is granted Admin");
    const infra = world.emulator.state.services.get("infra")!;
    world.emulator.state.teams
      .get("release")!
      .members.set("Service:infra", { user: infra.slug, role: "Member", user_kind: "Service" } as never);
    await stack.changes();
  });

  it("does not mind what an owner leaves out", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(privileges({ service: [{ slug: "ci-app", privilege: "Write" }] }));
    await stack.apply();
    expect(grants(world)).toEqual(["ci-app: Write"]);
  });

  it("waits for the apply where a slug is not known at plan", async () => {
    const { world, stack } = await asInfra({
      resource: {
        ...privileges({
          service: [
            { slug: "infra", privilege: "Admin" },
            { slug: `\${cloudsmith_service.new.slug}`, privilege: "Write" },
          ],
        }).resource,
        cloudsmith_service: { new: { organization: "acme", name: "new" } },
      },
    });
    await stack.apply();
    expect(grants(world)).toEqual(["infra: Admin", "new: Write"]);
    expect(await stack.changes()).toEqual([]);
  });
});
