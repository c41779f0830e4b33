import { describe, expect, it } from "vitest";
import { flat, type Stack, World } from "./support/world.js";

const service = (values: object = {}): Stack => ({
  resource: { cloudsmith_service: { app: { organization: "acme", name: "ci-app", ...values } } },
});

describe("a service account", () => {
  it("is created, is clean in the next plan, changes, is imported and is destroyed", async () => {
    const world = await World.start({ seed: { organization: "acme", teams: [{ slug: "release" }] } });
    const { state } = world.emulator;
    const stack = await world.stack(service());

    await stack.apply();
    expect(await stack.values("cloudsmith_service.app")).toMatchObject({
      id: "ci-app",
      slug: "ci-app",
      description: null,
      role: "Member",
      key: "**redacted**",
      store_api_key: false,
      team: [],
    });
    expect(await stack.changes()).toEqual([]);

    const changed = service({ description: "publishes", role: "Manager", team: [{ slug: "release" }] });
    expect(await stack.changes(changed)).toEqual(["update cloudsmith_service.app"]);
    await stack.apply();
    expect(state.services.get("ci-app")).toMatchObject({ description: "publishes", role: "Manager" });
    expect((await stack.values("cloudsmith_service.app")).team).toEqual([{ slug: "release", role: "Member" }]);
    expect(await stack.changes()).toEqual([]);

    const other = await world.stack(changed);
    await other.workspace.ok("import", "cloudsmith_service.app", "acme.ci-app");
    expect(await other.changes()).toEqual([]);

    await stack.workspace.destroy();
    expect(state.services.has("ci-app")).toBe(false);
  });

  it("shows a change made by hand, and heals it", async () => {
    const world = await World.start();
    const stack = await world.stack(service());
    await stack.apply();
    const account = world.emulator.state.services.get("ci-app");
    account!.role = "Manager";
    expect(await stack.changes(service({ role: "Member" }))).toEqual(["update cloudsmith_service.app"]);
    await stack.apply();
    expect(account!.role).toBe("Member");
  });

  it("is planned anew when it was deleted by hand", async () => {
    const world = await World.start();
    const stack = await world.stack(service());
    await stack.apply();
    world.emulator.state.services.delete("ci-app");
    expect(await stack.changes()).toEqual(["create cloudsmith_service.app"]);
  });

  it("loses description and teams that are not declared any more", async () => {
    const world = await World.start({ seed: { organization: "acme", teams: [{ slug: "release" }] } });
    const stack = await world.stack(service({ description: "old", team: [{ slug: "release", role: "Manager" }] }));
    await stack.apply();
    await stack.apply(service());
    expect(world.emulator.state.services.get("ci-app")?.description).toBe("");
    expect([...world.emulator.state.teams.get("release")!.members.keys()]).not.toContain("Service:ci-app");
    expect((await stack.values("cloudsmith_service.app")).team).toEqual([]);
    expect(await stack.changes()).toEqual([]);
  });

  it("of a name that exists is an error that names the import id, unless duplicates are allowed", async () => {
    const world = await World.start({ seed: { organization: "acme", accounts: [{ slug: "ci-app", name: "ci-app" }] } });
    const stack = await world.stack(service());
    const output = await stack.refused();
    expect(output).toContain("terraform import ADDRESS acme.ci-app");
    expect(output).toContain("allow_duplicate_name");
    expect(world.emulator.state.services.size).toBe(1);
    await stack.apply(service({ allow_duplicate_name: true }));
    expect(world.emulator.state.services.size).toBe(2);
    expect((await stack.values("cloudsmith_service.app")).slug).not.toBe("ci-app");
    expect(await stack.changes()).toEqual([]);
  });

  it("that is replaced under its old slug is told to have lost what names it, which the next apply restores", async () => {
    const world = await World.start();
    const stack = await world.stack({
      resource: {
        ...service().resource,
        cloudsmith_oidc: {
          main: {
            namespace: "acme",
            name: "main",
            enabled: true,
            provider_url: "https://gitlab.com",
            claims: { project_id: "7" },
            service_accounts: [`\${cloudsmith_service.app.slug}`],
          },
        },
      },
    });
    await stack.apply();
    const { output } = await stack.workspace.apply("-replace=cloudsmith_service.app");
    expect(flat(output)).toContain("An account was replaced under its old slug");
    await stack.apply();
    expect([...world.emulator.state.providerSettings.values()]).toMatchObject([{ service_accounts: ["ci-app"] }]);
    expect(await stack.changes()).toEqual([]);
  });

  it("names the limits of the API at plan", async () => {
    const world = await World.start();
    const stack = await world.stack(service({ name: "x".repeat(121), role: "Owner" }));
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("expected 1 to 120 characters, got 121");
    expect(output).toContain('expected one of "Manager", "Member", got "Owner"');
    expect(flat(output)).not.toContain("unexpectedly");
  });
});

describe("the API key of a service account", () => {
  it("is never in the state unless it is to be stored", async () => {
    const world = await World.start();
    const stack = await world.stack(service());
    await stack.apply();
    const key = world.emulator.state.services.get("ci-app")!.key;
    expect(await stack.stateText()).not.toContain(key);
  });

  it("is in the state where store_api_key says so, and leaves it without a request when it no longer does", async () => {
    const world = await World.start();
    const stack = await world.stack(service({ store_api_key: true }));
    await stack.apply();
    const key = world.emulator.state.services.get("ci-app")!.key;
    expect((await stack.values("cloudsmith_service.app")).key).toBe(key);
    expect(await stack.changes()).toEqual([]);
    world.emulator.requests.clear();
    stack.write(service());
    const { output } = await stack.workspace.apply();
    expect(flat(output)).toContain("The key of the service account acme/ci-app is in the state");
    expect(world.emulator.requests.log.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(await stack.stateText()).not.toContain(key);
    expect(await stack.changes()).toEqual([]);
  });

  it("is rotated when the number is raised, is unknown in that plan, and is not when it is lowered", async () => {
    const world = await World.start();
    const dependant = (rotate: number): Stack => ({
      resource: {
        ...service({ store_api_key: true, rotate_api_key: rotate }).resource,
        terraform_data: { user: { input: `\${cloudsmith_service.app.key}` } },
      },
    });
    const stack = await world.stack(dependant(1));
    await stack.apply();
    const account = world.emulator.state.services.get("ci-app")!;
    const first = account.key;
    await stack.apply(dependant(2));
    expect(account.key).not.toBe(first);
    expect((await stack.values("terraform_data.user")).output).toBe(account.key);
    expect(await stack.changes()).toEqual([]);
    const second = account.key;
    await stack.apply(dependant(1));
    expect(account.key).toBe(second);
  });

  it("is burnt by rotating without storing", async () => {
    const world = await World.start();
    const stack = await world.stack(service({ store_api_key: true }));
    await stack.apply();
    const account = world.emulator.state.services.get("ci-app")!;
    const known = account.key;
    await stack.apply(service({ rotate_api_key: 1 }));
    expect(account.key).not.toBe(known);
    const text = await stack.stateText();
    expect(text).not.toContain(known);
    expect(text).not.toContain(account.key);
  });

  it("that was changed by hand is told, and stays told until it is rotated", async () => {
    const world = await World.start();
    const stack = await world.stack(service({ store_api_key: true }));
    await stack.apply();
    const account = world.emulator.state.services.get("ci-app")!;
    account.key = `${account.key.slice(0, -4)}zzzz`;
    expect(flat((await stack.workspace.ok("plan")).output)).toContain("API key has changed");
    await stack.apply(service({ store_api_key: true, rotate_api_key: 1 }));
    expect(flat((await stack.workspace.ok("plan")).output)).not.toContain("API key has changed");
  });

  it("that is to be stored and was not made here is told to need a rotation", async () => {
    const world = await World.start();
    const stack = await world.stack(service());
    await stack.apply();
    const { output } = await stack.apply(service({ store_api_key: true }));
    expect(flat(output)).toContain("raise rotate_api_key to get a new one");
    expect(await stack.changes()).toEqual([]);
    await stack.apply(service({ store_api_key: true, rotate_api_key: 1 }));
    expect((await stack.values("cloudsmith_service.app")).key).toBe(world.emulator.state.services.get("ci-app")!.key);
  });
});
