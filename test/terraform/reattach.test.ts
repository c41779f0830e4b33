import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { TerraformWorkspace } from "../support/terraform.js";
import { Backend } from "./support/backend.js";
import { testProvider } from "./support/test-provider.js";

const SOURCE = "localhost/tests/test";
const REQUIRED = { required_providers: { test: { source: SOURCE } } };

let backend: Backend;
let server: Reattached;

beforeEach(async () => {
  backend = new Backend();
  server = await serveForReattach(testProvider(backend), { address: SOURCE });
});
afterEach(() => server.close());

function workspace(body: object): Promise<TerraformWorkspace> {
  return TerraformWorkspace.create({ main: { terraform: [REQUIRED], ...body }, reattach: [server] });
}

describe("a resource, through the real terraform", () => {
  it("is created, then planned without changes", async () => {
    const stack = await workspace({
      resource: {
        test_thing: { one: { name: "one", tags: ["b", "a"], member: [{ slug: "x" }, { slug: "y", role: "Manager" }] } },
      },
    });
    await stack.apply();
    expect(await stack.values("test_thing.one")).toMatchObject({
      id: "thing-1",
      name: "one",
      region: "eu",
      revision: 1,
      key: "key-of-thing-1",
      tags: ["b", "a"],
    });
    const { code, output } = await stack.run("plan", "-detailed-exitcode");
    expect(output).toContain("No changes");
    expect(code).toBe(0);
  });
});
