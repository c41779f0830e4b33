import { describe, expect, it } from "vitest";
import { SharedWork } from "../../lib/cloudsmith/index.js";
import { rejection } from "./support/client.js";

/** Work that ends when the test says so. */
function work(onEnd?: () => void) {
  let finish: (value: string) => void = () => undefined;
  let signal: AbortSignal | undefined;
  const shared = new SharedWork((stop) => {
    signal = stop;
    return new Promise<string>((resolve) => {
      finish = resolve;
    });
  }, onEnd);
  return { shared, finish: (value: string) => finish(value), stopped: () => signal?.aborted };
}

describe("shared work", () => {
  it("gives all who wait the same result", async () => {
    const { shared, finish } = work();
    const waiting = [shared.wait(), shared.wait()];

    finish("done");

    expect(await Promise.all(waiting)).toEqual(["done", "done"]);
  });

  it("gives all who wait the same failure", async () => {
    const shared = new SharedWork(async () => {
      throw new Error("no");
    });

    expect(await rejection(shared.wait())).toBe(await rejection(shared.wait()));
  });

  it("goes on while one still waits", async () => {
    const { shared, finish, stopped } = work();
    const stop = new AbortController();
    const first = rejection(shared.wait(stop.signal));
    const second = shared.wait();

    stop.abort("enough");

    expect(await first).toBe("enough");
    expect(stopped()).toBe(false);
    finish("done");
    expect(await second).toBe("done");
  });

  it("is given up, and says so, when nobody waits any more", async () => {
    let ended = 0;
    const { shared, stopped, finish } = work(() => {
      ended += 1;
    });
    const stop = new AbortController();
    const only = rejection(shared.wait(stop.signal));

    stop.abort("enough");

    await only;
    expect(stopped()).toBe(true);
    expect(ended).toBe(1);
    finish("too late");
    expect(ended).toBe(1);
  });
});
