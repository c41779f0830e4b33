import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { type EmulatorOptions, isEmulatorError, PortInUseError, startEmulator } from "../../lib/emulator/index.js";
import { isTrustError } from "../../lib/trust/index.js";
import { apiOf, asKey } from "./support/api.js";
import { runEmulator } from "./support/running.js";

describe("starting an emulator", () => {
  it("listens on a free port of 127.0.0.1 alone", async () => {
    const emulator = await startEmulator();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator.githubUrl).toBe(`${emulator.url}/`);
    expect(emulator.environment).toEqual({
      CLOUDSMITH_API_HOST: emulator.url,
      CLOUDSMITH_API_KEY: emulator.apiKey,
      CLOUDSMITH_ORG: "acme",
      CLOUDSMITH_NAMESPACE: "acme",
      GITHUB_API_URL: `${emulator.url}/api/v3`,
      GITHUB_BASE_URL: `${emulator.url}/`,
      GITHUB_TOKEN: emulator.githubToken,
    });
    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  it("names the port that another process has", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as { port: number };
    const refused = await startEmulator({ port }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PortInUseError);
    expect(refused).toMatchObject({ code: "port_in_use", port, message: expect.stringContaining(String(port)) });
    expect(isEmulatorError(refused)).toBe(true);
    await new Promise((done) => other.close(done));
    const emulator = await startEmulator({ port });
    expect(emulator.url).toBe(`http://127.0.0.1:${port}`);
    await emulator.close();
  });

  it("takes the organization from the options, else from the seed", async () => {
    const named = await startEmulator({ organization: "globex" });
    const seeded = await startEmulator({ seed: { organization: "initech" } });
    expect([named.organization, seeded.organization]).toEqual(["globex", "initech"]);
    expect((await apiOf(named).get("/orgs/globex/services/")).status).toBe(200);
    await Promise.all([named.close(), seeded.close()]);
  });

  it("has other keys each time", async () => {
    const emulators = await Promise.all([startEmulator(), startEmulator()]);
    const [one, other] = emulators;
    expect(one!.apiKey).not.toBe(other!.apiKey);
    const token = await one!.startJob({ repository: "acme/app" }).idToken();
    const setting = {
      name: "s",
      enabled: true,
      provider_url: one!.issuer,
      claims: { repository: "acme/app" },
      service_accounts: ["ci-app"],
    };
    for (const emulator of emulators) {
      emulator.seed({ organization: "acme", accounts: [{ slug: "ci-app" }], settings: [setting] });
    }
    const exchange = { oidc_token: token, service_slug: "ci-app" };
    expect((await apiOf(one!).post("/openid/acme/", exchange)).status).toBe(201);
    expect((await apiOf(other!).post("/openid/acme/", exchange)).status).toBe(401);
    await Promise.all(emulators.map((emulator) => emulator.close()));
  });

  it.each<[EmulatorOptions, string]>([
    [{ assumptions: { "exchange-status": "202" as never } }, "exchange-status"],
    [{ settings: { latencyMs: "fast" as never } }, "latencyMs"],
    [{ organization: "acme", seed: { organization: "other" } }, "other"],
    [{ seed: { organization: "acme", declared: { unknowns: [], stacks: {} } } }, "/declared"],
    [{ seed: { organization: "acme", privileges: [{ repository: "x", service: "y", privilege: "Read" }] } }, '"x"'],
  ])("refuses %j and says why", async (options, text) => {
    const refused = await startEmulator(options).catch((error: unknown) => error);
    expect(isEmulatorError(refused)).toBe(true);
    expect((refused as Error).message).toContain(text);
  });
});

describe("a running emulator", () => {
  const world = runEmulator({
    seed: { organization: "acme", accounts: [{ slug: "ci-app" }] },
    settings: { latencyMs: 1 },
    assumptions: { "exchange-status": "200" },
  });

  it("goes back to how it was started: seed, settings, assumptions; no faults, requests or exchanges", async () => {
    const { emulator, api } = world;
    await api.delete("/orgs/acme/services/ci-app/");
    emulator.settings.latencyMs = 0;
    emulator.settings.consistency.staleAfterUpdate = { reads: 9 };
    emulator.assumptions["exchange-status"] = "201";
    emulator.faults.add({ kind: "html" });
    emulator.reset();
    expect([...emulator.state.services.keys()]).toEqual(["ci-app"]);
    expect(emulator.settings).toMatchObject({ latencyMs: 1, consistency: { staleAfterUpdate: null } });
    expect(emulator.assumptions["exchange-status"]).toBe("200");
    expect(emulator.faults.list).toEqual([]);
    expect(emulator.requests.log).toEqual([]);
    expect((await api.get("/user/self/")).body.slug).toBe("owner");
  });

  it("makes identities whose slugs are free", async () => {
    const { key } = world.emulator.createIdentity({ kind: "user", slug: "alice", role: "Manager" });
    expect((await asKey(world.emulator, key).get("/user/self/")).body).toMatchObject({
      slug: "alice",
      email: "alice@acme.example",
    });
    expect(() => world.emulator.createIdentity({ kind: "service", slug: "alice" })).toThrow(/"alice" is taken/);
  });

  it("shows a state that tests may edit", async () => {
    world.emulator.state.services.get("ci-app")!.role = "Manager";
    expect((await world.api.get("/orgs/acme/services/ci-app/")).body.role).toBe("Manager");
  });
});

describe("a seed", () => {
  const world = runEmulator();
  const FULL = {
    organization: "acme",
    accounts: [
      {
        slug: "ci-app",
        name: "CI app",
        role: "Manager" as const,
        description: "publishes",
        teams: [{ slug: "release", role: "Member" as const }],
      },
    ],
    settings: [
      {
        name: "main",
        slug: "main",
        slug_perm: "x1",
        enabled: false,
        provider_url: "https://gitlab.com",
        claims: { a: "b", n: 1 },
        service_accounts: [],
        mapping_claim: "sub",
        dynamic_mappings: [{ claim_value: "v", service_account: "ci-app" }],
      },
    ],
    repositories: [
      {
        slug: "prod",
        name: "Prod",
        slug_perm: "r1",
        repository_type_str: "Open-Source" as const,
        default_privilege: "Read" as const,
      },
    ],
    privileges: [
      { repository: "prod", privilege: "Write" as const, service: "ci-app" },
      { repository: "prod", privilege: "Admin" as const, team: "release" },
      { repository: "prod", privilege: "Read" as const, user: "alice" },
    ],
    teams: [{ slug: "release", name: "Release" }],
  };

  it("comes out as the trust file it was", () => {
    world.emulator.seed(FULL);
    expect(world.emulator.trustFile()).toEqual(FULL);
  });

  it("is put beside what is there, in place of what has the same slug or name", () => {
    world.emulator.seed(FULL);
    world.emulator.seed({
      organization: "acme",
      accounts: [{ slug: "ci-app" }, { slug: "new" }],
      settings: [
        { name: "main", enabled: true, provider_url: "https://gitlab.com", claims: {}, service_accounts: ["gone"] },
      ],
    });
    const { accounts, settings, privileges } = world.emulator.trustFile();
    expect(accounts?.map(({ slug, role }) => [slug, role])).toEqual([
      ["ci-app", "Member"],
      ["new", "Member"],
    ]);
    expect(settings).toMatchObject([{ name: "main", slug_perm: "x1", enabled: true, service_accounts: ["gone"] }]);
    expect(privileges).toHaveLength(3);
  });

  it("may make users by granting to them, but nothing else", () => {
    world.emulator.seed(FULL);
    expect(world.emulator.state.users.get("alice")?.role).toBe("Member");
    const wrong = { ...FULL, privileges: [{ repository: "prod", privilege: "Read" as const, team: "nix" }] };
    expect(() => world.emulator.seed(wrong)).toThrow(/\/privileges\/0.*no team "nix"/);
  });

  it("is read as every trust file is, misspelt fields included", () => {
    const wrong = { organization: "acme", settings: [{ name: "x" }] } as never;
    expect(() => world.emulator.seed(wrong)).toThrowError(expect.toSatisfy(isTrustError));
  });
});
