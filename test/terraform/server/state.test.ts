import { beforeEach, describe, expect, it } from "vitest";
import { DiagnosticError, type ObjectValue, UNKNOWN } from "../../../lib/terraform/index.js";
import { decodeValue } from "../../../lib/terraform/wire/dynamic-value.js";
import { Backend } from "../support/backend.js";
import { Core, said } from "../support/core.js";
import { testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";
let backend: Backend;
let core: Core;
let thing: ReturnType<typeof testProvider>["resources"][string];
let state: ObjectValue;

beforeEach(async () => {
  backend = new Backend();
  const provider = testProvider(backend);
  thing = provider.resources.test_thing!;
  core = new Core(provider as never);
  await core.configure();
  state = (await core.change(TYPE, null, { name: "one", tags: ["a"] })).state!;
});

describe("reading a resource", () => {
  it("gives what is there now", async () => {
    backend.things.get("thing-1")!.name = "renamed";
    expect((await core.read(TYPE, state)).state).toEqual({ ...state, name: "renamed" });
  });

  it("says that it is gone", async () => {
    backend.things.clear();
    expect(await core.read(TYPE, state)).toMatchObject({ state: null, errors: [] });
  });

  it("keeps the state when it fails: a failed read is not a resource that is gone", async () => {
    thing.read = async (_request, response) => {
      response.state = null;
      throw new Error("getaddrinfo ENOTFOUND");
    };
    const answer = await core.read(TYPE, state);
    expect(answer.state).toEqual(state);
    expect(answer.errors[0]?.detail).toContain("getaddrinfo ENOTFOUND");
  });

  it("refuses an answer that is not known, or does not fit", async () => {
    for (const wrong of [{ revision: UNKNOWN }, { revision: "x" }]) {
      thing.read = async (request, response) => {
        response.state = { ...request.state, ...wrong };
      };
      const answer = await core.read(TYPE, state);
      expect(answer.state).toEqual(state);
      expect(answer.errors).toMatchObject([{ path: "revision" }]);
    }
  });

  it("hands the private state to the handler, and back unless it is changed", async () => {
    const kept = Buffer.from('{"a": 1}');
    thing.read = async (request) => {
      expect(request.private).toEqual({ a: 1 });
    };
    expect(Buffer.from((await core.read(TYPE, state, kept)).private)).toEqual(kept);
    thing.read = async (request, response) => {
      response.private = { ...request.private, b: 2 };
    };
    expect(Buffer.from((await core.read(TYPE, state, kept)).private).toString()).toBe('{"a":1,"b":2}');
  });

  it("takes private state of another provider for none, and keeps its bytes", async () => {
    for (const bytes of [Buffer.from("not json"), Buffer.from("[1]"), Buffer.from([0xff, 0])]) {
      thing.read = async (request) => {
        expect(request.private).toEqual({});
      };
      const answer = await core.read(TYPE, state, bytes);
      expect([answer.errors, Buffer.from(answer.private)]).toEqual([[], bytes]);
    }
  });
});

describe("importing a resource", () => {
  async function importing(id: string) {
    const answer = await core.call("ImportResourceState", { typeName: TYPE, id });
    const [imported] = answer.importedResources;
    return { ...said(answer), state: imported && decodeValue(core.schema(TYPE), imported.state) };
  }

  it("gives what the handler knows, the rest null or empty", async () => {
    expect((await importing("thing-1")).state).toEqual(core.shape(TYPE, { id: "thing-1" }));
  });

  it("is an error when there is nothing", async () => {
    const { errors, state: imported } = await importing("thing-9");
    expect(imported).toBeUndefined();
    expect(errors).toMatchObject([{ detail: 'There is no test_thing with the import id "thing-9".' }]);
  });

  it("is an error when the handler finds one", async () => {
    thing.importState = async ({ diagnostics }) => diagnostics.error("Bad id", "It has no dot.");
    expect(await importing("x")).toMatchObject({ state: undefined, errors: [{ summary: "Bad id" }] });
  });

  it("is refused where the resource cannot", async () => {
    delete thing.importState;
    expect((await importing("x")).errors).toMatchObject([{ summary: "Import is not supported" }]);
  });
});

describe("a stored state", () => {
  it("is brought into today's shape by the resource and the schema", async () => {
    const raw = { id: "thing-1", title: "one", gone: true, member: null };
    expect((await core.upgrade(TYPE, raw, 0)).state).toEqual(core.shape(TYPE, { id: "thing-1", name: "one" }));
  });

  it("loses what the schema no longer has at today's version too", async () => {
    const raw = { name: "one", gone: { deep: [1] }, member: [{ slug: "x", role: "Admin", gone: 1 }] };
    expect((await core.upgrade(TYPE, raw, 1)).state).toMatchObject({
      name: "one",
      member: [{ slug: "x", role: "Admin" }],
    });
  });

  it("never holds a write-only value", async () => {
    expect((await core.upgrade(TYPE, { name: "one", passphrase: "old" }, 1)).state?.passphrase).toBeNull();
  });

  it("keeps every digit of a number", async () => {
    expect((await core.upgrade(TYPE, '{"name":"one","size":12345678901234567890}', 1)).state?.size).toBe(
      12345678901234567890n,
    );
  });

  it("of a newer provider is refused", async () => {
    const { errors } = await core.upgrade(TYPE, { name: "one" }, 2);
    expect(errors[0]).toMatchObject({ summary: "State was written by a newer provider" });
    expect(errors[0]?.detail).toContain("schema version 2");
  });

  it.each([
    ["", "State is too old"],
    ["[]", "Value does not fit the schema"],
    ["3", "State cannot be read"],
  ])("is refused when it is %j", async (raw, summary) => {
    expect((await core.upgrade(TYPE, raw, 1)).errors).toMatchObject([{ summary }]);
  });

  it("cannot move between types", async () => {
    const answer = await core.call("MoveResourceState", { sourceTypeName: "other", targetTypeName: TYPE });
    expect(said(answer).errors[0]?.detail).toContain("terraform state rm");
  });
});

describe("a data source", () => {
  async function reading(config: Record<string, unknown>) {
    const { schema } = testProvider(backend).dataSources.test_thing!;
    const { encodeValue, fromHandlerValue } = await import("../../../lib/terraform/wire/dynamic-value.js");
    const bytes = encodeValue(schema, fromHandlerValue(schema, config));
    const answer = await core.call("ReadDataSource", { typeName: "test_thing", config: bytes });
    return { ...said(answer), state: decodeValue(schema, answer.state) };
  }

  it("gives what it read beside what was configured", async () => {
    expect((await reading({ id: "thing-1" })).state).toEqual({ id: "thing-1", name: "one", tags: ["a"] });
  });

  it("fails with the handler's words", async () => {
    expect((await reading({ id: "thing-9" })).errors).toMatchObject([{ summary: "No such thing", path: "id" }]);
  });
});

describe("an ephemeral resource", () => {
  const ephemeral = { typeName: "test_token" };

  it("is opened, renewed and closed with what it keeps in between", async () => {
    const provider = testProvider(backend);
    const tokens = provider.ephemeralResources.test_token!;
    const { open } = tokens;
    tokens.open = async (request) => ({ ...(await open(request)), renewAt: new Date(1_700_000_000_250) });
    const other = new Core(provider as never);
    await other.configure();
    const { encodeValue, fromHandlerValue } = await import("../../../lib/terraform/wire/dynamic-value.js");
    const config = encodeValue(tokens.schema, fromHandlerValue(tokens.schema, { audience: "acme" }));

    const opened = await other.call("OpenEphemeralResource", { ...ephemeral, config });
    expect(decodeValue(tokens.schema, opened.result)).toEqual({ audience: "acme", value: "token-1-for-acme" });
    expect(opened.renewAt).toEqual({ seconds: 1_700_000_000, nanos: 250_000_000 });

    const renewed = await other.call("RenewEphemeralResource", { ...ephemeral, private: opened.private });
    expect([backend.tokens.get("token-1"), renewed.renewAt]).toEqual(["renewed", undefined]);
    await other.call("CloseEphemeralResource", { ...ephemeral, private: renewed.private });
    expect(backend.tokens.get("token-1")).toBe("closed");
  });

  it("needs neither renewal nor closing", async () => {
    const provider = testProvider(backend);
    delete provider.ephemeralResources.test_token!.renew;
    delete provider.ephemeralResources.test_token!.close;
    const other = new Core(provider as never);
    await other.configure();
    const kept = Buffer.from('{"id":"t"}');
    const renewed = await other.call("RenewEphemeralResource", { ...ephemeral, private: kept });
    expect(Buffer.from(renewed.private ?? []).toString()).toBe('{"id":"t"}');
    expect((await other.call("CloseEphemeralResource", { ...ephemeral, private: kept })).diagnostics).toEqual([]);
  });
});

describe("a handler that fails", () => {
  it("gives a sentence, not a stack, and the stack to the log only", async () => {
    thing.read = async () => {
      throw new TypeError("cannot read properties of undefined");
    };
    const { errors } = await core.read(TYPE, state);
    expect(errors).toMatchObject([{ summary: "The provider failed unexpectedly" }]);
    expect(errors[0]?.detail).toContain("cannot read properties of undefined");
    expect(errors[0]?.detail).not.toMatch(/\n\s+at |state\.test/);
    expect(core.log).toContain("error handler failed");
  });

  it("may throw anything", async () => {
    for (const thrown of ["text", undefined, null, 7, { a: 1 }]) {
      thing.read = () => Promise.reject(thrown);
      expect((await core.read(TYPE, state)).errors).toHaveLength(1);
    }
  });

  it("may throw a diagnostic of another copy of this room", async () => {
    const foreign = Object.assign(new Error("x"), { summary: "Foreign", detail: "Words.", path: ["name"] });
    Object.defineProperty(foreign, Symbol.for("cloudsmith-trust/terraform/DiagnosticError"), { value: true });
    thing.read = () => Promise.reject(foreign);
    expect((await core.read(TYPE, state)).errors).toMatchObject([{ summary: "Foreign", path: "name" }]);
  });

  it("never shows the provider's own credentials", async () => {
    await core.configure({ token: "super-secret-token" });
    thing.read = async (_request: unknown, _response: unknown) => {
      throw new DiagnosticError("Refused super-secret-token", "With super-secret-token.");
    };
    const { errors } = await core.read(TYPE, state);
    expect(JSON.stringify(errors)).not.toContain("super-secret-token");
    expect(errors[0]?.detail).toBe("With (sensitive).");
  });

  it("never shows what the provider itself calls a secret", async () => {
    const provider = { ...testProvider(backend), redact: (text: string) => text.replaceAll("exchanged", "***") };
    provider.resources.test_thing!.read = async () => {
      throw new Error("token exchanged expired");
    };
    const { errors } = await new Core(provider as never).read(TYPE, state);
    expect(errors[0]?.detail).toContain("token *** expired");
  });
});

describe("a type that the provider lacks", () => {
  it.each([
    ["ReadResource", "resource type"],
    ["PlanResourceChange", "resource type"],
    ["ReadDataSource", "data source"],
    ["OpenEphemeralResource", "ephemeral resource type"],
  ] as const)("is named by %s, with those that there are", async (method, kind) => {
    const answer = await core.call(method, { typeName: "test_thnig" });
    const { errors } = said(answer as never);
    expect(errors).toMatchObject([{ summary: `Unknown ${kind}` }]);
    expect(errors[0]?.detail).toMatch(/"test_thnig"; it has: test_/);
  });
});

describe("a stop", () => {
  it("aborts the signal of every request, also of later ones", async () => {
    const signals: AbortSignal[] = [];
    thing.read = async ({ signal }) => {
      signals.push(signal);
    };
    await core.read(TYPE, state);
    expect(signals[0]?.aborted).toBe(false);
    expect(await core.call("StopProvider", {})).toEqual({ error: "" });
    await core.read(TYPE, state);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(String(signals[0]?.reason)).toContain("Terraform asked the provider to stop");
  });

  it("is not the only thing that aborts: Terraform may abandon one request", async () => {
    const abandoned = new AbortController();
    let seen: AbortSignal | undefined;
    thing.read = async ({ signal }) => {
      seen = signal;
      abandoned.abort();
    };
    const { encodeValue } = await import("../../../lib/terraform/wire/dynamic-value.js");
    const request = { typeName: TYPE, currentState: encodeValue(core.schema(TYPE), state) };
    await core.call("ReadResource", request, { signal: abandoned.signal });
    expect(seen?.aborted).toBe(true);
  });
});
