import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../../lib/cloudsmith/index.js";
import { PAGES_AT_ONCE, readPages } from "../../lib/cloudsmith/pagination.js";
import { clientOf, rejection } from "./support/client.js";
import { json, page, serve } from "./support/server.js";

const services = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `ci-${index}`, slug: `ci-${index}` }));

describe("a list", () => {
  it.each([0, 1, 99, 100, 101, 250, 1000])("of %i items comes whole and in order", async (count) => {
    const all = services(count);
    const server = await serve((request, response) => page(request, response, all));

    expect(await clientOf(server.url).services.list("acme")).toEqual(all);

    expect(server.received).toHaveLength(Math.max(1, Math.ceil(count / DEFAULT_PAGE_SIZE)));
  });

  it("that says it has one page although it is empty ends there", async () => {
    const server = await serve((_request, response) => json(response, 200, [], headers({ count: 0, pageTotal: 1 })));

    expect(await clientOf(server.url).services.list("acme")).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it("asks for the first page alone, then for the others at once, eight at most", async () => {
    const all = services(2_000);
    const waiting: (() => void)[] = [];
    let most = 0;
    const server = await serve((request, response, index) => {
      if (index === 0) {
        page(request, response, all);
        return;
      }
      waiting.push(() => page(request, response, all));
      most = Math.max(most, waiting.length);
      if (waiting.length === PAGES_AT_ONCE || index === 19) {
        for (const answer of waiting.splice(0).reverse()) {
          answer();
        }
      }
    });

    expect(await clientOf(server.url).services.list("acme")).toEqual(all);
    expect(most).toBe(PAGES_AT_ONCE);
  });

  it("keeps an item once that moved to the next page meanwhile", async () => {
    const all = services(150);
    const server = await serve((request, response, index) =>
      page(request, response, index === 0 ? all : [{ name: "new", slug: "new" }, ...all.slice(0, 149)]),
    );

    const found = await clientOf(server.url).services.list("acme");

    expect(new Set(found.map(({ slug }) => slug)).size).toBe(found.length);
  });

  it("is read once more when it changed meanwhile", async () => {
    const before = services(150);
    const after = before.slice(1);
    const server = await serve((request, response, index) => page(request, response, index === 0 ? before : after));

    expect(await clientOf(server.url).services.list("acme")).toEqual(after);
    expect(server.received).toHaveLength(4);
  });

  it("is read once more when its last page is gone", async () => {
    const before = services(101);
    const after = before.slice(1);
    const server = await serve((request, response, index) =>
      index === 1
        ? json(response, 404, { detail: "Invalid page." })
        : page(request, response, index === 0 ? before : after),
    );

    expect(await clientOf(server.url).services.list("acme")).toEqual(after);
  });

  it("that keeps changing is not read for ever", async () => {
    const server = await serve((_request, response, index) =>
      json(response, 200, services(1), headers({ count: 100 + index, pageTotal: 2, page: 1 + (index % 2) })),
    );

    await clientOf(server.url).services.list("acme");

    expect(server.received).toHaveLength(4);
  });

  it("whose first page is not found fails", async () => {
    const server = await serve((_request, response) => json(response, 404, { detail: "Not found." }));

    expect(await rejection(clientOf(server.url).services.list("acme"))).toMatchObject({ code: "not_found" });
  });

  it.each(["X-Pagination-Count", "X-Pagination-Page", "X-Pagination-PageTotal", "X-Pagination-PageSize"])(
    "without %s fails: it could not be told from one that was cut",
    async (name) => {
      const server = await serve((_request, response) => {
        const { [name]: _, ...others } = headers({ count: 1, pageTotal: 1 });
        json(response, 200, services(1), others);
      });

      const error = await rejection(clientOf(server.url).services.list("acme"));

      expect(error).toMatchObject({ code: "unexpected_answer" });
      expect(String(error)).toContain(name);
    },
  );

  it.each(["", "-1", "1.5", "many"])("with the page total %j fails", async (text) => {
    const server = await serve((_request, response) =>
      json(response, 200, [], { ...headers({ count: 0, pageTotal: 1 }), "X-Pagination-PageTotal": text }),
    );

    expect(await rejection(clientOf(server.url).services.list("acme"))).toMatchObject({ code: "unexpected_answer" });
  });

  it.each([
    ["always gives its first page", { count: 200, pageTotal: 2 }, 2],
    ["has more pages than items", { count: 1, pageTotal: 1_000_000_000 }, 1],
  ])("that %s fails: items would be missing", async (_name, answered, requests) => {
    const server = await serve((_request, response) => json(response, 200, services(1), headers(answered)));

    const error = await rejection(clientOf(server.url).services.list("acme"));

    expect(error).toMatchObject({ code: "unexpected_answer" });
    expect(server.received).toHaveLength(requests);
  });

  it("that is no array fails", async () => {
    const server = await serve((_request, response) =>
      json(response, 200, { results: [] }, headers({ count: 0, pageTotal: 1 })),
    );

    expect(await rejection(clientOf(server.url).oidc.list("acme"))).toMatchObject({ code: "unexpected_answer" });
  });
});

describe("any list", () => {
  it("comes whole and in order, whatever its length and the size of its pages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(300), fc.integer({ min: 1, max: 60 }), async (count, pageSize) => {
        const all = Array.from({ length: count }, (_, index) => index);
        const pageTotal = Math.ceil(count / pageSize);
        const asked: number[] = [];

        const { pages, changed } = await readPages(async (page) => {
          asked.push(page);
          await Promise.resolve();
          return { items: all.slice((page - 1) * pageSize, page * pageSize), page, pageTotal, count, pageSize };
        });

        expect(pages.flatMap(({ items }) => items)).toEqual(all);
        expect(changed).toBe(false);
        expect(asked).toEqual(Array.from({ length: Math.max(1, pageTotal) }, (_, index) => index + 1));
      }),
    );
  });
});

describe("a page", () => {
  it("tells where it is", async () => {
    const server = await serve((request, response) => page(request, response, services(25)));

    const found = await clientOf(server.url).services.page("acme", { page: 3, pageSize: 10 });

    expect(found).toEqual({ items: services(25).slice(20), page: 3, pageTotal: 3, count: 25, pageSize: 10 });
  });

  it.each([1, MAX_PAGE_SIZE])("may have the size %i", async (pageSize) => {
    const server = await serve((request, response) => page(request, response, []));

    await clientOf(server.url).services.page("acme", { pageSize });

    expect(server.received[0]!.path).toContain(`page_size=${pageSize}`);
  });

  it.each([0, MAX_PAGE_SIZE + 1, 1.5, Number.NaN])("may not have the size %d", async (pageSize) => {
    const server = await serve((request, response) => page(request, response, []));

    expect(await rejection(clientOf(server.url).services.page("acme", { pageSize }))).toMatchObject({
      code: "bad_page",
    });
    expect(server.received).toEqual([]);
  });

  it("may not have the number 0", async () => {
    const server = await serve((request, response) => page(request, response, []));

    expect(await rejection(clientOf(server.url).services.page("acme", { page: 0 }))).toMatchObject({
      code: "bad_page",
    });
  });
});

function headers({ count, pageTotal, page: number = 1 }: { count: number; pageTotal: number; page?: number }): {
  [name: string]: string;
} {
  return {
    "X-Pagination-Count": String(count),
    "X-Pagination-Page": String(number),
    "X-Pagination-PageTotal": String(pageTotal),
    "X-Pagination-PageSize": "100",
  };
}
