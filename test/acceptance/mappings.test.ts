import { describe, expect, it } from "vitest";
import { startEmulator } from "../../lib/emulator/index.js";
import { cloudsmithProvider } from "../../lib/provider/index.js";
import type { ObjectValue } from "../../lib/terraform/index.js";
import { Core } from "../terraform/support/core.js";
import { World } from "./support/world.js";

const SEED = { organization: "acme", accounts: [{ slug: "ci-app", name: "ci-app" }] };

const settings = (count: number) => ({
  namespace: "acme",
  name: "mapped",
  enabled: true,
  provider_url: "https://token.actions.githubusercontent.com",
  claims: { repository_owner_id: "65" },
  mapping_claim: "repository",
  dynamic_mappings: Array.from({ length: count }, (_, index) => ({
    claim_value: `acme/app-${index}`,
    service_account: "ci-app",
  })),
});

describe("dynamic mappings", () => {
  it("work by the thousand through terraform", async () => {
    const world = await World.start({ seed: SEED });
    const stack = await world.stack({ resource: { cloudsmith_oidc: { mapped: settings(1_000) } } });
    await stack.apply();
    world.emulator.requests.clear();
    expect((await stack.run("plan", "-detailed-exitcode")).code).toBe(0);
    expect(world.emulator.requests.total).toBe(1 + 2);
    const [live] = [...world.emulator.state.providerSettings.values()];
    expect(live?.dynamic_mappings).toHaveLength(1_000);
  }, 180_000);

  it("work by five thousands over the protocol, where sets of blocks cost Terraform itself the square", async () => {
    const emulator = await startEmulator({ seed: SEED });
    const core = new Core(cloudsmithProvider({ environment: emulator.environment }) as never);
    await core.configure();
    const { state, errors } = await core.change("cloudsmith_oidc", null, settings(5_000));
    expect(errors).toEqual([]);
    const read = await core.read("cloudsmith_oidc", state as ObjectValue);
    expect(read.errors).toEqual([]);
    const plan = await core.plan("cloudsmith_oidc", read.state, settings(5_000));
    expect([plan.errors, plan.replace]).toEqual([[], []]);
    expect(plan.planned?.dynamic_mappings).toHaveLength(5_000);
    await emulator.close();
  });
});
