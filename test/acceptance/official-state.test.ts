import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "../support/terraform.js";
import { flat, SOURCE, type Stack, type TerraformStack, World } from "./support/world.js";

const OFFICIAL_SOURCE = "registry.terraform.io/cloudsmith-io/cloudsmith";
const GITHUB = "https://token.actions.githubusercontent.com/";

const SEED = {
  organization: "acme",
  accounts: [
    { slug: "ci-app", name: "ci-app" },
    { slug: "ci-web", name: "ci-web" },
  ],
  repositories: [{ slug: "prod" }],
  privileges: [
    { repository: "prod", user: "owner", privilege: "Admin" as const },
    { repository: "prod", service: "ci-app", privilege: "Write" as const },
  ],
  settings: [
    {
      name: "static",
      slug_perm: "static1",
      enabled: true,
      provider_url: GITHUB,
      claims: { repository_id: "74" },
      service_accounts: ["ci-web", "ci-app"],
      mapping_claim: null,
      dynamic_mappings: [],
    },
    {
      name: "dynamic",
      slug_perm: "dynamic1",
      enabled: true,
      provider_url: GITHUB,
      claims: { repository_owner_id: "65" },
      service_accounts: [],
      mapping_claim: "repository",
      dynamic_mappings: [{ claim_value: "acme/app", service_account: "ci-app" }],
    },
  ],
};

/** The resources as the official provider's users write them. */
const CONFIGURATION = {
  cloudsmith_service: {
    app: { organization: "acme", name: "ci-app" },
    web: { organization: "acme", name: "ci-web", store_api_key: false },
  },
  cloudsmith_oidc: {
    static: {
      namespace: "acme",
      name: "static",
      enabled: true,
      provider_url: GITHUB,
      claims: { repository_id: "74" },
      service_accounts: ["ci-app", "ci-web"],
    },
    dynamic: {
      namespace: "acme",
      name: "dynamic",
      enabled: true,
      provider_url: GITHUB,
      claims: { repository_owner_id: "65" },
      mapping_claim: "repository",
      dynamic_mappings: [{ claim_value: "acme/app", service_account: "ci-app" }],
    },
  },
  cloudsmith_repository_privileges: {
    prod: {
      organization: "acme",
      repository: "prod",
      user: [{ slug: "owner", privilege: "Admin" }],
      service: [{ slug: "ci-app", privilege: "Write" }],
    },
  },
};

const KEY = "csa_0123456789abcdef0123456789abcdAAAAAA";

/** Attributes as the official provider writes them: empty texts and lists where nothing is configured. */
const ATTRIBUTES: Json = {
  cloudsmith_service: {
    app: {
      description: "",
      id: "ci-app",
      key: KEY,
      name: "ci-app",
      organization: "acme",
      role: "Member",
      rotate_api_key: null,
      slug: "ci-app",
      store_api_key: true,
      team: [],
    },
    web: {
      description: "",
      id: "ci-web",
      key: "**redacted**",
      name: "ci-web",
      organization: "acme",
      role: "Member",
      rotate_api_key: null,
      slug: "ci-web",
      store_api_key: false,
      team: [],
    },
  },
  cloudsmith_oidc: {
    static: {
      claims: { repository_id: "74" },
      dynamic_mappings: [],
      enabled: true,
      id: "static1",
      mapping_claim: "",
      name: "static",
      namespace: "acme",
      provider_url: GITHUB,
      service_accounts: ["ci-app", "ci-web"],
      slug: "static",
      slug_perm: "static1",
    },
    dynamic: {
      claims: { repository_owner_id: "65" },
      dynamic_mappings: [{ claim_value: "acme/app", service_account: "ci-app" }],
      enabled: true,
      id: "dynamic1",
      mapping_claim: "repository",
      name: "dynamic",
      namespace: "acme",
      provider_url: GITHUB,
      service_accounts: [],
      slug: "dynamic",
      slug_perm: "dynamic1",
    },
  },
  cloudsmith_repository_privileges: {
    prod: {
      id: "acme.prod",
      organization: "acme",
      repository: "prod",
      service: [{ privilege: "Write", slug: "ci-app" }],
      team: [],
      user: [{ privilege: "Admin", slug: "owner" }],
    },
  },
};

function officialState(): object {
  const resources = Object.entries<Json>(ATTRIBUTES).flatMap(([type, byName]) =>
    Object.entries<Json>(byName).map(([name, attributes]) => ({
      mode: "managed",
      type,
      name,
      provider: `provider["${OFFICIAL_SOURCE}"]`,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [], private: "bnVsbA==" }],
    })),
  );
  return { version: 4, terraform_version: "1.11.4", serial: 7, lineage: "official", outputs: {}, resources };
}

async function moved(configuration: Stack["resource"]): Promise<{ world: World; stack: TerraformStack }> {
  const world = await World.start({ seed: SEED });
  world.emulator.state.services.get("ci-app")!.key = KEY;
  const stack = await world.stack({ resource: configuration ?? {} });
  stack.workspace.write("terraform.tfstate", officialState());
  await stack.workspace.ok("state", "replace-provider", "-auto-approve", OFFICIAL_SOURCE, SOURCE);
  return { world, stack };
}

describe("a state of the official provider", () => {
  it("plans nothing but the drop of a stored key, which calls nothing and names the account", async () => {
    const { world, stack } = await moved(CONFIGURATION);
    expect(await stack.changes()).toEqual(["update cloudsmith_service.app"]);
    world.emulator.requests.clear();
    const { output } = await stack.apply();
    expect(flat(output)).toContain("The key of the service account acme/ci-app is in the state");
    expect(flat(output)).toContain("0 added, 1 changed, 0 destroyed");
    expect(world.emulator.requests.log.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(await stack.stateText()).not.toContain(KEY);
    expect(await stack.changes()).toEqual([]);
  });

  it("plans nothing at all where the key is to be kept", async () => {
    const { stack } = await moved({
      ...CONFIGURATION,
      cloudsmith_service: {
        ...CONFIGURATION.cloudsmith_service,
        app: { ...CONFIGURATION.cloudsmith_service.app, store_api_key: true },
      },
    });
    expect(await stack.changes()).toEqual([]);
    expect((await stack.values("cloudsmith_service.app")).key).toBe(KEY);
  });

  it("can be left for it again: what ours writes fits the official schema", async () => {
    const { stack } = await moved(CONFIGURATION);
    await stack.apply();
    await stack.workspace.ok("state", "replace-provider", "-auto-approve", SOURCE, OFFICIAL_SOURCE);
    const { resources }: Json = JSON.parse(await stack.stateText());
    expect(resources).toHaveLength(5);
    for (const { type, provider, instances } of resources) {
      expect(provider).toContain(OFFICIAL_SOURCE);
      expect(instances[0].schema_version).toBe(0);
      expect(misfits(OFFICIAL.resources[type], instances[0].attributes)).toEqual([]);
    }
  });
});

const OFFICIAL: Json = JSON.parse(readFileSync(join(__dirname, "../provider/official-schema.json"), "utf8"));

/** Attributes of the official schema that a state lacks, or has in another type. Terraform drops those it does not know. */
function misfits(schema: Json, values: Json): string[] {
  const wrong = Object.entries<Json>(schema.attributes)
    .filter(([name, [flags, type]]) => !(name in values) || !fits(type, values[name], flags.includes("R")))
    .map(([name]) => name);
  const nested = Object.entries<Json>(schema.blocks ?? {}).flatMap(([name, block]) =>
    (values[name] ?? [{}]).flatMap((item: Json) => misfits(block, item).map((inner) => `${name}.${inner}`)),
  );
  return [...wrong, ...nested];
}

function fits(type: Json, value: Json, required: boolean): boolean {
  if (value === null) {
    return !required;
  }
  if (typeof type === "string") {
    return typeof value === { string: "string", bool: "boolean", number: "number" }[type];
  }
  return type[0] === "map"
    ? Object.values(value).every((item) => fits(type[1], item, true))
    : Array.isArray(value) && value.every((item) => fits(type[1], item, true));
}
