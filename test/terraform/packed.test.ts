import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TerraformWorkspace } from "../support/terraform.js";
import { packTestProvider } from "./support/package.js";

const provider = packTestProvider();
const MAIN = {
  terraform: [{ required_providers: { test: { source: provider.source, version: provider.version } } }],
  provider: { test: [{ token: "canary-token" }] },
  resource: { test_thing: { one: { name: "one", member: [{ slug: "x" }] } } },
};

describe("a provider in a zip, started by the real terraform", () => {
  it("is installed from the stack's own mirror with the hash that the package names", async () => {
    const stack = await TerraformWorkspace.create({ main: MAIN, packed: [provider] });
    const lock = readFileSync(join(stack.directory, ".terraform.lock.hcl"), "utf8");
    expect(lock).toContain(`"${provider.h1}"`);
  });

  it("validates, plans, applies, plans nothing more and destroys", async () => {
    const stack = await TerraformWorkspace.create({ main: MAIN, packed: [provider], env: { TEST_BACKEND: "b.json" } });
    await stack.ok("validate");
    await stack.apply();
    expect(await stack.values("test_thing.one")).toMatchObject({ name: "one", revision: 1 });
    const { code, output } = await stack.run("plan", "-detailed-exitcode");
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
    await stack.destroy();
    expect(JSON.parse(readFileSync(join(stack.directory, "b.json"), "utf8"))).toMatchObject({ things: {} });
  });
});
