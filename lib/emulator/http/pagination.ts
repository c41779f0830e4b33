import type { Call } from "./call.js";
import { invalid, notFound, ok, type Reply } from "./reply.js";

/** Source: the API's introduction, section on pagination. */
const PAGE_SIZE = 30;
const PAGE_SIZE_MAX = 500;

/**
 * One page of a list as a bare array, with `X-Pagination-*` (also for an empty list, which clients insist on) and
 * `Link`. `render` runs for the items of this page only.
 */
export function paginate<T>(call: Call, items: readonly T[], render: (item: T) => unknown): Reply {
  const { assumptions } = call.world;
  let size = positive(call.query.get("page_size")) ?? PAGE_SIZE;
  if (size > PAGE_SIZE_MAX) {
    if (assumptions["page-size-over-limit"] === "refused") {
      throw invalid({ page_size: [`Ensure this value is less than or equal to ${PAGE_SIZE_MAX}.`] });
    }
    size = PAGE_SIZE_MAX;
  }
  const page = positive(call.query.get("page")) ?? 1;
  const last = Math.max(Math.ceil(items.length / size), 1);
  if (page > last && assumptions["page-beyond-last"] === "404") {
    throw notFound();
  }
  const total = items.length === 0 ? Number(assumptions["empty-list-page-total"]) : last;
  const links = linksOf(call, { page, size, last });
  return ok(items.slice((page - 1) * size, page * size).map(render), {
    "X-Pagination-Count": String(items.length),
    "X-Pagination-Page": String(page),
    "X-Pagination-PageTotal": String(total),
    "X-Pagination-PageSize": String(size),
    ...(links === "" ? {} : { Link: links }),
  });
}

function positive(text: string | null): number | undefined {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : undefined;
}

function linksOf(call: Call, at: { page: number; size: number; last: number }): string {
  const link = (rel: string, page: number): string => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(page));
    query.set("page_size", String(at.size));
    return `<${call.world.url()}${call.path}?${query}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (at.last > 1) {
    links.push(link("first", 1));
  }
  if (at.page > 1) {
    links.push(link("prev", Math.min(at.page - 1, at.last)));
  }
  if (at.page < at.last) {
    links.push(link("next", at.page + 1));
  }
  if (at.last > 1) {
    links.push(link("last", at.last));
  }
  return links.join(", ");
}
