import { beforeEach, describe, expect, it } from "vitest";
import { type ObjectValue, UNKNOWN } from "../../../lib/terraform/index.js";
import { Backend } from "../support/backend.js";
import { Core } from "../support/core.js";
import { testProvider } from "../support/test-provider.js";

const TYPE = "test_thing";
let core: Core;
beforeEach(async () => {
  core = new Core(testProvider(new Backend()) as never);
  await core.configure();
});

/** A thing as it is in state. */
function existing(values: Record<string, unknown> = {}): ObjectValue {
  return core.shape(TYPE, { id: "thing-1", name: "one", region: "eu", revision: 1, key: "k", ...values });
}

describe("planning a creation", () => {
  it("leaves what the service decides unknown and fills defaults in", async () => {
    const { planned, replace } = await core.plan(TYPE, null, { name: "one" });
    expect(planned).toEqual(
      core.shape(TYPE, { name: "one", id: UNKNOWN, region: "eu", revision: UNKNOWN, key: UNKNOWN }),
    );
    expect(replace).toEqual([]);
  });

  it("fills defaults into blocks", async () => {
    const { planned } = await core.plan(TYPE, null, {
      name: "one",
      member: [{ slug: "x" }, { slug: "y", role: "Admin" }],
    });
    expect(planned?.member).toEqual([
      { slug: "x", role: "Member" },
      { slug: "y", role: "Admin" },
    ]);
  });

  it("passes on what is not known yet", async () => {
    const config = { name: UNKNOWN, labels: { a: UNKNOWN }, tags: UNKNOWN, member: UNKNOWN };
    expect((await core.plan(TYPE, null, config)).planned).toMatchObject(config);
  });

  it("keeps write-only values out", async () => {
    const { planned } = await core.plan(TYPE, null, { name: "one", passphrase: "open sesame" });
    expect(planned?.passphrase).toBeNull();
  });
});

describe("planning an update", () => {
  it("plans nothing where nothing changes", async () => {
    const prior = existing();
    expect((await core.plan(TYPE, prior, { name: "one" })).planned).toEqual(prior);
  });

  it("keeps what an update does not touch, and leaves the rest of the service's own unknown", async () => {
    const { planned } = await core.plan(TYPE, existing(), { name: "two" });
    expect(planned).toMatchObject({ name: "two", id: "thing-1", key: "k", revision: UNKNOWN });
  });

  it("takes a value that was missing for one that may appear", async () => {
    const { planned } = await core.plan(TYPE, existing({ key: null }), { name: "two" });
    expect(planned?.key).toEqual(UNKNOWN);
  });

  it("sees that an attribute was taken out", async () => {
    const { planned } = await core.plan(TYPE, existing({ description: "old" }), { name: "one" });
    expect(planned).toMatchObject({ description: null, revision: UNKNOWN });
  });

  it("goes back to a default where the attribute was taken out", async () => {
    const { planned } = await core.plan(TYPE, existing({ region: "us" }), { name: "one" });
    expect(planned?.region).toBe("eu");
  });

  it("tells null and empty apart", async () => {
    const { planned } = await core.plan(TYPE, existing({ labels: null }), { name: "one", labels: {} });
    expect(planned).toMatchObject({ labels: {}, revision: UNKNOWN });
  });

  it("does not take write-only values for a change", async () => {
    const prior = existing();
    expect((await core.plan(TYPE, prior, { name: "one", passphrase: "x" })).planned).toEqual(prior);
  });

  it("lets the resource change the plan", async () => {
    const { planned } = await core.plan(TYPE, existing(), { name: "one", rotate: 1 });
    expect(planned?.key).toEqual(UNKNOWN);
  });
});

describe("order that means nothing", () => {
  it("is no change in a list that says so, and the old order stays", async () => {
    const prior = existing({ tags: ["b", "a", "a"] });
    expect((await core.plan(TYPE, prior, { name: "one", tags: ["a", "b", "a"] })).planned).toEqual(prior);
  });

  it("gives way when an element comes, goes or repeats", async () => {
    for (const tags of [["a"], ["a", "b", "b"], ["a", "b", "c"], [], ["a", UNKNOWN]]) {
      const { planned } = await core.plan(TYPE, existing({ tags: ["b", "a"] }), { name: "one", tags });
      expect(planned).toMatchObject({ tags, revision: UNKNOWN });
    }
  });

  it("is no change in a set of blocks", async () => {
    const prior = existing({
      member: [
        { slug: "x", role: "Member" },
        { slug: "y", role: "Member" },
      ],
    });
    const { planned } = await core.plan(TYPE, prior, { name: "one", member: [{ slug: "y" }, { slug: "x" }] });
    expect(planned?.revision).toBe(1);
  });

  it("does not hide a default that comes back in a block", async () => {
    const prior = existing({ member: [{ slug: "x", role: "Admin" }] });
    const { planned } = await core.plan(TYPE, prior, { name: "one", member: [{ slug: "x" }] });
    expect(planned).toMatchObject({ member: [{ slug: "x", role: "Member" }], revision: UNKNOWN });
  });
});

describe("a replacement", () => {
  it("is asked for when a forcing attribute changes, also back to its default and to unknown", async () => {
    for (const [region, config] of [
      ["eu", { region: "us" }],
      ["us", {}],
      ["eu", { region: UNKNOWN }],
    ] as const) {
      const { replace } = await core.plan(TYPE, existing({ region }), { name: "one", ...config });
      expect(replace).toEqual(["region"]);
    }
  });

  it("is not asked for when it stays", async () => {
    expect((await core.plan(TYPE, existing(), { name: "two", region: "eu" })).replace).toEqual([]);
  });
});

describe("planning a destruction", () => {
  it("plans nothing to be left, and keeps the private state", async () => {
    const kept = Buffer.from('{"a":1}');
    const answer = await core.plan(TYPE, existing(), null, kept);
    expect(answer.planned).toBeNull();
    expect(Buffer.from(answer.private).toString()).toBe('{"a":1}');
  });

  it("lets the resource object", async () => {
    const provider = testProvider(new Backend());
    const thing = provider.resources.test_thing!;
    thing.modifyPlan = ({ prior, config, diagnostics }, { planned }) => {
      diagnostics.error("Not today", `${String(prior?.name)} ${String(config.name)} ${String(planned)}`);
    };
    const stubborn = new Core(provider as never);
    expect((await stubborn.plan(TYPE, existing(), null)).errors).toMatchObject([{ detail: "one null null" }]);
  });
});

describe("what a resource may add to a plan", () => {
  it("is a replacement, a value and private state", async () => {
    const provider = testProvider(new Backend());
    provider.resources.test_thing!.modifyPlan = ({ client }, response) => {
      response.requiresReplace.push("name");
      response.planned = { ...response.planned, revision: 7, size: client === undefined ? 0 : 1 };
      response.private = { planned: true };
    };
    const other = new Core(provider as never);
    const answer = await other.plan(TYPE, existing(), { name: "two", size: 0 });
    expect(answer.replace).toEqual(["name"]);
    expect(answer.planned).toMatchObject({ revision: 7, size: 0 });
    expect(Buffer.from(answer.private).toString()).toBe('{"planned":true}');
  });

  it("must fit the schema", async () => {
    const provider = testProvider(new Backend());
    provider.resources.test_thing!.modifyPlan = (_request, response) => {
      response.planned = { ...response.planned, size: "big" };
    };
    const { errors } = await new Core(provider as never).plan(TYPE, null, { name: "one" });
    expect(errors).toMatchObject([{ summary: "Value does not fit the schema", path: "size" }]);
  });
});
