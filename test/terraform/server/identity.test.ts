import { beforeEach, describe, expect, it } from "vitest";
import { type AnyResource, DiagnosticError, type ObjectValue, UNKNOWN } from "../../../lib/terraform/index.js";
import { decodeValue } from "../../../lib/terraform/wire/dynamic-value.js";
import { Backend } from "../support/backend.js";
import { Core, said } from "../support/core.js";
import { type Mistakes, type TestClient, THING, testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";
let backend: Backend;
let core: Core;
let thing: AnyResource<TestClient>;

/** Things are known by their key, which a rotation changes, and perhaps by a size. */
async function start(mistakes: Mistakes = {}): Promise<void> {
  backend = new Backend();
  const provider = testProvider(backend, mistakes);
  thing = {
    ...provider.resources[TYPE]!,
    importState: async ({ id }, response) => {
      response.state = id === "" ? null : { id: id.replace("key-of-", ""), key: id };
    },
    identity: {
      schema: {
        attributes: {
          key: {
            ...THING.attributes.key!,
            required: true,
            validate: [(key: string) => (key.startsWith("key-") ? undefined : `expected a key, got "${key}"`)],
          },
          size: { ...THING.attributes.size!, optional: true },
        },
      },
      importId: ({ key, size }) => {
        if (size === 0) {
          throw new DiagnosticError("Too small", "A size is at least 1.", ["size"]);
        }
        return String(key);
      },
    },
  };
  core = new Core({ ...provider, resources: { [TYPE]: thing, test_plain: provider.resources[TYPE]! } } as never);
  await core.configure({}, "1.14.3");
}
beforeEach(() => start());

const create = async (): Promise<ObjectValue> => (await core.change(TYPE, null, { name: "one" })).state!;

describe("the identity of a resource", () => {
  it("is described for the types that have one, in version 0, which a provider without identities takes too", async () => {
    const { identitySchemas, diagnostics } = await core.call("GetResourceIdentitySchemas", {});
    expect(diagnostics).toEqual([]);
    const [type, schema] = Object.entries(identitySchemas)[0]!;
    expect([Object.keys(identitySchemas).length, type, schema.version]).toEqual([1, TYPE, 0]);
    expect(schema.identityAttributes.map((one) => ({ ...one, type: Buffer.from(one.type).toString() }))).toEqual([
      { name: "key", type: '"string"', description: "Key.", requiredForImport: true, optionalForImport: false },
      { name: "size", type: '"number"', description: "Size.", requiredForImport: false, optionalForImport: true },
    ]);
  });

  it("comes with what is created, read and planned without a change", async () => {
    const identity = { key: "key-of-thing-1", size: null };
    const created = await core.change(TYPE, null, { name: "one" });
    expect(created.identity).toEqual(identity);
    expect((await core.read(TYPE, created.state!)).identity).toEqual(identity);
    expect((await core.plan(TYPE, created.state, { name: "one" })).identity).toEqual(identity);
  });

  it("is not planned before it is known, nor for what is destroyed", async () => {
    expect((await core.plan(TYPE, null, { name: "one" })).identity).toBeUndefined();
    expect((await core.plan(TYPE, await create(), null)).identity).toBeUndefined();
    expect((await core.change(TYPE, await create(), null)).identity).toBeUndefined();
  });

  it("stays as it was in a plan that may change it, since Terraform wants it known, and is new after the apply", async () => {
    const state = await create();
    const config = { name: "one", rotate: 1 };
    const { planned, identity } = await core.plan(TYPE, state, config);
    expect(planned?.key).toEqual(UNKNOWN);
    expect(identity).toEqual({ key: "key-of-thing-1", size: null });
    const applied = await core.apply(TYPE, { prior: state, planned, config });
    expect(applied.identity).toEqual({ key: "key-of-thing-1-2", size: null });
  });

  it("follows what a read finds, and is gone with the object", async () => {
    const state = await create();
    backend.things.get("thing-1")!.key = "key-made-by-hand";
    expect((await core.read(TYPE, state)).identity).toEqual({ key: "key-made-by-hand", size: null });
    backend.things.clear();
    expect((await core.read(TYPE, state)).identity).toBeUndefined();
  });

  it("stays where a read or an update fails, and comes with what a failed creation left behind", async () => {
    let fails = false;
    await start({
      onRead: () => {
        throw new Error("ENOTFOUND");
      },
      afterWrite: () => {
        if (fails) {
          throw new Error("lost");
        }
      },
    });
    const state = await create();
    const identity = { key: "key-of-thing-1", size: null };
    expect(await core.read(TYPE, state)).toMatchObject({ identity, errors: [{}] });
    fails = true;
    expect(await core.change(TYPE, state, { name: "two" })).toMatchObject({ identity, errors: [{}] });
    expect(await core.change(TYPE, null, { name: "three" })).toMatchObject({
      identity: { key: "key-of-thing-2", size: null },
      errors: [{}],
    });
  });

  it.each([
    ["1.11.4", false],
    ["1.13.5", false],
    ["1.14.0-beta1", true],
    ["1.15.0", true],
    ["2.0.0", true],
    ["", false],
  ])(
    "is given to Terraform %s: %s, since older ones cannot read it beside another provider",
    async (version, given) => {
      await core.configure({}, version);
      const created = await core.change(TYPE, null, { name: "one" });
      const state = created.state!;
      const identities = [
        created.identity,
        (await core.read(TYPE, state)).identity,
        (await core.plan(TYPE, state, { name: "one" })).identity,
        (await core.import(TYPE, "key-of-thing-1")).identity,
      ];
      expect(identities.map((identity) => identity !== undefined)).toEqual([given, given, given, given]);
    },
  );

  it("is never half an identity", async () => {
    await start({ answer: (state) => ({ ...state, key: null }) });
    const created = await core.change(TYPE, null, { name: "one" });
    expect([created.state?.id, created.identity]).toEqual(["thing-1", undefined]);
  });
});

describe("an import by identity", () => {
  it("is the import by the id that it stands for, and gives the identity back", async () => {
    const identity = { key: "key-of-thing-7", size: null };
    const byIdentity = await core.import(TYPE, identity);
    expect(byIdentity).toEqual(await core.import(TYPE, "key-of-thing-7"));
    expect(byIdentity).toMatchObject({ state: { id: "thing-7" }, identity, errors: [] });
  });

  it.each([
    ["lacks what it needs", { size: 1 }, "Missing required argument", "key is required, got null: give it a value."],
    ["has a value that cannot be", { key: "x" }, 'Invalid value for "key"', 'expected a key, got "x"'],
    ["does not fit together", { key: "key-1", size: 0 }, "Too small", "A size is at least 1."],
  ])("that %s is an error", async (_what, identity, summary, detail) => {
    expect(await core.import(TYPE, identity)).toMatchObject({ state: null, errors: [{ summary, detail }] });
  });

  it("is refused for a type that has none", async () => {
    const { errors } = await core.import("test_plain", { id: "thing-1" });
    expect(errors).toMatchObject([{ detail: "test_plain is imported by its import id alone." }]);
  });
});

describe("an import by identity into a state of Terraform 1.12 or 1.13", () => {
  it("gives the identity that the import needs, and the next run takes it out again", async () => {
    await core.configure({}, "1.13.3");
    const { state } = await core.change(TYPE, null, { name: "one" });
    await core.change(TYPE, null, { name: "two" });
    const identity = { key: "key-of-thing-1", size: null };
    const imported = await core.import(TYPE, identity);
    expect(imported.identity).toEqual(identity);
    expect((await core.read(TYPE, imported.state!)).identity).toEqual(identity);
    expect((await core.plan(TYPE, state, { name: "one" })).identity).toEqual(identity);
    expect((await core.import(TYPE, "key-of-thing-2")).identity).toBeUndefined();

    const next = new Core(core.provider);
    await next.configure({}, "1.13.3");
    expect((await next.read(TYPE, imported.state!)).identity).toBeUndefined();
  });
});

describe("a stored identity", () => {
  async function upgrade(stored: unknown, version = 0, typeName = TYPE) {
    const rawIdentity = { json: Buffer.from(JSON.stringify(stored)) };
    return core.call("UpgradeResourceIdentity", { typeName, version, rawIdentity });
  }

  it("loses what the schema does not know", async () => {
    const { upgradedIdentity, diagnostics } = await upgrade({ key: "key-1", gone: true });
    expect(diagnostics).toEqual([]);
    expect(decodeValue(thing.identity!.schema, upgradedIdentity?.identityData)).toEqual({ key: "key-1", size: null });
  });

  it.each([
    ["of a version to come", { key: "key-1" }, 1],
    ["that is half", { size: 1 }, 0],
    ["that is none", "key-1", 0],
    ["that is not there", null, 0],
  ])("%s is an error", async (_what, stored, version) => {
    const answer = await upgrade(stored, version);
    expect(answer.upgradedIdentity).toBeUndefined();
    expect(said(answer).errors).toMatchObject([{ summary: "Identity cannot be read" }]);
  });

  it("of a type that has none is an error", async () => {
    expect(said(await upgrade({ key: "key-1" }, 0, "test_plain")).errors).toHaveLength(1);
  });
});
