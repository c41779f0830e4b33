import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { TerraformWorkspace } from "../support/terraform.js";
import { Backend } from "./support/backend.js";
import { type Mistakes, testProvider } from "./support/test-provider.js";

const SOURCE = "localhost/tests/test";

let backend: Backend;
let mistakes: Mistakes;
let server: Reattached;

beforeEach(async () => {
  backend = new Backend();
  mistakes = {};
  server = await serveForReattach(testProvider(backend, mistakes), { address: SOURCE });
});
afterEach(() => server.close());

function configuration(body: object): object {
  return { terraform: [{ required_providers: { test: { source: SOURCE } } }], ...body };
}

function things(things: Record<string, object>, more: object = {}): object {
  return configuration({ resource: { test_thing: things }, ...more });
}

function workspace(main: object): Promise<TerraformWorkspace> {
  return TerraformWorkspace.create({ main, reattach: [server] });
}

async function expectNoChanges(stack: TerraformWorkspace): Promise<void> {
  const { code, output } = await stack.run("plan", "-detailed-exitcode");
  expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
}

describe("a resource, through the real terraform", () => {
  it("is created, then planned without changes, then destroyed", async () => {
    const stack = await workspace(
      things({ one: { name: "one", tags: ["b", "a"], member: [{ slug: "x" }, { slug: "y", role: "Manager" }] } }),
    );
    await stack.apply();
    expect(await stack.values("test_thing.one")).toMatchObject({
      id: "thing-1",
      name: "one",
      region: "eu",
      revision: 1,
      key: "key-of-thing-1",
      tags: ["b", "a"],
      member: expect.arrayContaining([{ slug: "x", role: "Member" }]),
    });
    await expectNoChanges(stack);
    await stack.destroy();
    expect(backend.things.size).toBe(0);
  });

  it("keeps numbers of any size exact", async () => {
    for (const size of ["0.1", "12345678901234567890", "0.123456789012345678901234567890", "-1e-7"]) {
      const stack = await workspace({});
      stack.write(
        "main.tf.json",
        JSON.stringify(things({ one: { name: "one", size: "SIZE" } })).replace('"SIZE"', size),
      );
      await stack.apply();
      await expectNoChanges(stack);
    }
  });

  it("takes null, empty and odd text as they are", async () => {
    const odd = { name: "one", labels: {}, tags: [], description: 'e\u0301 \u{1f600} \\ " \n $${x}' };
    const stack = await workspace(things({ one: odd, two: { name: "two" } }));
    await stack.apply();
    expect(await stack.values("test_thing.one")).toMatchObject({ labels: {}, tags: [] });
    expect(await stack.values("test_thing.two")).toMatchObject({ labels: null, tags: null });
    await expectNoChanges(stack);
  });

  it("is updated in place where that is enough", async () => {
    const stack = await workspace(things({ one: { name: "one" } }));
    await stack.apply();
    stack.write("main.tf.json", things({ one: { name: "two", member: [{ slug: "x" }] } }));
    const { resource_changes } = await stack.plan();
    expect(resource_changes[0].change).toMatchObject({
      actions: ["update"],
      after_unknown: { revision: true },
      after: { id: "thing-1", key: "key-of-thing-1" },
    });
    await stack.apply();
    expect(backend.things.get("thing-1")).toMatchObject({ name: "two", members: [{ slug: "x", role: "Member" }] });
  });

  it("is replaced where it must be", async () => {
    const stack = await workspace(things({ one: { name: "one" } }));
    await stack.apply();
    stack.write("main.tf.json", things({ one: { name: "one", region: "us" } }));
    const { resource_changes } = await stack.plan();
    expect(resource_changes[0].change).toMatchObject({ actions: ["delete", "create"], replace_paths: [["region"]] });
    await stack.apply();
    expect(await stack.values("test_thing.one")).toMatchObject({ region: "us", id: "thing-2" });
    expect(backend.calls).toEqual(expect.arrayContaining(["delete thing-1", "create one"]));
  });

  it("shows what was changed by hand, and heals it", async () => {
    const stack = await workspace(things({ one: { name: "one", tags: ["a", "b"] } }));
    await stack.apply();
    Object.assign(backend.things.get("thing-1")!, { tags: ["b", "a"] });
    await expectNoChanges(stack);
    Object.assign(backend.things.get("thing-1")!, { description: "by hand" });
    expect((await stack.run("plan", "-refresh-only", "-detailed-exitcode")).code).toBe(2);
    await stack.apply();
    expect(backend.things.get("thing-1")).toMatchObject({ description: null });
    backend.things.clear();
    await stack.apply();
    expect(backend.things.size).toBe(1);
  });

  it("is imported, by command and by block", async () => {
    const stack = await workspace(things({ one: { name: "one" }, two: { name: "two" } }));
    await stack.apply();
    // Both are created at once, in either order.
    const ids = new Map([...backend.things.values()].map(({ name, id }) => [name, id]));
    await stack.ok("state", "rm", "test_thing.one", "test_thing.two");
    await stack.ok("import", "test_thing.one", ids.get("one")!);
    stack.write("import.tf.json", { import: [{ to: "test_thing.two", id: ids.get("two") }] });
    const { resource_changes } = await stack.plan();
    const actions = resource_changes.map(({ change }: { change: { actions: string[] } }) => change.actions);
    expect(actions).toEqual([["no-op"], ["no-op"]]);
    await stack.apply();
    await expectNoChanges(stack);
  });

  it("is not imported where there is none", async () => {
    const stack = await workspace(things({ one: { name: "one" } }));
    const { code, words } = await stack.run("import", "test_thing.one", "thing-9");
    expect(code).toBe(1);
    expect(words).toContain('There is no test_thing with the import id "thing-9".');
  });

  it("is read from a state that an older schema wrote", async () => {
    const stack = await workspace(things({ one: { name: "one" } }));
    await stack.apply();
    const state = JSON.parse((await stack.ok("state", "pull")).stdout);
    const [instance] = state.resources[0].instances;
    const { name, ...rest } = instance.attributes;
    Object.assign(instance, { schema_version: 0, attributes: { ...rest, title: name, gone: { a: 1 } } });
    stack.write("old.tfstate", { ...state, serial: state.serial + 1 });
    await stack.ok("state", "push", "old.tfstate");
    await expectNoChanges(stack);
  });
});

describe("what is not known yet", () => {
  it("is planned as such, and applied", async () => {
    const main = things(
      {
        first: { name: "first" },
        second: {
          name: "second",
          description: "pre-${test_thing.first.id}",
          labels: { id: "${test_thing.first.id}" },
          tags: ["a", "${test_thing.first.key}"],
          size: "${test_thing.first.revision}",
          dynamic: { member: { for_each: '${split(",", test_thing.first.id)}', content: { slug: "${member.value}" } } },
        },
      },
      { output: { whole: { value: "${test_thing.second.tags}", sensitive: true } } },
    );
    const stack = await workspace(main);
    const { resource_changes } = await stack.plan();
    const second = resource_changes.find(({ name }: { name: string }) => name === "second");
    expect(second.change.after_unknown).toMatchObject({ description: true, size: true, member: true });
    await stack.apply();
    expect(backend.things.get("thing-2")).toMatchObject({
      description: "pre-thing-1",
      labels: { id: "thing-1" },
      size: 1,
      members: [{ slug: "thing-1", role: "Member" }],
    });
    await expectNoChanges(stack);
  });

  it("may be the provider's own configuration", async () => {
    const main = configuration({
      provider: { test: [{}, { alias: "later", token: "${test_thing.first.key}" }] },
      resource: {
        test_thing: { first: { name: "first" }, second: { name: "second", provider: "test.later" } },
      },
    });
    const stack = await workspace(main);
    await stack.apply();
    expect(backend.things.size).toBe(2);
    await expectNoChanges(stack);
  });
});

describe("a diagnostic", () => {
  it("points at the line, and is not shown twice", async () => {
    const stack = await workspace({});
    stack.write("main.tf.json", "{}");
    stack.write(
      "things.tf",
      [
        'terraform {\n  required_providers {\n    test = { source = "localhost/tests/test" }\n  }\n}',
        'resource "test_thing" "one" {\n  name = "a name that is far too long"\n}',
      ].join("\n"),
    );
    const { code, stdout } = await stack.run("validate", "-json");
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(stdout);
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: 'Invalid value for "name"',
        detail: "must have at most 20 characters, has 27",
        range: { filename: "things.tf", start: { line: 7 } },
      },
    ]);
  });

  it("of a failed write leaves in state what exists", async () => {
    mistakes.afterWrite = () => {
      throw new Error("connection reset");
    };
    const stack = await workspace(things({ one: { name: "one" } }));
    const { code, words } = await stack.run("apply", "-auto-approve");
    expect(code).toBe(1);
    expect(words).toContain("The provider failed unexpectedly");
    expect(words).toContain("connection reset");
    expect(words).not.toMatch(/ at .*\.ts:\d+/);
    delete mistakes.afterWrite;
    expect(await stack.values("test_thing.one")).toMatchObject({ id: "thing-1" });
    await stack.ok("untaint", "test_thing.one");
    await expectNoChanges(stack);
  });

  it("comes before Terraform's own when a result breaks its plan", async () => {
    mistakes.answer = (state) => ({ ...state, description: "normalised" });
    const stack = await workspace(things({ one: { name: "one" } }));
    const { code, words } = await stack.run("apply", "-auto-approve");
    expect(code).toBe(1);
    expect(words).toContain('description was planned as null, and is "normalised"');
    expect(words).not.toContain("Provider produced inconsistent result");
  });
});

describe("data and ephemeral resources", () => {
  it("are read, opened and closed, and a token never reaches the state", async () => {
    const main = configuration({
      resource: { test_thing: { one: { name: "one", tags: ["a"], passphrase: "${ephemeral.test_token.t.value}" } } },
      data: { test_thing: { same: { id: "${test_thing.one.id}" } } },
      ephemeral: { test_token: { t: { audience: "acme" } } },
      output: { tags: { value: "${data.test_thing.same.tags}" } },
    });
    const stack = await workspace(main);
    await stack.apply();
    expect((await stack.state()).values.outputs.tags.value).toEqual(["a"]);
    expect(backend.things.get("thing-1")?.passphrase).toMatch(/^token-\d-for-acme$/);
    expect(Object.fromEntries(backend.tokens)).toEqual({ "token-1": "closed", "token-2": "closed" });
    const state = await stack.ok("state", "pull");
    expect(state.stdout).not.toContain("for-acme");
  });
});

describe("several connections to one process", () => {
  it("are configured apart", async () => {
    const clients: string[] = [];
    const provider = testProvider(backend);
    const thing = provider.resources.test_thing!;
    thing.modifyPlan = ({ client }, { planned }) => {
      clients.push(`${String(planned?.name)} by ${client?.token}`);
    };
    const other = await serveForReattach(provider, { address: SOURCE });
    try {
      const main = configuration({
        provider: { test: [{ token: "token-a" }, { alias: "b", token: "token-b" }] },
        resource: { test_thing: { a: { name: "a" }, b: { name: "b", provider: "test.b" } } },
      });
      const stack = await TerraformWorkspace.create({ main, reattach: [other] });
      await stack.ok("plan");
      expect(clients.sort()).toEqual(["a by token-a", "b by token-b"]);
    } finally {
      await other.close();
    }
  });
});
