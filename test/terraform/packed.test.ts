import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { TerraformWorkspace } from "../support/terraform.js";
import { type BuiltProvider, packTestProvider } from "./support/package.js";

let provider: BuiltProvider;
beforeAll(async () => {
  provider = await packTestProvider();
});

function stack(env: Record<string, string> = {}): Promise<TerraformWorkspace> {
  const main = {
    terraform: [{ required_providers: { test: { source: provider.source, version: provider.version } } }],
    provider: { test: [{ token: "canary-token" }] },
    resource: { test_thing: { one: { name: "one", member: [{ slug: "x" }] } } },
  };
  return TerraformWorkspace.create({ main, packed: [provider], env: { TEST_BACKEND: "b.json", ...env } });
}

describe("a provider in a zip, started by the real terraform", () => {
  it("is installed from the stack's own mirror with the hash that the package names", async () => {
    const { directory } = await stack();
    expect(readFileSync(join(directory, ".terraform.lock.hcl"), "utf8")).toContain(`"${provider.h1}"`);
  });

  it("validates, plans, applies, plans nothing more and destroys", async () => {
    const workspace = await stack();
    await workspace.ok("validate");
    await workspace.apply();
    expect(await workspace.values("test_thing.one")).toMatchObject({ name: "one", revision: 1 });
    const { code, output } = await workspace.run("plan", "-detailed-exitcode");
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
    await workspace.destroy();
    expect(JSON.parse(readFileSync(join(workspace.directory, "b.json"), "utf8"))).toMatchObject({ things: {} });
  });

  it("works without TLS where Terraform is told to go without", async () => {
    const workspace = await stack({ TF_DISABLE_PLUGIN_TLS: "1" });
    await workspace.apply();
    expect(await workspace.values("test_thing.one")).toMatchObject({ name: "one" });
  });

  it("works where the temporary directory's path is too long for a socket", async () => {
    const workspace = await stack();
    const deep = join(workspace.directory, "d".repeat(120));
    workspace.write(join("d".repeat(120), "keep"), "");
    workspace.env.TMPDIR = deep;
    await workspace.apply();
    expect(await workspace.values("test_thing.one")).toMatchObject({ name: "one" });
  });

  it("works where nothing can be written to the temporary directory", async () => {
    const workspace = await stack();
    await workspace.apply("-state=s.tfstate");
    workspace.env.TMPDIR = "/proc";
    const { code, output } = await workspace.run("plan", "-detailed-exitcode", "-state=s.tfstate");
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  it("survives a Node environment made for other programs", async () => {
    const workspace = await stack({ NODE_OPTIONS: "--require ./missing.cjs", NODE_DEBUG: "http,net,tls" });
    const { stderr } = await workspace.apply();
    expect(stderr).toBe("");
  });

  it("keeps the token out of a full trace, and the trace parseable", async () => {
    const workspace = await stack({ TF_LOG_PROVIDER: "TRACE", TF_LOG_PATH: "trace.log" });
    await workspace.apply();
    const trace = readFileSync(join(workspace.directory, "trace.log"), "utf8");
    expect(trace).toContain("configured with (sensitive)");
    expect(trace).not.toContain("canary-token");
  });

  it("says in Terraform's own error that Node is missing, and what to do", async () => {
    const workspace = await stack();
    workspace.env.CLOUDSMITH_TRUST_NODE = "no-such-node";
    const { code, words } = await workspace.run("plan");
    expect(code).toBe(1);
    expect(words).toContain(
      'needs Node.js 20.3 or newer, and there is no "no-such-node". Install it, or set CLOUDSMITH_TRUST_NODE',
    );
  });

  it("says in Terraform's own error that Node is too old", async () => {
    const workspace = await stack();
    const oldNode = join(workspace.directory, "old-node");
    const pretend = "Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } });";
    writeFileSync(oldNode, `#!/bin/sh\nexec node -e "${pretend}$2" "$3"\n`, { mode: 0o755 });
    workspace.env.CLOUDSMITH_TRUST_NODE = oldNode;
    const { code, words } = await workspace.run("plan");
    expect(code).toBe(1);
    expect(words).toMatch(/needs Node\.js 20\.3 or newer, and \S+ is version 18\.20\.8\. Install it, or set/);
  });
});
