import type { Call } from "../../http/call.js";
import { ok, type Reply } from "../../http/reply.js";

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;

/** One page of a list as GitHub gives it: a bare array, or an object with `total_count`, and a `Link` header. */
export function githubPage<T>(call: Call, items: readonly T[], render: (item: T) => unknown, name?: string): Reply {
  const size = Math.min(positive(call.query.get("per_page"), PER_PAGE), PER_PAGE_MAX);
  const page = positive(call.query.get("page"), 1);
  const rows = items.slice((page - 1) * size, page * size).map(render);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (rel: string, number: number): string => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(number));
    return `<${call.world.url()}${call.path}?${query}>; rel="${rel}"`;
  };
  const links = page < last ? [link("next", page + 1), link("last", last)] : [];
  return ok(
    name === undefined ? rows : { total_count: items.length, [name]: rows },
    links.length > 0 ? { Link: links.join(", ") } : undefined,
  );
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
