import { MAX_PAGE_SIZE, type Page, type PageRequest } from "../../cloudsmith/index.js";
import type { ObjectValue } from "../../terraform/index.js";
import { reading } from "../data/values.js";
import { tryText } from "../private/values.js";

interface Pages<T> {
  page(request: PageRequest): Promise<Page<T>>;
  list(request: Pick<PageRequest, "pageSize">): Promise<readonly T[]>;
}

/** Search terms and order, as the API takes them. */
export function filterOf(config: ObjectValue): { readonly query?: string; readonly sort?: string } {
  const [query, sort] = [tryText(config, "query"), tryText(config, "sort")];
  return { ...(query === undefined ? {} : { query }), ...(sort === undefined ? {} : { sort }) };
}

/** As many items as one page can hold in one request; more by the whole list, which notices when it changes meanwhile. */
export function firstOf<T>(what: string, limit: number, { page, list }: Pages<T>): Promise<readonly T[]> {
  return reading(what, async () =>
    limit <= MAX_PAGE_SIZE
      ? (await page({ pageSize: limit })).items
      : (await list({ pageSize: MAX_PAGE_SIZE })).slice(0, limit),
  );
}
