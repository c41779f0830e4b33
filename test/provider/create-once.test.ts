import { describe, expect, it } from "vitest";
import { CloudsmithApiError, CloudsmithTransportError } from "../../lib/cloudsmith/index.js";
import { type Creation, createOnce } from "../../lib/provider/private/create-once.js";

const request = { method: "POST", path: "/orgs/acme/services/" };
const reset = (landed: "no" | "maybe") =>
  new CloudsmithTransportError({ code: "reset", landed, request, host: "127.0.0.1", what: "cut" });
const refused = () => new CloudsmithApiError({ status: 422, detail: "Invalid input.", landed: "no", request });

/** A list that creations add to; `answers` say what becomes of each attempt. */
function creation(answers: readonly ("ok" | "lost" | "nothing" | Error)[], overrides: Partial<Creation<string>> = {}) {
  const there: string[] = [];
  let attempts = 0;
  const work: Creation<string> = {
    what: "thing",
    post: async () => {
      const answer = answers[attempts] ?? "ok";
      attempts += 1;
      if (answer instanceof Error) {
        throw answer;
      }
      if (answer !== "nothing") {
        there.push(`thing-${attempts}`);
      }
      if (answer !== "ok") {
        throw reset("maybe");
      }
      return `thing-${attempts}`;
    },
    lookUp: async () => there,
    idOf: (item) => item,
    importIdOf: (item) => `acme.${item}`,
    before: new Set(),
    objections: async () => [],
    patience: { firstMs: 1, totalMs: 3 },
    signal: new AbortController().signal,
    ...overrides,
  };
  return { work, there, attempts: () => attempts };
}

describe("creating once", () => {
  it("takes the answer where there is one", async () => {
    const { work } = creation(["ok"]);
    expect(await createOnce(work)).toEqual({ item: "thing-1", adopted: false });
  });

  it("adopts what an attempt made whose answer was lost", async () => {
    const { work, there } = creation(["lost"]);
    expect(await createOnce(work)).toEqual({ item: "thing-1", adopted: true });
    expect(there).toEqual(["thing-1"]);
  });

  it("sends it again only after the look-up found nothing for the whole patience", async () => {
    let lookUps = 0;
    const { work, attempts } = creation(["nothing", "ok"], {
      lookUp: async () => {
        lookUps += 1;
        return [];
      },
    });
    expect(await createOnce(work)).toEqual({ item: "thing-2", adopted: false });
    expect([attempts(), lookUps]).toEqual([2, 3]);
  });

  it("gives up after four attempts with the last error", async () => {
    const { work, attempts } = creation(["nothing", "nothing", "nothing", "nothing", "ok"]);
    await expect(createOnce(work)).rejects.toThrow("cut");
    expect(attempts()).toBe(4);
  });

  it("throws what the API refused, or was never sent, at once", async () => {
    for (const error of [refused(), reset("no")]) {
      const { work, attempts } = creation([error]);
      await expect(createOnce(work)).rejects.toBe(error);
      expect(attempts()).toBe(1);
    }
  });

  it("takes a refusal of the second attempt for a sign that the first one landed late", async () => {
    const found: string[][] = [[], [], [], ["thing-1"]];
    const { work } = creation(["nothing", refused()], { lookUp: async () => found.shift() ?? ["thing-1"] });
    expect(await createOnce(work)).toEqual({ item: "thing-1", adopted: true });
  });

  it("does not take what was there before", async () => {
    const { work } = creation(["nothing", "ok"], { lookUp: async () => ["old"], before: new Set(["old"]) });
    expect(await createOnce(work)).toEqual({ item: "thing-2", adopted: false });
  });

  it("names the candidates where it cannot be told which one it made", async () => {
    const two = creation(["lost"], { lookUp: async () => ["one", "two"] });
    await expect(createOnce(two.work)).rejects.toThrow(/acme\.one\n {2}acme\.two/);
    const other = creation(["lost"], { objections: async () => ["its role is Manager"] });
    await expect(createOnce(other.work)).rejects.toThrow("acme.thing-1: its role is Manager");
  });

  it("does not send it again while it cannot be looked up", async () => {
    const { work, attempts } = creation(["lost", "ok"], { lookUp: () => Promise.reject(new Error("503")) });
    await expect(createOnce(work)).rejects.toThrow("It is not known whether the thing was created");
    expect(attempts()).toBe(1);
  });

  it("does not send it again once Terraform asked to stop", async () => {
    const { work, attempts } = creation(["nothing", "ok"], { signal: AbortSignal.abort() });
    await expect(createOnce(work)).rejects.toThrow("cut");
    expect(attempts()).toBe(1);
  });
});
