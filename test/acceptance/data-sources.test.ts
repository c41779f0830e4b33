import { describe, expect, it } from "vitest";
import type { Json } from "../support/terraform.js";
import { type Stack, World } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [
    {
      slug: "ci-app",
      name: "ci-app",
      description: "publishes",
      teams: [{ slug: "release", role: "Manager" as const }],
    },
    { slug: "ci-web", name: "ci-web" },
  ],
  teams: [{ slug: "release", name: "Release" }],
  repositories: [{ slug: "prod", name: "prod" }],
  privileges: [{ repository: "prod", service: "ci-app", privilege: "Write" as const }],
  settings: [
    {
      name: "app-main",
      enabled: true,
      provider_url: "https://token.actions.githubusercontent.com",
      claims: { repository_id: "74", run: 3 },
      service_accounts: ["ci-app"],
      mapping_claim: null,
      dynamic_mappings: [],
    },
    {
      name: "mapped",
      enabled: true,
      provider_url: "https://gitlab.com",
      claims: {},
      service_accounts: [],
      mapping_claim: "sub",
      dynamic_mappings: [{ claim_value: "x", service_account: "ci-web" }],
    },
  ],
};

async function read(world: World, type: string, values: object): Promise<Json> {
  const blocks: Stack = {
    data: { [type]: { it: values } },
    output: { it: { value: `\${data.${type}.it}`, sensitive: true } },
  };
  const stack = await world.stack(blocks);
  await stack.apply();
  return JSON.parse((await stack.workspace.ok("output", "-json", "it")).stdout);
}

describe("data sources", () => {
  it("give a service account, with its key masked", async () => {
    const world = await World.start({ seed: SEED });
    const found = await read(world, "cloudsmith_service_details", { organization: "acme", service: "ci-app" });
    expect(found).toMatchObject({ id: "acme.ci-app", name: "ci-app", role: "Member", description: "publishes" });
    expect(found.teams).toEqual([{ role: "Manager", slug: "release" }]);
    expect(found.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const { key } = world.emulator.state.services.get("ci-app")!;
    expect(found.key).toMatch(/\*/);
    expect(found.key).not.toBe(key);
  });

  it("list service accounts by query and order", async () => {
    const world = await World.start({ seed: SEED });
    const names = async (values: object): Promise<string[]> =>
      (await read(world, "cloudsmith_service_list", { organization: "acme", ...values })).services.map(
        (service: Json) => service.slug,
      );
    expect(await names({ sort: "-name" })).toEqual(["ci-web", "ci-app"]);
    expect(await names({ query: "name:ci-app" })).toEqual(["ci-app"]);
  });

  it("give OIDC provider settings, static and dynamic, and list them", async () => {
    const world = await World.start({ seed: SEED });
    const [app, mapped] = [...world.emulator.state.providerSettings.values()];
    expect(await read(world, "cloudsmith_oidc", { namespace: "acme", slug_perm: app!.slug_perm })).toMatchObject({
      id: `acme.${app!.slug_perm}`,
      name: "app-main",
      claims: { repository_id: "74", run: "3" },
      service_accounts: ["ci-app"],
      mapping_claim: null,
      dynamic_mappings: [],
    });
    const list = await read(world, "cloudsmith_oidc_list", { namespace: "acme" });
    expect(list.settings.map(({ name }: Json) => name)).toEqual(["app-main", "mapped"]);
    expect(list.settings[1]).toMatchObject({
      slug_perm: mapped!.slug_perm,
      mapping_claim: "sub",
      dynamic_mappings: [{ claim_value: "x", service_account: "ci-web" }],
    });
  });

  it("give a repository and its privileges", async () => {
    const world = await World.start({ seed: SEED });
    expect(await read(world, "cloudsmith_repository", { namespace: "acme", identifier: "prod" })).toMatchObject({
      slug: "prod",
      default_privilege: "None",
      id: world.emulator.state.repositories.get("prod")!.slug_perm,
      deleted_at: "",
    });
    expect(
      await read(world, "cloudsmith_repository_privileges", { organization: "acme", repository: "prod" }),
    ).toMatchObject({ id: "acme/prod", service: [{ privilege: "Write", slug: "ci-app" }], team: [], user: [] });
  });

  it("give the caller, the organization, its members and its teams", async () => {
    const world = await World.start({ seed: SEED });
    expect(await read(world, "cloudsmith_user_self", {})).toMatchObject({ slug: "owner" });
    expect(await read(world, "cloudsmith_organization", { slug: "acme" })).toMatchObject({ slug: "acme" });
    expect(await read(world, "cloudsmith_namespace", { slug: "acme" })).toMatchObject({ type_name: "Organization" });
    expect((await read(world, "cloudsmith_team_list", { organization: "acme" })).teams).toMatchObject([
      { slug: "release", name: "Release", visibility: "Visible" },
    ]);
    expect(
      (await read(world, "cloudsmith_team_members", { organization: "acme", team_name: "release" })).members,
    ).toEqual([]);
    expect((await read(world, "cloudsmith_list_org_members", { namespace: "acme" })).members).toMatchObject([
      { user: "owner", role: "Owner" },
    ]);
    expect(await read(world, "cloudsmith_org_member_details", { organization: "acme", member: "owner" })).toMatchObject(
      { user: "owner", role: "Owner", is_active: true },
    );
  });

  it("say what could not be found, in the API's own words", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack({
      data: { cloudsmith_service_details: { it: { organization: "acme", service: "nobody" } } },
    });
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("The service account acme/nobody could not be read");
    expect(output).toContain("404 Not Found (Not found.)");
  });
});
