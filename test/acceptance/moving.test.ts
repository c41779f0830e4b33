import { describe, expect, it } from "vitest";
import { flat, type Stack, World } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [
    { slug: "ci-app", name: "ci-app" },
    { slug: "ci-web", name: "ci-web" },
  ],
  repositories: [{ slug: "prod" }],
};

const OWNER = { slug: "owner", privilege: "Admin" };
const authoritative: Stack = {
  resource: {
    cloudsmith_repository_privileges: {
      prod: {
        organization: "acme",
        repository: "prod",
        user: [OWNER],
        service: [
          { slug: "ci-app", privilege: "Write" },
          { slug: "ci-web", privilege: "Read" },
        ],
      },
    },
  },
};
const additive: Stack = {
  resource: {
    cloudsmith_repository_privilege: {
      app: { organization: "acme", repository: "prod", service: "ci-app", privilege: "Write" },
      web: { organization: "acme", repository: "prod", service: "ci-web", privilege: "Read" },
    },
  },
};

function grants(world: World): string[] {
  return (world.emulator.state.privileges.get("prod") ?? [])
    .map(({ service, user, privilege }) => `${service ?? user}: ${privilege}`)
    .sort();
}

const ALL = ["ci-app: Write", "ci-web: Read", "owner: Admin"];

describe("going from all grants of a repository to single ones", () => {
  it("is refused in one run, since it would revoke what it then grants", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(authoritative);
    await stack.apply();
    const output = await stack.refused(additive);
    expect(output).toContain("terraform state rm");
    expect(grants(world)).toEqual(ALL);
  });

  it("goes by state rm and import, and back, and nothing is ever revoked", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(authoritative);
    await stack.apply();
    world.emulator.requests.clear();
    await stack.workspace.ok("state", "rm", "cloudsmith_repository_privileges.prod");
    stack.write(additive);
    await stack.workspace.ok("import", "cloudsmith_repository_privilege.app", "acme.prod.service.ci-app");
    await stack.workspace.ok("import", "cloudsmith_repository_privilege.web", "acme.prod.service.ci-web");
    expect(await stack.changes()).toEqual([]);

    for (const name of ["app", "web"]) {
      await stack.workspace.ok("state", "rm", `cloudsmith_repository_privilege.${name}`);
    }
    stack.write(authoritative);
    await stack.workspace.ok("import", "cloudsmith_repository_privileges.prod", "acme.prod");
    expect(await stack.changes()).toEqual([]);
    expect(grants(world)).toEqual(ALL);
    expect(world.emulator.requests.log.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

describe("grants that are replaced by create_before_destroy", () => {
  it.each([
    ["all of a repository", authoritative],
    ["single ones", additive],
  ])("stay: %s", async (_name, { resource }) => {
    const world = await World.start({
      seed: { ...SEED, privileges: [{ repository: "prod", user: "owner", privilege: "Admin" }] },
    });
    const [type, named] = Object.entries(resource!)[0]!;
    const lifecycle = { create_before_destroy: true };
    const replaced = Object.entries(named).map(([name, values]) => [name, { ...values, lifecycle }]);
    const stack = await world.stack({ resource: { [type]: Object.fromEntries(replaced) } });
    await stack.apply();
    await stack.workspace.apply(...Object.keys(named).map((name) => `-replace=${type}.${name}`));
    expect(grants(world)).toEqual(ALL);
    expect(await stack.changes()).toEqual([]);
  });
});

describe("an import", () => {
  it.each([
    ["cloudsmith_repository_privilege.app", "acme.prod.ci-app", "<organization>.<repository>.<kind>.<slug>"],
    ["cloudsmith_repository_privilege.app", "acme.prod.robot.ci-app", "service, team or user"],
    ["cloudsmith_repository_privilege.app", "acme.prod.service.nobody", "non-existent"],
  ])("of %s as %s says what is wrong", async (address, id, words) => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(additive);
    expect(await stack.refused(undefined, "import", address, id)).toContain(words);
  });

  it("by import blocks of everything plans nothing but the import", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(authoritative);
    await stack.apply();
    const other = await world.stack({
      ...authoritative,
      import: [{ to: "cloudsmith_repository_privileges.prod", id: "acme.prod" }],
    });
    const { output } = await other.apply();
    expect(flat(output)).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
  });
});
