import { describe, expect, it } from "vitest";
import { CloudsmithApiError } from "../../lib/cloudsmith/index.js";
import type { ProviderClient } from "../../lib/provider/index.js";
import { ownWrite, readUnlagged } from "../../lib/provider/private/own-write.js";

const client = { patience: { firstMs: 1, totalMs: 60_000 } } as ProviderClient;
const notFound = () =>
  new CloudsmithApiError({ status: 404, detail: "Not found.", landed: "no", request: { method: "GET", path: "/" } });

/** Reads give these, one after the other; the last one for ever. */
async function read(kept: ReturnType<typeof ownWrite>, ...answers: readonly (string | Error)[]) {
  let reads = 0;
  const next = async (): Promise<string> => {
    const answer = answers[Math.min(reads, answers.length - 1)];
    reads += 1;
    if (answer instanceof Error) {
      throw answer;
    }
    return answer ?? "";
  };
  const { signal } = new AbortController();
  const value = await readUnlagged({ client, signal, kept, read: next, again: next, valuesOf: (seen) => seen }).catch(
    (error: unknown) => error,
  );
  return { value, reads };
}

describe("a read soon after an own write", () => {
  it("is repeated while it shows what was there before", async () => {
    expect(await read(ownWrite("old", "new"), "old", "old", "new")).toEqual({ value: "new", reads: 3 });
    expect(await read(ownWrite(undefined, "new"), notFound(), "new")).toEqual({ value: "new", reads: 2 });
  });

  it("is taken at once where it shows anything else: someone changed it", async () => {
    expect(await read(ownWrite("old", "new"), "by hand")).toEqual({ value: "by hand", reads: 1 });
    const { value, reads } = await read(ownWrite("old", "new"), notFound());
    expect([value, reads]).toEqual([expect.any(CloudsmithApiError), 1]);
  });

  it("is taken at once where the write changed nothing, was long ago, or there was none", async () => {
    expect((await read(ownWrite("same", "same"), "same")).reads).toBe(1);
    expect((await read({ ...ownWrite("old", "new"), wrote_at: Date.now() - 60_001 }, "old")).reads).toBe(1);
    expect((await read({ ...ownWrite("old", "new"), wrote_at: Date.now() + 60_000 }, "old")).reads).toBe(1);
    expect((await read({}, "old")).reads).toBe(1);
    expect((await read({}, notFound())).reads).toBe(1);
  });

  it("fails with what the API said where that is no 404", async () => {
    const { value, reads } = await read(ownWrite(undefined, "new"), new Error("503"));
    expect([value, reads]).toEqual([expect.objectContaining({ message: "503" }), 1]);
  });
});
