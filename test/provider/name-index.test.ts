import { describe, expect, it } from "vitest";
import { NameIndex } from "../../lib/provider/private/name-index.js";

interface Item {
  readonly id: string;
  readonly name: string;
}

/** Counts what is asked of a list of so many items. */
function listOf(items: Item[], now: () => number = () => 0) {
  const asked = { questions: 0, pages: 0 };
  const index = new NameIndex<Item>(
    {
      list: async (_org, { query }) => {
        asked.questions += 1;
        return items.filter(({ name }) => name.includes(query.replace("name:", "")));
      },
      page: async (_org, { page = 1, pageSize = 100 }) => {
        asked.pages += 1;
        const pageTotal = Math.max(1, Math.ceil(items.length / pageSize));
        const shown = items.slice((page - 1) * pageSize, page * pageSize);
        return { items: shown, page, pageTotal, count: items.length, pageSize };
      },
      idOf: ({ id }) => id,
      nameOf: ({ name }) => name,
    },
    now,
  );
  return { index, asked, items };
}

const many = (count: number): Item[] => Array.from({ length: count }, (_, n) => ({ id: `i${n}`, name: `n${n}` }));

describe("the index of names", () => {
  it("asks for one name, and takes only what has exactly that name", async () => {
    const { index, asked } = listOf(many(20));
    expect(await index.named("acme", "n1")).toEqual([{ id: "i1", name: "n1" }]);
    expect(asked).toEqual({ questions: 1, pages: 0 });
  });

  it("reads the whole list after four questions, where it is one page", async () => {
    const { index, asked } = listOf(many(500));
    for (let n = 0; n < 50; n += 1) {
      expect(await index.named("acme", `n${n}`)).toHaveLength(1);
    }
    expect(asked).toEqual({ questions: 4, pages: 1 });
  });

  it("goes on asking while the list is longer than the questions so far", async () => {
    const { index, asked } = listOf(many(3_001));
    for (let n = 0; n < 50; n += 1) {
      expect(await index.named("acme", `n${n}`)).toHaveLength(1);
    }
    expect(asked.questions).toBe(7);
    expect(asked.pages).toBe(1 + 7);
  });

  it("reads the list once for many that ask at the same time", async () => {
    const { index, asked } = listOf(many(100));
    await Promise.all(Array.from({ length: 30 }, (_, n) => index.named("acme", `n${n}`)));
    expect(asked).toEqual({ questions: 4, pages: 1 });
  });

  it("reads the whole list for a name that a query cannot hold", async () => {
    const { index, asked } = listOf([...many(600), { id: "x", name: "CI App" }]);
    expect(await index.named("acme", "CI App")).toEqual([{ id: "x", name: "CI App" }]);
    expect(asked).toEqual({ questions: 0, pages: 2 });
  });

  it("knows what this process wrote and removed before the list does", async () => {
    const { index } = listOf(many(10));
    index.wrote("acme", { id: "new", name: "n1" });
    index.removed("acme", "i1");
    expect(await index.named("acme", "n1")).toEqual([{ id: "new", name: "n1" }]);
  });

  it("reads the list again after a minute, since someone else may create", async () => {
    let now = 0;
    const { index, items } = listOf(many(10), () => now);
    for (let n = 0; n < 6; n += 1) {
      await index.named("acme", `n${n}`);
    }
    items.push({ id: "late", name: "late" });
    now = 59_999;
    expect(await index.named("acme", "late")).toEqual([]);
    now = 60_000;
    expect(await index.named("acme", "late")).toHaveLength(1);
  });

  it("finds what is listed under a name, also one that no search term can hold, anywhere in the list", async () => {
    const spaced = { id: "i-spaced", name: "of two words" };
    const { index } = listOf([...many(600), spaced]);
    expect(await index.listed("acme", "of two words")).toEqual([spaced]);
    expect(await index.listed("acme", "n1")).toEqual([{ id: "i1", name: "n1" }]);
    expect(await index.listed("acme", undefined)).toHaveLength(1);
  });
});
