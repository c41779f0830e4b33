import { beforeEach, describe, expect, it } from "vitest";
import { DiagnosticError, type ObjectValue, UNKNOWN, type Value } from "../../../lib/terraform/index.js";
import { Backend } from "../support/backend.js";
import { Core } from "../support/core.js";
import { type Mistakes, testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";
let backend: Backend;
beforeEach(() => {
  backend = new Backend();
});

async function coreWith(mistakes: Mistakes = {}): Promise<Core> {
  const core = new Core(testProvider(backend, mistakes) as never);
  await core.configure();
  return core;
}

function withValues(values: { readonly [name: string]: Value }): Mistakes {
  return { answer: (state) => ({ ...state, ...values }) };
}

describe("an apply", () => {
  it("creates, and gives the state and what to keep beside it", async () => {
    const core = await coreWith();
    const { state, errors, private: kept } = await core.change(TYPE, null, { name: "one", passphrase: "sesame" });
    expect(errors).toEqual([]);
    expect(state).toMatchObject({ id: "thing-1", name: "one", revision: 1, passphrase: null });
    expect(backend.things.get("thing-1")).toMatchObject({ passphrase: "sesame" });
    expect(JSON.parse(Buffer.from(kept).toString())).toEqual({ madeBy: "create" });
  });

  it("updates, and hands the private state on", async () => {
    const core = await coreWith();
    const { state: prior } = await core.change(TYPE, null, { name: "one" });
    const { planned } = await core.plan(TYPE, prior, { name: "two" });
    const kept = Buffer.from('{ "madeBy": "create" }');
    const answer = await core.apply(TYPE, { prior, planned, config: { name: "two" }, private: kept });
    expect(answer.state).toMatchObject({ id: "thing-1", name: "two", revision: 2 });
    expect(Buffer.from(answer.private)).toEqual(kept);
  });

  it("deletes", async () => {
    const core = await coreWith();
    const { state: prior } = await core.change(TYPE, null, { name: "one" });
    expect(await core.change(TYPE, prior, null)).toMatchObject({ state: null, errors: [] });
    expect(backend.things.size).toBe(0);
  });
});

describe("an apply that fails", () => {
  it("leaves nothing in state when nothing was created", async () => {
    const core = new Core(testProvider(backend) as never);
    await core.configure();
    core.session.unconfigured(new DiagnosticError("No client", "There is none."));
    const { state, errors } = await core.change(TYPE, null, { name: "one" });
    expect(state).toBeNull();
    expect(errors).toMatchObject([{ summary: "No client" }]);
  });

  it("keeps what exists when the rest of a creation fails", async () => {
    const core = await coreWith({
      afterWrite: () => {
        throw new DiagnosticError("Half done", "The second step failed.", ["name"]);
      },
    });
    const { state, errors } = await core.change(TYPE, null, { name: "one" });
    expect(state).toMatchObject({ id: "thing-1", name: "one" });
    expect(errors).toMatchObject([{ summary: "Half done", path: "name" }]);
  });

  it("keeps what was when an update fails before the write", async () => {
    const core = await coreWith();
    const { state: prior } = await core.change(TYPE, null, { name: "one" });
    backend.things.clear();
    const { state, errors } = await core.change(TYPE, prior, { name: "two" });
    expect(state).toEqual(prior);
    expect(errors).toMatchObject([{ summary: "Thing is gone" }]);
  });

  it("keeps the resource when its deletion fails, by an exception or by a diagnostic", async () => {
    const provider = testProvider(backend);
    const core = new Core(provider as never);
    await core.configure();
    const { state: prior } = await core.change(TYPE, null, { name: "one" });
    const thing = provider.resources.test_thing!;
    thing.delete = async () => {
      throw new Error("connection reset");
    };
    expect((await core.change(TYPE, prior, null)).state).toEqual(prior);
    thing.delete = async ({ diagnostics }) => diagnostics.error("Refused", "It is in use.");
    expect((await core.change(TYPE, prior, null)).state).toEqual(prior);
  });

  it("stores null for what a failed handler left unknown, without a second error", async () => {
    const core = await coreWith({
      answer: (state) => ({ ...state, revision: UNKNOWN }),
      afterWrite: () => {
        throw new DiagnosticError("Half done", "The second step failed.");
      },
    });
    const { state, errors } = await core.change(TYPE, null, { name: "one" });
    expect(state).toMatchObject({ id: "thing-1", revision: null });
    expect(errors).toHaveLength(1);
  });
});

describe("a result that breaks its plan", () => {
  it.each<[string, Record<string, unknown>, { [name: string]: Value }, string, string]>([
    ["another text", { name: "one" }, { name: "ONE" }, "name", 'was planned as "one", and is "ONE"'],
    ["an empty map for none", { name: "one" }, { labels: {} }, "labels", "was planned as null, and is {}"],
    ["none for an empty list", { name: "one", tags: [] }, { tags: null }, "tags", "was planned as [], and is null"],
    [
      "another order in a list",
      { name: "one", tags: ["a", "b"] },
      { tags: ["b", "a"] },
      "tags",
      '["a","b"], and is ["b","a"]',
    ],
    [
      "a block too many",
      { name: "one" },
      { member: [{ slug: "x", role: "Member" }] },
      "member",
      "other blocks than were planned",
    ],
  ])("is explained before Terraform complains: %s", async (_what, config, result, path, words) => {
    const core = await coreWith(withValues(result));
    const { state, errors } = await core.change(TYPE, null, config);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ summary: "The result differs from the plan", path });
    expect(errors[0]?.detail).toContain(words);
    expect(errors[0]?.detail).toContain("terraform untaint");
    // The truth goes into state, so that the next plan shows it.
    expect(state).toMatchObject({ id: "thing-1", ...result });
  });

  it("does not speak of tainting after an update", async () => {
    const { state: prior } = await (await coreWith()).change(TYPE, null, { name: "one" });
    const { errors } = await (await coreWith(withValues({ name: "x" }))).change(TYPE, prior, { name: "two" });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.detail).not.toContain("taint");
  });

  it("does not show a sensitive value", async () => {
    const core = await coreWith();
    const { state: prior } = await core.change(TYPE, null, { name: "one" });
    const wrong = await coreWith(withValues({ key: "leaked-key" }));
    const { errors } = await wrong.change(TYPE, prior, { name: "two" });
    expect(errors).toMatchObject([{ path: "key", detail: expect.stringContaining("differs from its planned value") }]);
    expect(JSON.stringify(errors)).not.toMatch(/leaked-key|key-of/);
  });

  it("does not cost the state when a value has the wrong type", async () => {
    const core = await coreWith(withValues({ size: "huge", revision: "x", extra: 1 } as ObjectValue));
    const { state, errors } = await core.change(TYPE, null, { name: "one", size: 3 });
    expect(state).toMatchObject({ id: "thing-1", name: "one", size: 3, revision: null });
    expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining(["size", "revision"]));
  });

  it("names what was left unknown", async () => {
    const core = await coreWith(withValues({ revision: UNKNOWN }));
    const { state, errors } = await core.change(TYPE, null, { name: "one" });
    expect(errors).toMatchObject([{ summary: "The provider left a value unknown", path: "revision" }]);
    expect(state?.revision).toBeNull();
  });

  it("is an error when there is no result at all", async () => {
    const provider = testProvider(backend);
    provider.resources.test_thing!.create = async () => {};
    const core = new Core(provider as never);
    const { errors, state } = await core.change(TYPE, null, { name: "one" });
    expect(state).toBeNull();
    expect(errors).toMatchObject([{ summary: "The provider answered no state" }]);
  });

  it("is fine where sets and blocks come in another order", async () => {
    const core = await coreWith({
      answer: (state) => ({ ...state, member: [...(state.member as Value[])].reverse() }),
    });
    const { errors } = await core.change(TYPE, null, { name: "one", member: [{ slug: "x" }, { slug: "y" }] });
    expect(errors).toEqual([]);
  });
});
