import { describe, expect, it } from "vitest";
import { type Stack, World } from "./support/world.js";

const SEED = {
  organization: "acme",
  accounts: [{ slug: "infra", name: "infra", role: "Manager" as const }],
};

const infra = (values: object = {}): Stack => ({
  resource: {
    cloudsmith_service: { infra: { organization: "acme", name: "infra", role: "Manager", ...values } },
  },
});

/** The account that runs Terraform manages itself. */
async function start() {
  const world = await World.start({ seed: SEED });
  const account = world.emulator.state.services.get("infra")!;
  world.environment.CLOUDSMITH_API_KEY = account.key;
  const stack = await world.stack(infra());
  await stack.workspace.ok("import", "cloudsmith_service.infra", "acme.infra");
  return { world, stack, account };
}

const REFUSAL = "This would lock out the identity running Terraform";

describe("the account that runs Terraform", () => {
  it("does not make itself a Member", async () => {
    const { stack, account } = await start();
    expect(await stack.refused(infra({ role: "Member" }))).toContain(REFUSAL);
    expect(account.role).toBe("Manager");
    await stack.apply(infra({ role: "Member", allow_self_lockout: true }));
    expect(account.role).toBe("Member");
  });

  it("does not end the key it signs in with", async () => {
    const { stack, account } = await start();
    const before = account.key;
    expect(await stack.refused(infra({ rotate_api_key: 1 }))).toContain(REFUSAL);
    expect(account.key).toBe(before);
  });

  it("does not delete itself", async () => {
    const { world, stack } = await start();
    expect(await stack.refused(undefined, "destroy", "-auto-approve")).toContain(REFUSAL);
    expect(world.emulator.state.services.has("infra")).toBe(true);
  });

  it("deletes nothing where it cannot be asked who it is, and says so", async () => {
    const { world, stack } = await start();
    world.emulator.faults.add({ kind: "status", status: 403, route: "GET /user/self/", times: "always" });
    const output = await stack.refused(undefined, "destroy", "-auto-approve");
    expect(output).toContain("Cloudsmith could not be asked who is running this");
    expect(output).not.toContain("mistake");
    expect(world.emulator.state.services.has("infra")).toBe(true);
  });

  it("changes itself otherwise", async () => {
    const { stack, account } = await start();
    await stack.apply(infra({ description: "runs Terraform" }));
    expect(account.description).toBe("runs Terraform");
  });
});
