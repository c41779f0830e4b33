import { describe, expect, it } from "vitest";
import { tooOldNode } from "../../lib/cli/private/node-version.js";

describe("the version of Node", () => {
  it.each(["v16.20.2", "v18.20.4", "v20.18.3", "v9.0.0"])("%s is too old", (version) => {
    expect(tooOldNode(version)).toBe(`this is Node ${version}, which is too old`);
  });
  it.each(["v20.19.0", "v20.20.2", "v22.0.0", "v24.21.0"])("%s will do", (version) => {
    expect(tooOldNode(version)).toBeUndefined();
  });
});
