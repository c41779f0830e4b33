import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ListRequest, type ObjectValue, type Provider, serveForReattach } from "../../../lib/terraform/index.js";
import { decodeValue, encodeValue } from "../../../lib/terraform/wire/dynamic-value.js";
import { Backend } from "../support/backend.js";
import { Core, said } from "../support/core.js";
import { GrpcClient } from "../support/grpc.js";
import { type TestClient, THING, testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";
const SCHEMA = {
  version: 0,
  description: "Things.",
  attributes: {
    prefix: {
      type: "string",
      description: "Of their names.",
      optional: true,
      validate: [(prefix: string) => (prefix === "" ? "expected some text" : undefined)],
    },
  },
} as const;

let provider: Provider<TestClient>;
let core: Core;
let asked: ListRequest<TestClient>[];
/** Names of things that the list went through. */
let visited: string[];
let onVisit: (request: ListRequest<TestClient>, name: string) => void | Promise<void>;

async function* list(request: ListRequest<TestClient>) {
  asked.push(request);
  for (const { id, name, size } of request.client.backend.things.values()) {
    visited.push(name);
    await onVisit(request, name);
    if (name.startsWith(String(request.config.prefix ?? ""))) {
      yield { displayName: name, state: request.wholeState ? { id, name, size } : { id } };
    }
  }
}

beforeEach(async () => {
  const backend = new Backend();
  provider = testProvider(backend);
  const identity = {
    schema: { attributes: { id: { ...THING.attributes.id!, required: true } } },
    importId: ({ id }: ObjectValue) => String(id),
  };
  provider = {
    ...provider,
    resources: { [TYPE]: { ...provider.resources[TYPE]!, identity }, test_plain: provider.resources[TYPE]! },
    listResources: { [TYPE]: { schema: SCHEMA, list }, test_plain: { schema: SCHEMA, list } },
  };
  core = new Core(provider as never);
  await core.configure();
  [asked, visited, onVisit] = [[], [], () => {}];
  for (const name of ["a1", "a2", "b1", "a3"]) {
    await core.change(TYPE, null, { name, size: 3 });
  }
});

describe("a list resource", () => {
  it("is told of by metadata and schema", async () => {
    expect((await core.call("GetMetadata", {})).listResources).toEqual([
      { typeName: TYPE },
      { typeName: "test_plain" },
    ]);
    const { listResourceSchemas } = await core.call("GetProviderSchema", {});
    expect(listResourceSchemas[TYPE]?.block?.attributes).toMatchObject([{ name: "prefix", optional: true }]);
  });

  it("has its configuration validated", async () => {
    const validate = async (prefix: string, typeName = TYPE) =>
      said(await core.call("ValidateListResourceConfig", { typeName, config: encodeValue(SCHEMA, { prefix }) })).errors;
    expect(await validate("a")).toEqual([]);
    expect(await validate("")).toMatchObject([{ detail: "expected some text", path: "prefix" }]);
    expect(await validate("a", "test_other")).toMatchObject([{ summary: "Unknown list resource type" }]);
  });

  it("gives names and identities, and whole states where they are asked for", async () => {
    expect(await core.list(TYPE, { prefix: "a" })).toEqual({
      errors: [],
      warnings: [],
      found: [
        { name: "a1", identity: { id: "thing-1" }, state: undefined },
        { name: "a2", identity: { id: "thing-2" }, state: undefined },
        { name: "a3", identity: { id: "thing-4" }, state: undefined },
      ],
    });
    const { found } = await core.list(TYPE, { prefix: "b" }, { wholeState: true });
    expect(found.map(({ state }) => state)).toEqual([core.shape(TYPE, { id: "thing-3", name: "b1", size: 3 })]);
    expect(asked.map(({ limit, wholeState }) => [limit, wholeState])).toEqual([
      [101, false],
      [101, true],
    ]);
  });

  it.each([
    [0, [], []],
    [1, ["a1"], ["a1", "a2"]],
    [3, ["a1", "a2", "b1"], ["a1", "a2", "b1", "a3"]],
    [4, ["a1", "a2", "b1", "a3"], ["a1", "a2", "b1", "a3"]],
    [5, ["a1", "a2", "b1", "a3"], ["a1", "a2", "b1", "a3"]],
  ])("of at most %i looks one further, to say whether there are more", async (limit, names, looked) => {
    const { found, warnings } = await core.list(TYPE, {}, { limit });
    expect([found.map(({ name }) => name), visited]).toEqual([names, looked]);
    expect(warnings.map(({ detail }) => detail)).toEqual(
      looked.length > names.length
        ? [`There are more than the ${limit} that were asked for: raise the limit of the list block.`]
        : [],
    );
  });

  it("tells a warning with what is found next, and at the end", async () => {
    onVisit = ({ diagnostics }, name) => {
      if (name.startsWith("b")) {
        diagnostics.warning("Odd", `${name} is odd.`);
      }
    };
    expect(await core.list(TYPE, {}, { limit: 4 })).toMatchObject({ warnings: [{ detail: "b1 is odd." }] });
    expect(await core.list(TYPE, { prefix: "zz" })).toMatchObject({ warnings: [{ detail: "b1 is odd." }], found: [] });
  });

  it("that fails says why, after what it found, and without a secret", async () => {
    await core.configure({ token: "super-secret-token" });
    onVisit = (_request, name) => {
      if (name === "b1") {
        throw new Error("503 for super-secret-token");
      }
    };
    const { found, errors } = await core.list(TYPE, {});
    expect(found.map(({ name }) => name)).toEqual(["a1", "a2"]);
    expect(errors).toMatchObject([{ detail: expect.stringContaining("503 for (sensitive)") }]);
  });

  it("of a type without an identity, or whose answer does not fit, is an error", async () => {
    expect((await core.list("test_plain", {})).errors).toMatchObject([{ summary: "The type has no identity" }]);
    provider.listResources![TYPE]!.list = async function* () {
      yield { displayName: "x", state: { id: "x", size: "large" } };
    };
    expect(await core.list(TYPE, {})).toMatchObject({ found: [], errors: [{ path: "size" }] });
  });

  it("shows a name that was made to deceive as it is", async () => {
    provider.listResources![TYPE]!.list = async function* () {
      yield { displayName: "a\u001b[2Kb\u202ec\nd", state: { id: "x" } };
    };
    expect((await core.list(TYPE, {})).found).toMatchObject([{ name: "a\ufffd[2Kb\ufffdc\ufffdd" }]);
  });
});

describe("a list over gRPC", () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

  async function client(): Promise<GrpcClient> {
    const served = await serveForReattach(provider, { address: "localhost/test/test" });
    const { Network: network, String: address } = Object.values(served.reattach)[0]!.Addr;
    const made = new GrpcClient({ network, address });
    open.push(made, served);
    const config = encodeValue(provider.schema, { token: null, region: null });
    await made.call("tfplugin6.Provider/ConfigureProvider", { terraformVersion: "1.14.3", config });
    return made;
  }

  const request = { typeName: TYPE, config: encodeValue(SCHEMA, { prefix: null }), limit: 100 };

  it("comes as a stream of events", async () => {
    const names: unknown[] = [];
    for await (const event of (await client()).stream("tfplugin6.Provider/ListResource", request)) {
      const { msgpack } = event.identity.identityData;
      names.push([event.displayName, decodeValue({ attributes: { id: THING.attributes.id! } }, { msgpack })?.id]);
    }
    expect(names).toEqual([
      ["a1", "thing-1"],
      ["a2", "thing-2"],
      ["b1", "thing-3"],
      ["a3", "thing-4"],
    ]);
  });

  it("ends when Terraform has seen enough", async () => {
    const seen = new Promise<AbortSignal>((resolve) => {
      onVisit = ({ signal }, name) => {
        if (name !== "a2") {
          return;
        }
        resolve(signal);
        return new Promise((over) => {
          signal.addEventListener("abort", () => over(), { once: true });
        });
      };
    });
    const stream = (await client()).stream("tfplugin6.Provider/ListResource", request);
    stream.on("error", () => {});
    await once(stream, "data");
    const signal = await seen;
    stream.cancel();
    await new Promise<void>((resolve) => {
      if (signal.aborted) {
        resolve();
      }
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    expect(visited).toEqual(["a1", "a2"]);
  });
});
