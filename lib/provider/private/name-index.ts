/**
 * Which objects of an organization have a name, before another of that name is created.
 *
 * One creation asks for the one name. Many read the whole list once instead, as soon as that costs no more than the
 * questions asked so far, so that the requests of N creations grow with the pages of the list and not with N.
 */
import { MAX_PAGE_SIZE, type Page, type PageRequest, type RequestOptions } from "../../cloudsmith/index.js";

export interface NameIndexParts<T> {
  page(org: string, request: PageRequest & { query?: string }, options: RequestOptions): Promise<Page<T>>;
  list(org: string, filter: { query: string }, options: RequestOptions): Promise<readonly T[]>;
  idOf(item: T): string;
  nameOf(item: T): string;
}

/** Questions before the whole list is thought of: most runs create fewer. */
const QUESTIONS_FIRST = 4;
/** A whole list is trusted this long: someone else may create meanwhile. */
const WHOLE_LIST_MS = 60_000;
/** Names that a search term can hold without quoting, for which the API documents no form. */
const PLAIN = /^[\w-]+$/;

interface OfOrganization<T> {
  questions: number;
  pages: number;
  whole: { readonly readAt: number; readonly items: Map<string, T> } | undefined;
  reading: Promise<void> | undefined;
  /** By id, what this process wrote or (undefined) deleted: lists may lag behind. */
  readonly own: Map<string, T | undefined>;
}

export class NameIndex<T> {
  readonly #parts: NameIndexParts<T>;
  readonly #now: () => number;
  readonly #organizations = new Map<string, OfOrganization<T>>();

  constructor(parts: NameIndexParts<T>, now: () => number = () => performance.now()) {
    this.#parts = parts;
    this.#now = now;
  }

  /** All objects with exactly this name, from the whole list where that was read lately. */
  async named(org: string, name: string): Promise<readonly T[]> {
    const known = this.#of(org);
    const plain = PLAIN.test(name);
    if (!this.#isFresh(known)) {
      if (plain && known.questions < Math.max(QUESTIONS_FIRST, known.pages)) {
        return this.#ask(org, known, name);
      }
      known.reading ??= this.#readWhole(org, known, plain ? known.questions : Number.POSITIVE_INFINITY).finally(() => {
        known.reading = undefined;
      });
      await known.reading;
    }
    if (known.whole !== undefined) {
      return this.#withName(org, known.whole.items.values(), name);
    }
    return plain ? this.#ask(org, known, name) : this.named(org, name);
  }

  /** The same, asked of the API now. */
  async fresh(org: string, name: string): Promise<readonly T[]> {
    const known = this.#of(org);
    if (!PLAIN.test(name)) {
      await this.#readWhole(org, known, Number.POSITIVE_INFINITY);
      return this.#withName(org, known.whole?.items.values() ?? [], name);
    }
    return this.#withName(org, await this.#parts.list(org, { query: `name:${name}` }, {}), name);
  }

  /** What is listed under a name, or, where that is not known, the first item of the list: it may be listed. */
  async listed(org: string, name: string | undefined): Promise<readonly T[]> {
    return name === undefined ? (await this.#parts.page(org, { pageSize: 1 }, {})).items : this.fresh(org, name);
  }

  wrote(org: string, item: T): void {
    this.#of(org).own.set(this.#parts.idOf(item), item);
  }

  removed(org: string, id: string): void {
    this.#of(org).own.set(id, undefined);
  }

  /** Items of a list as they are after this process's own writes, which the list may not show yet. */
  current(org: string, items: Iterable<T>): readonly T[] {
    const { idOf } = this.#parts;
    const found = new Map<string, T>();
    for (const item of items) {
      found.set(idOf(item), item);
    }
    for (const [id, item] of this.#of(org).own) {
      if (item === undefined) {
        found.delete(id);
      } else {
        found.set(id, item);
      }
    }
    return [...found.values()];
  }

  #withName(org: string, items: Iterable<T>, name: string): readonly T[] {
    return this.current(org, items).filter((item) => this.#parts.nameOf(item) === name);
  }

  #ask(org: string, known: OfOrganization<T>, name: string): Promise<readonly T[]> {
    known.questions += 1;
    return this.fresh(org, name);
  }

  #isFresh(known: OfOrganization<T>): boolean {
    return known.whole !== undefined && this.#now() - known.whole.readAt < WHOLE_LIST_MS;
  }

  /** Reads the first page, and the others if there are not more than that. */
  async #readWhole(org: string, known: OfOrganization<T>, mostPages: number): Promise<void> {
    const read = (page: number): Promise<Page<T>> => this.#parts.page(org, { page, pageSize: MAX_PAGE_SIZE }, {});
    const readAt = this.#now();
    const first = await read(1);
    known.pages = first.pageTotal;
    known.whole = undefined;
    if (first.pageTotal > mostPages) {
      return;
    }
    const others = await Promise.all(
      Array.from({ length: Math.max(0, first.pageTotal - 1) }, (_, index) => read(index + 2)),
    );
    const items = [first, ...others].flatMap((page) => page.items);
    known.whole = { readAt, items: new Map(items.map((item) => [this.#parts.idOf(item), item])) };
  }

  #of(org: string): OfOrganization<T> {
    const known = this.#organizations.get(org);
    if (known !== undefined) {
      return known;
    }
    const fresh: OfOrganization<T> = { questions: 0, pages: 0, whole: undefined, reading: undefined, own: new Map() };
    this.#organizations.set(org, fresh);
    return fresh;
  }
}
