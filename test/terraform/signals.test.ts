import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { isRunning } from "../support/processes.js";
import { collect, TerraformWorkspace } from "../support/terraform.js";
import { type BuiltProvider, packTestProvider } from "./support/package.js";

let provider: BuiltProvider;
beforeAll(async () => {
  provider = await packTestProvider();
});

/** An apply that is in the middle of a creation. */
async function applying() {
  const main = {
    terraform: [{ required_providers: { test: { source: provider.source, version: provider.version } } }],
    resource: { test_thing: { one: { name: "one" }, after: { name: "after", depends_on: ["test_thing.one"] } } },
  };
  const stack = await TerraformWorkspace.create({ main, packed: [provider] });
  stack.write("gate/keep", "");
  const gate = join(stack.directory, "gate");
  Object.assign(stack.env, { TEST_GATE: gate, TEST_BACKEND: join(gate, "backend.json") });
  const terraform = stack.start("apply", "-auto-approve");
  const ended = collect(terraform);
  let said = "";
  terraform.stdout?.on("data", (text: string) => {
    said += text;
  });
  await vi.waitUntil(() => existsSync(join(gate, "started")), { timeout: 30_000 });
  const group = -(terraform.pid ?? 0);
  return {
    stack,
    ended,
    providerPid: Number(readFileSync(join(gate, "started"), "utf8")),
    /** As a terminal does it: to Terraform and to the provider. */
    interrupt: async () => {
      process.kill(group, "SIGINT");
      await vi.waitUntil(() => said.includes("Stopping operation"), { timeout: 10_000 });
    },
    killTerraform: () => terraform.kill("SIGKILL"),
    goOn: () => writeFileSync(join(gate, "go"), ""),
    stored: () => readFileSync(join(gate, "backend.json"), "utf8"),
  };
}

describe("Ctrl-C in the middle of an apply", () => {
  it("lets the write that is under way finish, keeps it in state, and starts no other", async () => {
    const { stack, ended, interrupt, goOn, providerPid } = await applying();
    await interrupt();
    goOn();
    const { code, output } = await ended;
    expect(output).toContain("Interrupt received");
    expect(code).toBe(1);
    delete stack.env.TEST_GATE;
    expect(await stack.values("test_thing.one")).toMatchObject({ id: "thing-1" });
    expect(await stack.values("test_thing.after")).toBeUndefined();
    await vi.waitUntil(() => !isRunning(providerPid), { timeout: 10_000 });
  });
});

describe("a terraform that is killed in the middle of an apply", () => {
  it("leaves a provider that finishes its write and then ends", async () => {
    const { ended, killTerraform, goOn, providerPid, stored } = await applying();
    killTerraform();
    await ended;
    expect(isRunning(providerPid)).toBe(true);
    goOn();
    await vi.waitUntil(() => !isRunning(providerPid), { timeout: 15_000 });
    expect(stored()).toContain('"name":"one"');
  });
});
