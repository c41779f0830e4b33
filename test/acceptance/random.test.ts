import { describe, expect, it } from "vitest";
import { type HttpAnswer, type HttpRequest, HttpTransport } from "../../lib/cloudsmith/index.js";
import type { Fault } from "../../lib/emulator/index.js";
import {
  DECLARED,
  DESTROYED,
  ESTATE_SEED,
  estate,
  expectedTrust,
  NOTHING,
  trustOf,
  type Version,
  WRITES,
} from "./support/estate.js";
import { tally } from "./support/tally.js";
import { World } from "./support/world.js";

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const READS = [
  "GET /user/self/",
  "GET /orgs/{org}/services/",
  "GET /orgs/{org}/services/{service}/",
  "GET /orgs/{org}/openid-connect/",
  "GET /orgs/{org}/openid-connect/{slug_perm}/",
  "GET /repos/{owner}/{identifier}/privileges",
] as const;

const BREAKS: readonly Omit<Fault, "route">[] = [
  { kind: "status", status: 500 },
  { kind: "status", status: 502, committed: true },
  { kind: "status", status: 503, times: 2 },
  { kind: "status", status: 504, committed: true },
  { kind: "reset-before" },
  { kind: "reset-after" },
  { kind: "truncate" },
  { kind: "hang" },
  { kind: "stale" },
  { kind: "html" },
  { kind: "slow", delayMs: 50 },
  { kind: "status", status: 401 },
  { kind: "status", status: 403 },
  { kind: "status", status: 404 },
  { kind: "status", status: 409 },
  { kind: "status", status: 422 },
  { kind: "redirect" },
  { kind: "html", status: 200, committed: true },
];

/** Gives up in 200 ms while answers may never come, and has all the time that there is once they do. */
class Patience extends HttpTransport {
  readonly #hasty = new HttpTransport({ answerTimeoutMs: 200 });
  hurry = false;

  override send(request: HttpRequest): Promise<HttpAnswer> {
    return this.hurry ? this.#hasty.send(request) : super.send(request);
  }

  override close(): void {
    this.#hasty.close();
    super.close();
  }
}

const STEPS = 3;
/** `RANDOM_SEED=7,8 npx vitest run test/acceptance/random` repeats those runs. */
const SEEDS = (process.env.RANDOM_SEED ?? "1,2,3,4").split(",").map(Number);

describe("random changes with random faults end as configured", () => {
  it.for(SEEDS)("seed %d", async (seed, context) => {
    const random = randomOf(seed);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const transport = new Patience();
    const world = await World.start({
      seed: ESTATE_SEED,
      provider: { client: { retry: { baseMs: 5, ceilingMs: 20 }, transport } },
    });
    const { emulator } = world;
    const breakSome = (): void => {
      transport.hurry = true;
      for (const route of [...WRITES, ...READS]) {
        if (random() < 0.4) {
          emulator.faults.add({ ...pick(BREAKS), route, nth: 1 + Math.floor(random() * 3) });
        }
      }
    };
    const mend = (): void => {
      emulator.faults.clear();
      transport.hurry = false;
    };
    const stack = await world.stack({});
    let rotation = 0;
    for (let step = 0; step < STEPS; step += 1) {
      rotation += Math.floor(random() * 2);
      const version: Version = {
        level: pick(["Read", "Write", "Admin"]),
        description: pick(["one", "two", null]),
        team: pick(["release", "audit", null]),
        ref: pick(["refs/heads/main", "refs/tags/.*"]),
        mapped: random() < 0.5,
        rotation,
      };
      breakSome();
      stack.write(estate(version));
      await stack.run("apply", "-auto-approve");
      mend();
      await stack.apply();
      tally(context, emulator, DECLARED);
      expect(trustOf(emulator), `seed ${seed}, step ${step}`).toEqual(expectedTrust(version));
      expect((await stack.values("cloudsmith_service.a")).key).toBe(emulator.state.services.get("a")?.key);
      expect(await stack.changes(), `seed ${seed}, step ${step}`).toEqual([]);
    }
    breakSome();
    await stack.run("destroy", "-auto-approve");
    mend();
    await stack.workspace.destroy();
    tally(context, emulator, DESTROYED);
    expect(trustOf(emulator), `seed ${seed}`).toEqual(NOTHING);
  });
});
