import { describe, expect, it } from "vitest";
import { isReadOnly } from "../../lib/provider/configure/sign-in.js";
import { ESTATE_SEED, estate, FIRST, SECOND, trustOf } from "./support/estate.js";
import { World } from "./support/world.js";

describe("CLOUDSMITH_READ_ONLY", () => {
  it("lets a provider plan and refuses every write, whatever Terraform asks of it", async () => {
    const world = await World.start({ seed: ESTATE_SEED });
    const stack = await world.stack(estate(FIRST));
    await stack.apply();
    const before = trustOf(world.emulator);
    world.environment.CLOUDSMITH_READ_ONLY = "yes";
    world.emulator.requests.clear();
    await stack.workspace.ok("plan", "-refresh-only");
    const refusal = await stack.refused(estate(SECOND));
    expect(refusal).toContain("was not sent: this client only reads");
    expect(refusal).toContain("CLOUDSMITH_READ_ONLY");
    await stack.refused(undefined, "destroy", "-auto-approve");
    expect(new Set(world.emulator.requests.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(trustOf(world.emulator)).toEqual(before);
  });

  it.each(["1", "true", "Yes", "fasle"])("is on where it says %j: a slip of the pen lets nothing through", (said) => {
    expect(isReadOnly({ CLOUDSMITH_READ_ONLY: said })).toBe(true);
  });

  it.each(["0", "false", "No", "off", " ", undefined])("is off where it says %j", (said) => {
    expect(isReadOnly({ CLOUDSMITH_READ_ONLY: said })).toBe(false);
  });
});
