import { describe, expect, it, type TestContext } from "vitest";
import { HttpTransport } from "../../lib/cloudsmith/index.js";
import type { Fault } from "../../lib/emulator/index.js";
import {
  DECLARED,
  DESTROYED,
  ESTATE_SEED,
  estate,
  expectedTrust,
  FIRST,
  NOTHING,
  SECOND,
  trustOf,
  WRITES,
} from "./support/estate.js";
import { tally } from "./support/tally.js";
import { World } from "./support/world.js";

/** Where answers never come; elsewhere the time-out is the real one, which no busy machine reaches. */
const ANSWER_TIMEOUT_MS = 300;

type Break = Omit<Fault, "route">;

/** Create, change and destroy everything while each kind of write breaks once, or more often. */
async function survive(fault: Break, context: TestContext): Promise<void> {
  const world = await World.start({
    seed: ESTATE_SEED,
    provider: {
      client: {
        random: () => 0,
        retry: { baseMs: 10, ceilingMs: 50 },
        transport: new HttpTransport(fault.kind === "hang" ? { answerTimeoutMs: ANSWER_TIMEOUT_MS } : {}),
      },
    },
  });
  const { emulator } = world;
  const stack = await world.stack(estate(FIRST));
  for (const version of [FIRST, SECOND]) {
    for (const route of WRITES) {
      emulator.faults.add({ ...fault, route });
    }
    await stack.apply(estate(version));
    emulator.faults.clear();
    tally(context, emulator, DECLARED);
    expect(trustOf(emulator)).toEqual(expectedTrust(version));
    expect((await stack.values("cloudsmith_service.a")).key).toBe(emulator.state.services.get("a")?.key);
    expect(await stack.changes()).toEqual([]);
  }
  for (const route of WRITES) {
    emulator.faults.add({ ...fault, route });
  }
  await stack.workspace.destroy();
  emulator.faults.clear();
  tally(context, emulator, DESTROYED);
  expect(trustOf(emulator)).toEqual(NOTHING);
}

describe("every kind of write survives", () => {
  it.for<readonly [string, Break]>([
    ["429", { kind: "status", status: 429, retryAfterSeconds: 0 }],
    ["500 before the commit", { kind: "status", status: 500 }],
    ["500 after the commit", { kind: "status", status: 500, committed: true }],
    ["502, twice", { kind: "status", status: 502, times: 2 }],
    ["503", { kind: "status", status: 503 }],
    ["504 after the commit", { kind: "status", status: 504, committed: true }],
    ["a reset before the commit", { kind: "reset-before" }],
    ["a reset after the commit", { kind: "reset-after" }],
    ["an answer cut in the middle", { kind: "truncate" }],
    ["a request that hangs without effect", { kind: "hang" }],
    ["a request that hangs after the commit", { kind: "hang", committed: true }],
    ["a page of a proxy instead of an answer", { kind: "html" }],
    ["a slow answer", { kind: "slow", delayMs: 100 }],
  ])("%s", async ([_name, fault], context) => {
    await survive(fault, context);
  });
});

describe("what is wrong for good is said clearly", () => {
  it.each<readonly [string, Break, RegExp]>([
    ["a page of HTML", { kind: "html", times: "always" }, /not JSON|no JSON|HTML/i],
    ["a redirect to another host", { kind: "redirect", times: "always" }, /redirect/i],
    ["an answer that is far too large", { kind: "huge", bytes: 40_000_000, times: "always" }, /large/i],
  ])("%s", async (_name, fault, words) => {
    const world = await World.start({ seed: ESTATE_SEED });
    const stack = await world.stack({ data: { cloudsmith_user_self: { me: {} } } });
    world.emulator.faults.add({ ...fault, route: "GET /user/self/" });
    const output = await stack.refused(undefined, "plan");
    expect(output).toMatch(words);
    expect(output).not.toContain(world.emulator.apiKey);
  });
});

describe("reads that lag behind writes", () => {
  const LAG = { ms: 700 };

  it.for([
    { name: "new objects give 404", consistency: { notFoundAfterCreate: LAG } },
    { name: "changes are not seen at once", consistency: { staleAfterUpdate: LAG } },
    { name: "deleted objects are still there", consistency: { foundAfterDelete: LAG } },
  ])("$name: nothing is lost or doubled, and the next plan is clean", async ({ consistency }, context) => {
    const world = await World.start({
      seed: ESTATE_SEED,
      settings: {
        consistency: { notFoundAfterCreate: null, staleAfterUpdate: null, foundAfterDelete: null, ...consistency },
      },
      provider: { patience: { firstMs: 50, totalMs: 4_000 } },
    });
    const stack = await world.stack(estate(FIRST));
    await stack.apply();
    expect(trustOf(world.emulator)).toEqual(expectedTrust(FIRST));
    expect(await stack.changes()).toEqual([]);
    await stack.apply(estate(SECOND));
    tally(context, world.emulator, DECLARED);
    expect(trustOf(world.emulator)).toEqual(expectedTrust(SECOND));
    expect(await stack.changes()).toEqual([]);
    await stack.workspace.destroy();
    expect(trustOf(world.emulator)).toEqual(NOTHING);
  });
});

describe("what was changed by hand meanwhile", () => {
  it("an account deleted while settings list it is made again, and listed again", async () => {
    const world = await World.start({ seed: ESTATE_SEED });
    const stack = await world.stack(estate(FIRST));
    await stack.apply();
    world.emulator.state.services.delete("a");
    world.emulator.state.teams.get("release")!.members.delete("Service:a");
    await stack.apply();
    expect(trustOf(world.emulator)).toEqual(expectedTrust(FIRST));
    expect(await stack.changes()).toEqual([]);
  });

  it("a 404 to a deletion does not count while the object is listed", async () => {
    const world = await World.start({ seed: ESTATE_SEED });
    const stack = await world.stack({
      resource: {
        ...estate(FIRST).resource,
        cloudsmith_service: {
          ...estate(FIRST).resource?.cloudsmith_service,
          words: { organization: "acme", name: "two words" },
        },
      },
    });
    await stack.apply();
    for (const route of ["DELETE /orgs/{org}/services/{service}/", "DELETE /orgs/{org}/openid-connect/{slug_perm}/"]) {
      world.emulator.faults.add({ kind: "status", status: 404, route, times: 3 });
    }
    await stack.workspace.destroy();
    expect(trustOf(world.emulator)).toEqual(NOTHING);
  });

  it("a repository deleted with its slug reserved is gone to an owner", async () => {
    const world = await World.start({ seed: ESTATE_SEED });
    const stack = await world.stack(estate(FIRST));
    await stack.apply();
    world.emulator.state.repositories.get("stage")!.deleted_at = "2026-11-23T00:00:00Z";
    expect(await stack.changes()).toEqual([
      "create cloudsmith_repository_privilege.a",
      "create cloudsmith_repository_privilege.b",
    ]);
    expect(await stack.refused()).toContain("404 Not Found");
  });
});
