/**
 * What the official provider was seen to do, and what ours does instead: one test a case. Cases that are about one
 * resource alone are in that resource's own file.
 */
import { describe, expect, it } from "vitest";
import { flat, type Stack, type TerraformStack, World } from "./support/world.js";

const SERVICE = { organization: "acme", name: "ci-app" };
const SETTINGS = {
  namespace: "acme",
  name: "app-main",
  enabled: true,
  provider_url: "https://token.actions.githubusercontent.com",
  claims: { repository_id: "74" },
};

const service = (values: object = {}): Stack => ({
  resource: { cloudsmith_service: { app: { ...SERVICE, ...values } } },
});
const settings: Stack = { resource: { cloudsmith_oidc: { main: SETTINGS } } };

async function start(blocks: Stack): Promise<{ world: World; stack: TerraformStack }> {
  const world = await World.start({ seed: { organization: "acme", repositories: [{ slug: "prod" }] } });
  return { world, stack: await world.stack(blocks) };
}

const CREATE_SERVICE = "POST /orgs/{org}/services/";
const CREATE_SETTINGS = "POST /orgs/{org}/openid-connect/";
const READ_SERVICE = "GET /orgs/{org}/services/{service}/";
const ROTATE = "POST /orgs/{org}/services/{service}/refresh/";
const SELF = "GET /user/self/";

describe("the answer to a creation is lost", () => {
  it.each([
    {
      name: "a server error after the account was made",
      fault: { kind: "status", status: 500, committed: true } as const,
    },
    { name: "a reset after the account was made", fault: { kind: "reset-after" } as const },
    { name: "an answer cut in the middle", fault: { kind: "truncate" } as const },
  ])("$name: it is adopted, not made twice", async ({ fault }) => {
    const { world, stack } = await start(service());
    world.emulator.faults.add({ ...fault, route: CREATE_SERVICE });
    const { output } = await stack.apply();
    expect(flat(output)).toContain("The answer to a creation was lost");
    expect([...world.emulator.state.services.keys()]).toEqual(["ci-app"]);
    expect(await stack.changes()).toEqual([]);
  });

  it.each([
    { name: "a server error before the account was made", fault: { kind: "status", status: 503 } as const },
    { name: "a reset before the account was made", fault: { kind: "reset-before" } as const },
  ])("$name: it is made, once", async ({ fault }) => {
    const { world, stack } = await start(service());
    world.emulator.faults.add({ ...fault, route: CREATE_SERVICE });
    await stack.apply();
    expect([...world.emulator.state.services.keys()]).toEqual(["ci-app"]);
    expect(await stack.changes()).toEqual([]);
  });

  it("a stored key is then a new one, since the first is known to nobody", async () => {
    const { world, stack } = await start(service({ store_api_key: true }));
    world.emulator.faults.add({ kind: "reset-after", route: CREATE_SERVICE });
    await stack.apply();
    const { key } = world.emulator.state.services.get("ci-app")!;
    expect((await stack.values("cloudsmith_service.app")).key).toBe(key);
    expect(world.emulator.requests.count(ROTATE)).toBe(1);
  });

  it("an account that someone else made meanwhile is not taken for it", async () => {
    const { world, stack } = await start(service());
    const { state } = world.emulator;
    const set = state.services.set.bind(state.services);
    state.services.set = (slug, account) => set(slug, { ...account, created_by: "somebody-else" });
    world.emulator.faults.add({ kind: "reset-after", route: CREATE_SERVICE });
    expect(await stack.refused()).toContain("acme.ci-app: it was created by somebody-else");
    expect(await stack.refused()).toContain("terraform import ADDRESS acme.ci-app");
    expect(state.services.size).toBe(1);
  });

  it("settings are adopted, not refused for their name", async () => {
    const { world, stack } = await start(settings);
    world.emulator.faults.add({ kind: "status", status: 500, committed: true, route: CREATE_SETTINGS });
    await stack.apply();
    expect(world.emulator.state.providerSettings.size).toBe(1);
    expect(await stack.changes()).toEqual([]);
  });

  it("nothing is made twice while the API shows nothing: the next apply names the import id", async () => {
    const { world, stack } = await start(service());
    world.emulator.faults.add({ kind: "reset-after", route: CREATE_SERVICE });
    world.emulator.faults.add({
      kind: "status",
      status: 503,
      route: "GET /orgs/{org}/services/",
      nth: 2,
      times: "always",
    });
    const output = await stack.refused();
    expect(output).toContain('It is not known whether the service account "ci-app" was created');
    world.emulator.faults.clear();
    expect(await stack.refused()).toContain("terraform import ADDRESS acme.ci-app");
    expect(world.emulator.state.services.size).toBe(1);
  });
});

describe("reads fail for a while", () => {
  it("after a create: the account is not tainted", async () => {
    const { world, stack } = await start(service());
    world.emulator.faults.add({ kind: "status", status: 503, route: READ_SERVICE, times: "always" });
    await stack.apply();
    world.emulator.faults.clear();
    expect(await stack.changes()).toEqual([]);
  });

  it.each([503, 429])("in a plan, with %d: the plan goes on", async (status) => {
    const { world, stack } = await start(service());
    await stack.apply();
    world.emulator.faults.add({ kind: "status", status, retryAfterSeconds: 0, route: READ_SERVICE, times: 2 });
    expect(await stack.changes()).toEqual([]);
  });

  it.each([
    { name: "503", fault: { kind: "status", status: 503 } as const },
    { name: "429", fault: { kind: "status", status: 429, retryAfterSeconds: 0 } as const },
    { name: "a reset", fault: { kind: "reset-before" } as const },
  ])("of the identity, with $name: it is not called invalid credentials", async ({ fault }) => {
    const { world, stack } = await start({ data: { cloudsmith_user_self: { me: {} } } });
    world.emulator.faults.add({ ...fault, route: SELF, times: 2 });
    await stack.apply();
    world.emulator.faults.add({ kind: "status", status: 503, route: SELF, times: "always" });
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("503 Service Unavailable");
    expect(output).not.toContain("invalid API credentials");
  });
});

describe("a rotation fails", () => {
  it.each([
    { name: "before the key is new", fault: { kind: "status", status: 500 } as const },
    { name: "after the key is new", fault: { kind: "status", status: 500, committed: true } as const },
    { name: "after the key is new, by a reset", fault: { kind: "reset-after" } as const },
  ])("once, $name: the state has the key that works", async ({ fault }) => {
    const { world, stack } = await start(service({ store_api_key: true }));
    await stack.apply();
    world.emulator.faults.add({ ...fault, route: ROTATE });
    await stack.apply(service({ store_api_key: true, rotate_api_key: 1 }));
    expect((await stack.values("cloudsmith_service.app")).key).toBe(world.emulator.state.services.get("ci-app")!.key);
    expect(await stack.changes()).toEqual([]);
  });

  it("for good: the next plan rotates again", async () => {
    const { world, stack } = await start(service({ store_api_key: true }));
    await stack.apply();
    world.emulator.faults.add({ kind: "status", status: 500, committed: true, route: ROTATE, times: "always" });
    const rotated = service({ store_api_key: true, rotate_api_key: 1, description: "x" });
    expect(await stack.refused(rotated)).toContain("could not be rotated");
    world.emulator.faults.clear();
    expect((await stack.values("cloudsmith_service.app")).description).toBe("x");
    expect(await stack.changes()).toEqual(["update cloudsmith_service.app"]);
    await stack.apply();
    expect((await stack.values("cloudsmith_service.app")).key).toBe(world.emulator.state.services.get("ci-app")!.key);
    expect(await stack.changes()).toEqual([]);
  });
});

describe("what clears a field is not documented", () => {
  it.each(["empty-text", "null", "either"] as const)("a description is cleared where %s does it", async (reading) => {
    const world = await World.start({ assumptions: { "clear-description": reading } });
    const stack = await world.stack(service({ description: "old" }));
    await stack.apply();
    await stack.apply(service());
    expect(world.emulator.state.services.get("ci-app")?.description).toBe("");
    expect(await stack.changes()).toEqual([]);
  });

  it("a description that stays is a warning that names it, and shows in the next plan", async () => {
    const world = await World.start({ assumptions: { "clear-description": "ignored" } });
    const stack = await world.stack(service({ description: "old" }));
    await stack.apply();
    const { output } = await stack.apply(service());
    expect(flat(output)).toContain('description is "old" there and was declared as empty');
    expect(await stack.changes()).toEqual(["update cloudsmith_service.app"]);
  });

  it("a team that stays is an error, since the account can more than declared, and nothing is rotated then", async () => {
    const world = await World.start({
      seed: { organization: "acme", teams: [{ slug: "release" }] },
      assumptions: { "patch-teams": "merge" },
    });
    const stack = await world.stack(service({ team: [{ slug: "release" }], store_api_key: true }));
    await stack.apply();
    const { key } = world.emulator.state.services.get("ci-app")!;
    const refused = await stack.refused(service({ store_api_key: true, rotate_api_key: 1 }));
    expect(refused).toContain("admits more than it should");
    expect(world.emulator.state.services.get("ci-app")!.key).toBe(key);
    expect(await stack.changes()).toEqual(["update cloudsmith_service.app"]);
  });

  it("a rename that changes the slug is followed, also without its answer, and so are those who refer to it", async () => {
    const world = await World.start({
      seed: { organization: "acme", repositories: [{ slug: "prod" }, { slug: "stage" }] },
      assumptions: { "rename-changes-slug": "yes" },
    });
    const all = (name: string, privilege = "Write"): Stack => ({
      resource: {
        cloudsmith_service: { app: { organization: "acme", name } },
        cloudsmith_oidc: { main: { ...SETTINGS, service_accounts: [`\${cloudsmith_service.app.slug}`] } },
        cloudsmith_repository_privilege: {
          app: {
            organization: "acme",
            repository: "prod",
            service: `\${cloudsmith_service.app.slug}`,
            privilege: "Write",
          },
        },
        cloudsmith_repository_privileges: {
          stage: {
            organization: "acme",
            repository: "stage",
            user: [{ slug: "owner", privilege: "Admin" }],
            service: [{ slug: `\${cloudsmith_service.app.slug}`, privilege }],
          },
        },
      },
    });
    const stack = await world.stack(all("ci-app"));
    await stack.apply();
    await stack.apply(all("renamed"));
    expect([...world.emulator.state.services.keys()]).toEqual(["renamed"]);
    expect([...world.emulator.state.providerSettings.values()]).toMatchObject([{ service_accounts: ["renamed"] }]);
    expect(world.emulator.state.privileges.get("prod")).toContainEqual({ service: "renamed", privilege: "Write" });
    expect(await stack.changes()).toEqual([]);

    world.emulator.faults.add({ kind: "reset-after", route: "PATCH /orgs/{org}/services/{service}/" });
    await stack.apply(all("again", "Read"));
    expect([...world.emulator.state.services.keys()]).toEqual(["again"]);
    expect(world.emulator.state.privileges.get("stage")).toContainEqual({ service: "again", privilege: "Read" });
    expect(await stack.changes()).toEqual([]);
  });
});

describe("a run under a rate limit", () => {
  it("of 1.5 requests a second with a burst of 90 plans a hundred pipelines", async () => {
    const world = await World.start({
      seed: {
        organization: "acme",
        accounts: Array.from({ length: 100 }, (_, index) => ({ slug: `s${index}`, name: `s${index}` })),
      },
    });
    const resource = {
      cloudsmith_service: Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [`s${index}`, { organization: "acme", name: `s${index}` }]),
      ),
    };
    const imports = Array.from({ length: 100 }, (_, index) => ({
      to: `cloudsmith_service.s${index}`,
      id: `acme.s${index}`,
    }));
    const stack = await world.stack({ resource, import: imports });
    await stack.apply();
    stack.write({ resource });
    world.emulator.requests.clear();
    world.emulator.settings.rateLimit = { requestsPerSecond: 1.5, burst: 90 };
    expect(await stack.changes()).toEqual([]);
    expect(world.emulator.requests.total).toBeLessThanOrEqual(8);
  });

  it("that makes it wait long says so once", async () => {
    const { world, stack } = await start({
      resource: {
        cloudsmith_service: { one: { ...SERVICE, name: "one" }, two: { ...SERVICE, name: "two" } },
      },
    });
    world.emulator.faults.add({ kind: "status", status: 429, retryAfterSeconds: 5, route: CREATE_SERVICE });
    const { output } = await stack.apply();
    expect(flat(output).match(/Warning: Cloudsmith made this run wait/g)).toHaveLength(1);
  });
});
