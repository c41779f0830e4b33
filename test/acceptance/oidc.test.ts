import { describe, expect, it } from "vitest";
import { flat, type Stack, World } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [
    { slug: "ci-a", name: "ci-a" },
    { slug: "ci-b", name: "ci-b" },
    { slug: "ci-c", name: "ci-c" },
  ],
};

const settings = (values: object = {}): Stack => ({
  resource: {
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        name: "app-main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74" },
        ...values,
      },
    },
  },
});

async function live(world: World) {
  const [one] = [...world.emulator.state.providerSettings.values()];
  return one!;
}

describe("OIDC provider settings", () => {
  it("are created, are clean in the next plan, change, are imported and are destroyed", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ service_accounts: ["ci-a"] }));
    await stack.apply();
    const made = await live(world);
    expect(await stack.values("cloudsmith_oidc.main")).toMatchObject({
      id: made.slug_perm,
      slug_perm: made.slug_perm,
      slug: made.slug,
      mapping_claim: null,
      dynamic_mappings: [],
      service_accounts: ["ci-a"],
    });
    expect(await stack.changes()).toEqual([]);

    const changed = settings({ service_accounts: ["ci-a", "ci-b"], enabled: false, claims: { ref: "refs/heads/.*" } });
    await stack.apply(changed);
    expect(made).toMatchObject({
      enabled: false,
      claims: { ref: "refs/heads/.*" },
      service_accounts: ["ci-a", "ci-b"],
    });
    expect(await stack.changes()).toEqual([]);

    const other = await world.stack(changed);
    await other.workspace.ok("import", "cloudsmith_oidc.main", `acme.${made.slug_perm}`);
    expect(await other.changes()).toEqual([]);

    await stack.workspace.destroy();
    expect(world.emulator.state.providerSettings.size).toBe(0);
  });

  it("have accounts as a set: another order on either side is no change", async () => {
    const world = await World.start({ seed: SEED, assumptions: { "service-accounts-order": "reversed" } });
    const stack = await world.stack(settings({ service_accounts: ["ci-c", "ci-a", "ci-b"] }));
    await stack.apply();
    expect(await stack.changes()).toEqual([]);
    expect(await stack.changes(settings({ service_accounts: ["ci-b", "ci-c", "ci-a"] }))).toEqual([]);
  });

  it("revoke accounts that are not declared any more", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ service_accounts: ["ci-a", "ci-b"] }));
    await stack.apply();
    await stack.apply(settings());
    expect((await live(world)).service_accounts).toEqual([]);
    expect(await stack.changes()).toEqual([]);
    await stack.apply(settings({ service_accounts: ["ci-a"] }));
    await stack.apply(settings({ service_accounts: [] }));
    expect((await live(world)).service_accounts).toEqual([]);
    expect(await stack.changes()).toEqual([]);
  });

  it("go from listed to mapped accounts and back in one apply each", async () => {
    const world = await World.start({ seed: SEED });
    const listed = settings({ service_accounts: ["ci-a"] });
    const mapped = settings({
      mapping_claim: "repository",
      dynamic_mappings: [
        { claim_value: "acme/app", service_account: "ci-a" },
        { claim_value: "acme/web", service_account: "ci-b" },
      ],
    });
    const stack = await world.stack(listed);
    await stack.apply();
    await stack.apply(mapped);
    expect(await live(world)).toMatchObject({ mapping_claim: "repository", service_accounts: [] });
    expect((await live(world)).dynamic_mappings).toHaveLength(2);
    expect(await stack.changes()).toEqual([]);
    await stack.apply(listed);
    expect(await live(world)).toMatchObject({ mapping_claim: null, service_accounts: ["ci-a"], dynamic_mappings: [] });
    expect(await stack.changes()).toEqual([]);
  });

  it("have their mappings read only where they have a mapping claim", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ service_accounts: ["ci-a"] }));
    await stack.apply();
    world.emulator.requests.clear();
    await stack.changes();
    expect(world.emulator.requests.total).toBe(1);
  });

  it("take a trailing slash of the issuer for no change", async () => {
    const world = await World.start({ seed: SEED, assumptions: { "provider-url": "without-slash" } });
    const stack = await world.stack(settings({ provider_url: "https://token.actions.githubusercontent.com/" }));
    await stack.apply();
    expect(await stack.changes()).toEqual([]);
    expect(await stack.changes(settings())).toEqual([]);
  });

  it("of a name that exists are an error that names the import id", async () => {
    const world = await World.start({ seed: SEED });
    const first = await world.stack(settings());
    await first.apply();
    const second = await world.stack(settings());
    const output = await second.refused();
    expect(output).toContain(`terraform import ADDRESS acme.${(await live(world)).slug_perm}`);
    expect(world.emulator.state.providerSettings.size).toBe(1);
  });

  it("show an account that does not exist in the API's own words and at its attribute", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ service_accounts: ["invalid-service-account"] }));
    const output = await stack.workspace.run("apply", "-auto-approve");
    expect(output.code).toBe(1);
    expect(output.output).toMatch(/422 Unprocessable Entity {2}\(Invalid input.\)/);
    expect(flat(output.output)).toContain("invalid-service-account");
    expect(flat(output.output)).toContain('"service_accounts"');
  });

  it("refuse a URL without a host, a pattern that is not at the end, both kinds of accounts and no claims, without a request", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ provider_url: "invalid-url", claims: { ref: "refs/.*/main" } }));
    const output = await stack.refused(undefined, "validate");
    expect(output).toContain('expected "provider_url" to have a host, got invalid-url');
    expect(output).toContain("A claim pattern must end the value");
    const both = await stack.refused(settings({ service_accounts: ["ci-a"], mapping_claim: "sub" }), "validate");
    expect(both).toContain("conflicts with mapping_claim");
    // Without this they would trust every token of the issuer.
    expect(await stack.refused(settings({ claims: `\${null}` }), "validate")).toContain("claims is required, got null");
    expect(world.emulator.requests.total).toBe(0);
  });

  it("warn of a claim that the issuer is not known to have, with the nearest one", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings({ claims: { repositoryid: "74" } }));
    const { output } = await stack.workspace.ok("validate");
    expect(flat(output)).toContain('did you mean "repository_id"?');
  });

  it("show claims that are not texts as JSON, with a warning", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack(settings());
    await stack.apply();
    (await live(world)).claims = { repository_id: 74, aud: ["a", "b"] };
    const { output } = await stack.workspace.ok("plan", "-refresh-only");
    expect(flat(output)).toContain("require claims that are not texts: repository_id, aud");
    expect(await stack.changes()).toEqual(["update cloudsmith_oidc.main"]);
    await stack.apply();
    expect((await live(world)).claims).toEqual({ repository_id: "74" });
  });
});
