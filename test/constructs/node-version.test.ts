import { readFileSync } from "node:fs";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it, vi } from "vitest";
import { CloudsmithProvider } from "../../lib/constructs/index.js";
import { tooOldNode, USE_NEWER_NODE } from "../../lib/constructs/private/node-version.js";

describe("the version of Node", () => {
  it.each(["v16.20.2", "v18.20.4", "v20.18.3", "v9.0.0"])("%s is too old", (version) => {
    expect(tooOldNode(version)).toBe(`this is Node ${version}, which is too old`);
  });
  it.each(["v20.19.0", "v20.20.2", "v22.0.0", "v24.21.0"])("%s will do", (version) => {
    expect(tooOldNode(version)).toBeUndefined();
  });

  it("is the one that package.json asks for", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(USE_NEWER_NODE).toBe(`use Node ${engines.node.replace(">=", "")} or newer`);
  });

  it("is looked at when an app is synthesized, too", () => {
    const version = vi.spyOn(process, "version", "get").mockReturnValue("v18.20.4");
    const declare = () => new CloudsmithProvider(new TerraformStack(Testing.app(), "old"), "cloudsmith");
    expect(declare).toThrow("this is Node v18.20.4, which is too old: use Node 20.19 or newer (at old/cloudsmith)");
    version.mockRestore();
    expect(declare).not.toThrow();
  });
});
