import { describe, expect, it } from "vitest";
import { ESTATE_SEED, estate, FIRST, SECOND, trustOf } from "./support/estate.js";
import { flat, type Stack, type TerraformStack, World } from "./support/world.js";

const KEEP = { on_forbidden: "keep_state_and_warn" };

/** Applied by an owner, then looked at by a service account that is no Manager and has no access of its own. */
async function asReader(): Promise<{ world: World; stack: TerraformStack }> {
  const world = await World.start({ seed: ESTATE_SEED });
  const stack = await world.stack(estate(FIRST));
  await stack.apply();
  world.environment.CLOUDSMITH_API_KEY = world.emulator.createIdentity({ kind: "service", slug: "reader" }).key;
  return { world, stack };
}

const with_ = (provider: object, blocks: Stack): Stack => ({ ...blocks, provider });

describe("an identity that may not read everything", () => {
  it("cannot plan, and is told of on_forbidden", async () => {
    const { stack } = await asReader();
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("403 Forbidden");
    expect(output).toContain('on_forbidden = "keep_state_and_warn"');
  });

  it("plans all types with on_forbidden, and is told what was not checked", async () => {
    const { stack } = await asReader();
    stack.write(with_(KEEP, estate(FIRST)));
    const { output } = await stack.workspace.ok("plan", "-detailed-exitcode");
    for (const object of [
      "service account acme/a",
      "OIDC provider settings acme/",
      "privileges on acme/prod",
      "privilege of service b on acme/stage",
    ]) {
      expect(flat(output)).toContain(`Not checked: ${object}`);
    }
  });

  it("cannot write what was kept", async () => {
    const { world, stack } = await asReader();
    const before = trustOf(world.emulator);
    const output = await stack.refused(with_(KEEP, estate(SECOND)));
    expect(output).toContain("Cannot write what was not checked: service account acme/a");
    expect(await stack.refused(undefined, "destroy", "-auto-approve")).toContain("Cannot write what was not checked");
    expect(trustOf(world.emulator)).toEqual(before);
  });

  it("gets errors again where the environment says so, whatever the configuration says", async () => {
    const { world, stack } = await asReader();
    world.environment.CLOUDSMITH_ON_FORBIDDEN = "error";
    stack.write(with_(KEEP, estate(FIRST)));
    expect(await stack.refused(undefined, "plan")).toContain("403 Forbidden");
  });

  it("may say so for one resource alone", async () => {
    const world = await World.start({ seed: ESTATE_SEED });
    const blocks = {
      resource: { cloudsmith_service: { a: { organization: "acme", name: "a", ...KEEP } } },
    };
    const stack = await world.stack(blocks);
    await stack.apply();
    world.environment.CLOUDSMITH_API_KEY = world.emulator.createIdentity({ kind: "service", slug: "reader" }).key;
    expect(flat((await stack.workspace.ok("plan", "-detailed-exitcode")).output)).toContain("Not checked");
  });
});

describe("a 404 that may mean hidden", () => {
  it("is not taken for gone on privileges, unless an owner asks", async () => {
    const { world, stack } = await asReader();
    const infra = world.emulator.createIdentity({ kind: "service", slug: "infra", role: "Manager" });
    world.environment.CLOUDSMITH_API_KEY = infra.key;
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain('gone or hidden from "infra", which is no Owner');
    expect(output).toContain("terraform state rm");
    expect(await stack.refused(undefined, "destroy", "-auto-approve")).toContain("gone or hidden");
  });

  it("is not taken for gone on accounts and settings of an organization that cannot be listed", async () => {
    const { world, stack } = await asReader();
    world.environment.CLOUDSMITH_API_KEY = world.emulator.apiKey;
    world.emulator.faults.add({ kind: "status", status: 404, method: "GET", times: "always" });
    const output = await stack.refused(undefined, "plan");
    expect(output).toContain("cannot be told whether it is gone or hidden");
  });
});
