/**
 * Lists come in pages: a bare array in the body, and where one is in four headers.
 *
 * Source: https://docs.cloudsmith.com/api
 */
import { CloudsmithUsageError, isNotFound, type RequestLine } from "./errors.js";
import { unexpectedShape } from "./private/answer.js";
import type { ApiAnswer, Query, Requester, RequestOptions } from "./requester.js";

/** The API gives 30 unless asked; 100 is what the official provider asks for. */
export const DEFAULT_PAGE_SIZE = 100;
/** The documented maximum, https://docs.cloudsmith.com/api. What happens above it is not documented. */
export const MAX_PAGE_SIZE = 500;
/** Pages under way at once, after the first. */
export const PAGES_AT_ONCE = 8;

export interface PageRequest {
  /** From 1. @default - 1 */
  readonly page?: number | undefined;
  /** 1..500. @default - 100 */
  readonly pageSize?: number | undefined;
}

export interface ListOptions extends RequestOptions {
  /** Items a page, 1..500. @default - 100 */
  readonly pageSize?: number | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  /** 0 or 1 for an empty list. */
  readonly pageTotal: number;
  /** Items on all pages together. */
  readonly count: number;
  readonly pageSize: number;
}

export interface ListCall<Item> {
  readonly path: string;
  readonly query?: Query;
  /** A name that no two items share: an item that moved to the next page meanwhile is kept once. */
  readonly identify: (item: Item) => unknown;
}

/**
 * One page.
 *
 * @throws CloudsmithUsageError `bad_page` for a page below 1 or a size outside 1..500
 * @throws CloudsmithApiError `unexpected_answer` where the body is no array, a pagination header is missing, or it is
 * another page than the one asked for
 */
export async function fetchPage<Item>(
  requester: Requester,
  call: ListCall<Item>,
  { page = 1, pageSize = DEFAULT_PAGE_SIZE }: PageRequest,
  options: RequestOptions,
): Promise<Page<Item>> {
  check("page", page, Number.MAX_SAFE_INTEGER);
  check("page size", pageSize, MAX_PAGE_SIZE);
  const query = { ...call.query, page, page_size: pageSize };
  const answer = await requester.request({ method: "GET", path: call.path, query }, options);
  const request = { method: "GET", path: call.path } as const;
  const found = readPage<Item>(answer, request);
  // Something on the way that always gives the same page would make a list of pieces, each item not in it "deleted".
  if (found.page !== page || found.pageTotal > Math.max(1, found.count)) {
    const what = `page ${page} was asked for, and page ${found.page} of ${found.pageTotal} with ${found.count} items in all came`;
    throw unexpectedShape(what, answer.status, request);
  }
  return found;
}

/**
 * All pages: the first tells how many there are, the others follow up to eight at once, in their order. If the list
 * turns out to change meanwhile it is read once more; what changes then shows in the next reading.
 */
export async function fetchAll<Item>(
  requester: Requester,
  call: ListCall<Item>,
  options: RequestOptions,
  pageSize: number = DEFAULT_PAGE_SIZE,
): Promise<Item[]> {
  const read = (page: number): Promise<Page<Item>> => fetchPage(requester, call, { page, pageSize }, options);
  const once = await readPages(read);
  const { pages } = once.changed ? await readPages(read) : once;
  return unique(pages, call.identify);
}

/** Reads page 1, then the others. `changed` tells that the pages do not speak of the same list. */
export async function readPages<Item>(
  read: (page: number) => Promise<Page<Item>>,
): Promise<{ pages: readonly Page<Item>[]; changed: boolean }> {
  const first = await read(1);
  const rest = await readRest(read, first.pageTotal);
  const pages = [first, ...rest.filter((page) => page !== undefined)];
  return { pages, changed: rest.includes(undefined) || pages.some((page) => page.count !== first.count) };
}

/** Pages 2 to the total, in order; undefined for one that is gone because the list became shorter. */
export async function readRest<Item>(
  read: (page: number) => Promise<Page<Item>>,
  pageTotal: number,
): Promise<(Page<Item> | undefined)[]> {
  const found: (Page<Item> | undefined)[] = new Array(Math.max(0, pageTotal - 1)).fill(undefined);
  let next = 2;
  const worker = async (): Promise<void> => {
    while (next <= pageTotal) {
      const page = next;
      next += 1;
      found[page - 2] = await unlessGone(read(page));
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  return found;
}

async function unlessGone<Item>(page: Promise<Page<Item>>): Promise<Page<Item> | undefined> {
  try {
    return await page;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

function unique<Item>(pages: readonly Page<Item>[], identify: (item: Item) => unknown): Item[] {
  const items = new Map<unknown, Item>();
  for (const item of pages.flatMap((page) => page.items)) {
    const name = identify(item);
    if (!items.has(name)) {
      items.set(name, item);
    }
  }
  return [...items.values()];
}

function readPage<Item>(answer: ApiAnswer, request: RequestLine): Page<Item> {
  if (!Array.isArray(answer.json)) {
    throw unexpectedShape("a list was expected, and the body is none", answer.status, request);
  }
  return {
    items: answer.json,
    page: header(answer, request, "X-Pagination-Page"),
    pageTotal: header(answer, request, "X-Pagination-PageTotal"),
    count: header(answer, request, "X-Pagination-Count"),
    pageSize: header(answer, request, "X-Pagination-PageSize"),
  };
}

/** A list without them cannot be told from one that is cut: a missing account would count as deleted. */
function header(answer: ApiAnswer, request: RequestLine, name: string): number {
  const text = answer.headers[name.toLowerCase()];
  if (text === undefined || !/^\d+$/.test(text.trim())) {
    const found = text === undefined ? "is missing" : "is no number";
    throw unexpectedShape(`the header ${name} of a list ${found}`, answer.status, request);
  }
  return Number(text);
}

function check(what: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new CloudsmithUsageError("bad_page", `The ${what} ${value} must be a whole number from 1 to ${most}.`);
  }
}
