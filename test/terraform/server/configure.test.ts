import { describe, expect, it } from "vitest";
import { type Provider, UNKNOWN } from "../../../lib/terraform/index.js";
import { Backend } from "../support/backend.js";
import { Core, said } from "../support/core.js";
import { type TestClient, testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";

function coreOf(change: (provider: Provider<TestClient>) => Partial<Provider<TestClient>> = () => ({})): Core {
  const provider = testProvider(new Backend());
  return new Core({ ...provider, ...change(provider) } as never);
}

describe("configuring the provider", () => {
  it("happens once the configuration is known, with Terraform's version", async () => {
    let seen: unknown;
    const core = coreOf(() => ({
      configure: ({ config, terraformVersion }) => {
        seen = [config, terraformVersion];
        return {} as TestClient;
      },
    }));
    expect(await core.configure({ token: "abcdef" })).toEqual({ errors: [], warnings: [] });
    expect(seen).toEqual([{ token: "abcdef", region: null }, "1.11.4"]);
  });

  it("may take time, warn and fail", async () => {
    const core = coreOf(() => ({
      configure: async ({ diagnostics }) => {
        diagnostics.warning("Old token", "It will expire.", ["token"]);
        return {} as TestClient;
      },
    }));
    expect((await core.configure()).warnings).toMatchObject([{ summary: "Old token", path: "token" }]);
    const failing = coreOf(() => ({ configure: () => Promise.reject(new Error("no such host")) }));
    expect((await failing.configure()).errors[0]?.detail).toContain("no such host");
  });

  it("waits while something is unknown, and a plan goes on without a client", async () => {
    const clients: unknown[] = [];
    const core = coreOf(({ resources }) => {
      resources.test_thing!.modifyPlan = ({ client }) => {
        clients.push(client);
      };
      return {};
    });
    expect(await core.configure({ token: UNKNOWN })).toEqual({ errors: [], warnings: [] });
    const { planned, errors } = await core.plan(TYPE, null, { name: "one" });
    expect([planned?.name, errors, clients]).toEqual(["one", [], [undefined]]);
  });

  it("that is not known yet is an error where a client is needed, and says what is not known", async () => {
    const core = coreOf();
    await core.configure({ token: UNKNOWN, region: "eu" });
    const { errors, state } = await core.read(TYPE, core.shape(TYPE, { id: "thing-1", name: "one" }));
    expect(state).not.toBeNull();
    expect(errors).toMatchObject([{ summary: "Provider configuration is not known yet", path: "token" }]);
    expect(errors[0]?.detail).toContain("The provider's token depends on something that only an apply will know");
    expect(errors[0]?.detail).not.toContain("region");
  });

  it("is not asked for by validation; a handler that needs a client then says so", async () => {
    const core = coreOf(({ dataSources }) => {
      dataSources.test_thing!.read = async ({ client }) => ({ name: client.token });
      return {};
    });
    const answer = await core.call("ReadDataSource", {
      typeName: "test_thing",
      config: { json: Buffer.from('{"id":"x"}') },
    });
    expect(said(answer).errors).toMatchObject([{ summary: "Provider is not configured" }]);
  });
});

describe("validating", () => {
  const validate = (config: Record<string, unknown>, writeOnly?: boolean) => coreOf().validate(TYPE, config, writeOnly);

  it("finds nothing wrong with what is right or not known", async () => {
    expect(await validate({ name: "one" })).toEqual({ errors: [], warnings: [] });
    expect(await validate({ name: UNKNOWN, member: UNKNOWN, labels: { a: UNKNOWN } })).toEqual({
      errors: [],
      warnings: [],
    });
    expect(await validate({ name: "one", member: [UNKNOWN, { slug: UNKNOWN }] })).toEqual({ errors: [], warnings: [] });
  });

  it("points at the attribute, with the validator's words", async () => {
    const { errors } = await validate({ name: "x".repeat(21) });
    expect(errors).toEqual([
      {
        severity: "error",
        summary: 'Invalid value for "name"',
        detail: "must have at most 20 characters, has 21",
        path: "name",
      },
    ]);
    expect((await validate({ name: "x".repeat(20) })).errors).toEqual([]);
  });

  it("refuses null for what is required, also inside a block: Terraform lets it through", async () => {
    expect((await validate({ name: null, member: [{ slug: null }] })).errors).toMatchObject([
      { summary: "Missing required argument", path: "name" },
      { summary: "Missing required argument", path: "member.slug" },
    ]);
  });

  it("points at the set for what is wrong inside one", async () => {
    const { errors } = await validate({ name: "one", member: [{ slug: "a" }, { slug: "root" }] });
    expect(errors).toMatchObject([{ detail: '"root" is reserved', path: "member.slug" }]);
  });

  it("runs the checks across attributes too", async () => {
    const { warnings } = await validate({ name: "one", description: "one" });
    expect(warnings).toMatchObject([{ summary: "Description repeats the name", path: "description" }]);
  });

  it("refuses write-only values under a Terraform that would store them", async () => {
    expect((await validate({ name: "one", passphrase: "x" }, true)).errors).toEqual([]);
    expect((await validate({ name: "one", passphrase: "x" }, false)).errors).toMatchObject([{ path: "passphrase" }]);
    expect((await validate({ name: "one" }, false)).errors).toEqual([]);
  });

  it("checks the provider's own block", async () => {
    const answer = await coreOf().call("ValidateProviderConfig", {
      config: { json: Buffer.from('{"region":"mars"}') },
    });
    expect(said(answer).errors).toMatchObject([{ path: "region" }]);
  });

  it("warns of a deprecated attribute that is set", async () => {
    const core = coreOf(({ resources }) => {
      const thing = resources.test_thing!;
      const { attributes } = thing.schema;
      const schema = {
        ...thing.schema,
        attributes: { ...attributes, size: { ...attributes.size!, deprecated: true } },
      };
      return { resources: { test_thing: { ...thing, schema } } };
    });
    expect((await core.validate(TYPE, { name: "one", size: 1 })).warnings).toMatchObject([{ path: "size" }]);
    expect((await core.validate(TYPE, { name: "one" })).warnings).toEqual([]);
  });
});

describe("the schema", () => {
  it("is sent with its attributes in order, and blocks", async () => {
    const { resourceSchemas, provider, serverCapabilities } = await coreOf().call("GetProviderSchema", {});
    const block = resourceSchemas.test_thing?.block;
    const names = block?.attributes.map(({ name }) => name) ?? [];
    expect(names).toEqual([...names].sort());
    expect(resourceSchemas.test_thing?.version).toBe(1);
    expect(block?.attributes.find(({ name }) => name === "tags")).toMatchObject({
      type: new Uint8Array(Buffer.from('["list","string"]')),
      optional: true,
      computed: false,
    });
    expect(block?.attributes.find(({ name }) => name === "passphrase")).toMatchObject({
      writeOnly: true,
      sensitive: true,
    });
    expect(block?.blockTypes).toMatchObject([{ typeName: "member", nesting: 3 }]);
    expect(provider?.block?.attributes.map(({ name }) => name)).toEqual(["region", "token"]);
    expect(serverCapabilities).toEqual({
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: false,
    });
  });

  it("is summed up in the metadata", async () => {
    expect(await coreOf().call("GetMetadata", {})).toMatchObject({
      resources: [{ typeName: "test_thing" }],
      dataSources: [{ typeName: "test_thing" }],
      ephemeralResources: [{ typeName: "test_token" }],
      functions: [],
    });
  });

  it("has no functions, and says so when asked for one", async () => {
    expect(Object.keys((await coreOf().call("GetFunctions", {})).functions)).toEqual([]);
    const { error } = await coreOf().call("CallFunction", { name: "slugify" });
    expect(error?.text).toBe('The provider test has no function "slugify".');
  });
});
