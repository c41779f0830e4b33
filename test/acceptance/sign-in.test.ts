import { describe, expect, it } from "vitest";
import { type Stack, World, type WorldOptions } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [{ slug: "infra", name: "infra", role: "Manager" as const }],
  repositories: [{ slug: "prod" }],
  settings: [
    {
      name: "infra",
      enabled: true,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: { repository_id: "74" },
      service_accounts: ["infra"],
      mapping_claim: null,
      dynamic_mappings: [],
    },
  ],
};

const ME: Stack = {
  data: { cloudsmith_user_self: { me: {} } },
  output: { me: { value: `\${data.cloudsmith_user_self.me.slug}` } },
};
const OIDC = { oidc: { organization: "acme", service_slug: "infra" } };

async function inJob(options: WorldOptions = {}): Promise<World> {
  const world = await World.start({ seed: SEED, ...options });
  const job = world.emulator.startJob({ repository: "acme/app", repositoryId: 74 });
  Object.assign(world.environment, job.environment, { CLOUDSMITH_API_KEY: undefined });
  return world;
}

async function whoami(world: World, provider: object): Promise<string> {
  const stack = await world.stack({ ...ME, provider });
  await stack.apply();
  return JSON.parse((await stack.workspace.ok("output", "-json", "me")).stdout);
}

describe("signing in with a key", () => {
  it("takes the configuration before the environment", async () => {
    const world = await World.start({ seed: SEED });
    expect(await whoami(world, {})).toBe("owner");
    expect(await whoami(world, { api_key: world.emulator.state.services.get("infra")!.key })).toBe("infra");
  });

  it("says that credentials are missing, and that they are refused", async () => {
    const world = await World.start({ seed: SEED, environment: { CLOUDSMITH_API_KEY: undefined } });
    const stack = await world.stack(ME);
    expect(await stack.refused(undefined, "plan")).toContain("credentials required for Cloudsmith provider");
    world.environment.CLOUDSMITH_API_KEY = "csa_not_a_key_at_all";
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("invalid API credentials");
    expect(output).not.toContain("csa_not_a_key_at_all");
  });

  it("finds at plan that a key is refused, though the plan only creates", async () => {
    const world = await World.start({ seed: SEED, environment: { CLOUDSMITH_API_KEY: "csa_not_a_key_at_all" } });
    const stack = await world.stack({
      resource: { cloudsmith_service: { app: { organization: "acme", name: "ci-app" } } },
    });
    expect(await stack.refused(undefined, "plan")).toContain("invalid API credentials");
  });

  it("plans while the key is not known yet, and applies once it is", async () => {
    const world = await World.start({ seed: SEED, environment: { CLOUDSMITH_API_KEY: undefined } });
    const stack = await world.stack({
      provider: { api_key: `\${terraform_data.key.output}` },
      resource: {
        terraform_data: { key: { input: world.emulator.apiKey } },
        cloudsmith_service: { app: { organization: "acme", name: "ci-app" } },
      },
    });
    await stack.apply();
    expect(world.emulator.state.services.has("ci-app")).toBe(true);
  });

  it("sends the configured headers, and no plain http to other hosts", async () => {
    const world = await World.start({ seed: SEED });
    expect(await whoami(world, { headers: { "X-Trace": "1" } })).toBe("owner");
    const stack = await world.stack({ ...ME, provider: { api_host: "http://api.example.com" } });
    expect(await stack.refused(undefined, "plan")).toContain("must use https");
  });
});

describe("signing in with a CI job's id token", () => {
  it("exchanges it once for all requests of a run", async () => {
    const world = await inJob();
    expect(await whoami(world, OIDC)).toBe("infra");
    world.emulator.requests.clear();
    const stack = await world.stack({ ...ME, provider: OIDC });
    await stack.workspace.ok("plan");
    expect(world.emulator.requests.count("POST /openid/{owner}/")).toBe(1);
  });

  it("is asked for by the environment alone as well, and then a key that is left over does not count", async () => {
    const world = await inJob();
    Object.assign(world.environment, {
      CLOUDSMITH_USE_OIDC: "yes",
      CLOUDSMITH_SERVICE_SLUG: "infra",
      CLOUDSMITH_API_KEY: "csa_left_over_left_over",
    });
    expect(await whoami(world, {})).toBe("infra");
  });

  it("names what is missing: the account, the permission of the job, the settings that admit it", async () => {
    const world = await inJob();
    const stack = await world.stack({ ...ME, provider: { oidc: { organization: "acme" } } });
    expect(await stack.refused(undefined, "plan")).toContain("CLOUDSMITH_SERVICE_SLUG");
    world.emulator.state.providerSettings.clear();
    expect(await stack.refused({ ...ME, provider: OIDC }, "plan")).toContain("did not accept the OIDC token");
    world.environment.ACTIONS_ID_TOKEN_REQUEST_URL = undefined;
    world.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN = undefined;
    world.environment.GITHUB_ACTIONS = "true";
    expect(await stack.refused(undefined, "plan")).toContain("id-token: write");
  });

  it("conflicts with a configured key", async () => {
    const world = await inJob();
    const stack = await world.stack({ ...ME, provider: { ...OIDC, api_key: "x" } });
    expect(await stack.refused(undefined, "validate")).toContain("api_key conflicts with the oidc block");
  });

  it("goes on when the token is refused half-way", async () => {
    const world = await inJob();
    const services = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`a${index}`, { organization: "acme", name: `a${index}` }]),
    );
    const stack = await world.stack({ provider: OIDC, resource: { cloudsmith_service: services } });
    world.emulator.faults.add({
      kind: "status",
      status: 401,
      method: "POST",
      route: "/orgs/{org}/services/",
      nth: 4,
      times: 2,
    });
    await stack.apply();
    expect(world.emulator.state.services.size).toBe(13);
    expect(await stack.changes()).toEqual([]);
  });

  it("does not change the settings that let it in so that they no longer do, unless it is meant so", async () => {
    const world = await inJob();
    const [own] = [...world.emulator.state.providerSettings.values()];
    const settings = (values: object): Stack => ({
      provider: OIDC,
      resource: {
        cloudsmith_oidc: {
          infra: {
            namespace: "acme",
            name: "infra",
            enabled: true,
            provider_url: "https://token.actions.githubusercontent.com",
            claims: { repository_id: "74" },
            service_accounts: ["infra"],
            ...values,
          },
        },
      },
    });
    const stack = await world.stack(settings({}));
    await stack.workspace.ok("import", "cloudsmith_oidc.infra", `acme.${own!.slug_perm}`);
    for (const values of [{ claims: { repository_id: "75" } }, { enabled: false }, { service_accounts: [] }]) {
      expect(await stack.refused(settings(values))).toContain("This would lock out the identity running Terraform");
    }
    expect(await stack.refused(settings({}), "destroy", "-auto-approve")).toContain("would lock out");
    await stack.apply(settings({ claims: { repository_id: "74", ref: "refs/heads/main" } }));
    await stack.apply(settings({ claims: { repository_id: "75" }, allow_self_lockout: true }));
    expect(own!.claims).toEqual({ repository_id: "75" });
  });

  it("does not take away one after the other all settings that let it in", async () => {
    const [own] = SEED.settings;
    const world = await inJob({ seed: { ...SEED, settings: [own!, { ...own!, name: "second" }] } });
    const stack = await world.stack({ provider: OIDC });
    const live = [...world.emulator.state.providerSettings.values()];
    const declared = live.map(({ name, enabled, provider_url, claims, service_accounts }) => [
      name,
      { namespace: "acme", name, enabled, provider_url, claims, service_accounts },
    ]);
    stack.write({ provider: OIDC, resource: { cloudsmith_oidc: Object.fromEntries(declared) } });
    for (const { name, slug_perm } of live) {
      await stack.workspace.ok("import", `cloudsmith_oidc.${name}`, `acme.${slug_perm}`);
    }
    expect(await stack.refused(undefined, "destroy", "-auto-approve")).toContain("would lock out");
    expect(world.emulator.state.providerSettings.size).toBe(1);
  });
});

describe("the ephemeral token", () => {
  it("signs another provider in, and reaches neither plan nor state", async () => {
    const world = await inJob();
    const stack = await world.stack({
      provider: [OIDC, { alias: "job", api_key: `\${ephemeral.cloudsmith_oidc_token.job.token}` }],
      ephemeral: { cloudsmith_oidc_token: { job: {} } },
      data: { cloudsmith_user_self: { me: { provider: "cloudsmith.job" } } },
      output: { me: { value: `\${data.cloudsmith_user_self.me.slug}` } },
    });
    await stack.apply();
    expect(JSON.parse((await stack.workspace.ok("output", "-json", "me")).stdout)).toBe("infra");
    const shown = (await stack.stateText()) + JSON.stringify(await stack.workspace.plan());
    expect(shown).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });

  it("names what it lacks", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack({ ephemeral: { cloudsmith_oidc_token: { job: { organization: "acme" } } } });
    expect(await stack.refused(undefined, "plan")).toContain("service_slug is not set");
  });
});

describe("a token that ends half-way", () => {
  it("is exchanged anew in time", async () => {
    // A token is used for half its life, 2 s, and ends 1 s after that at the earliest: `exp` has whole seconds. Two at a
    // time, thirty writes take 2.25 s of waiting alone, however fast or busy the machine is.
    const world = await inJob({ settings: { tokenLifetimeSeconds: 4, latencyMs: 150 } });
    const accounts = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`a${index}`, { organization: "acme", name: `a${index}` }]),
    );
    const stack = await world.stack({ provider: OIDC, resource: { cloudsmith_service: accounts } });
    await stack.workspace.apply("-parallelism=2");
    expect(world.emulator.state.services.size).toBe(31);
    expect(world.emulator.requests.count("POST /openid/{owner}/")).toBeGreaterThan(2);
  });
});
