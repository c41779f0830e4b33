/**
 * Reads of single items served from whole lists, once that is cheaper.
 *
 * The rule is that of renting or buying skis: go on with single GETs until they have cost as many requests as the
 * whole list would, then fetch the list. It never costs more than about twice the best choice made with foresight.
 */
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type Page, type PageRequest, readPages } from "./pagination.js";
import type { RequestOptions } from "./requester.js";
import { SharedWork } from "./shared-work.js";

/** After so many single GETs the list is asked how long it is. */
export const GETS_BEFORE_ASKING = 4;

export interface SnapshotSource<Item> {
  get(id: string, options: RequestOptions): Promise<Item>;
  page(request: PageRequest, options: RequestOptions): Promise<Page<Item>>;
  /** The id that {@link get} takes. List items must be as complete as what it gives. */
  identify(item: Item): string;
}

/** Lives as long as one command: it never looks again at what it has seen. */
export class SnapshotReader<Item> {
  readonly #source: SnapshotSource<Item>;
  readonly #items = new Map<string, Item>();
  #gets = 0;
  /** Requests that the whole list takes; unknown until asked. */
  #pagesNeeded: number | undefined;
  #asking: SharedWork<void> | undefined;
  #listing: SharedWork<void> | undefined;
  #complete = false;
  #off = false;

  constructor(source: SnapshotSource<Item>) {
    this.#source = source;
  }

  /**
   * The item, from the list where that is at hand. An id that is not in the list is confirmed by a GET, so what is
   * thrown is always the API's own answer to that id.
   */
  async read(id: string, options: RequestOptions = {}): Promise<Item> {
    if (!this.#off && this.#gets >= GETS_BEFORE_ASKING) {
      await this.#prepare(id, options);
    }
    const item = this.#off ? undefined : this.#items.get(id);
    return item ?? this.#get(id, options);
  }

  /** From now on every read is a GET: something was written, so what was seen may be out of date. */
  drop(): void {
    this.#off = true;
    this.#items.clear();
  }

  #get(id: string, options: RequestOptions): Promise<Item> {
    this.#gets += 1;
    if (this.#gets === GETS_BEFORE_ASKING) {
      this.#asking = this.#share((signal) => this.#ask(signal));
    }
    return this.#source.get(id, options);
  }

  async #prepare(id: string, { signal }: RequestOptions): Promise<void> {
    if (this.#pagesNeeded === undefined && this.#asking !== undefined) {
      await this.#asking.wait(signal);
    }
    if (this.#off || this.#complete || this.#items.has(id)) {
      return;
    }
    if (this.#gets >= (this.#pagesNeeded ?? Number.POSITIVE_INFINITY)) {
      this.#listing ??= this.#share((stop) => this.#list(stop));
    }
    await this.#listing?.wait(signal);
  }

  /** The first page both tells the total and is often all there is. */
  async #ask(signal: AbortSignal): Promise<void> {
    const page = await this.#source.page({ page: 1, pageSize: DEFAULT_PAGE_SIZE }, { signal });
    this.#keep(page);
    this.#complete = page.pageTotal <= 1;
    this.#pagesNeeded = Math.ceil(page.count / MAX_PAGE_SIZE);
  }

  async #list(signal: AbortSignal): Promise<void> {
    await readPages(async (page) => {
      const found = await this.#source.page({ page, pageSize: MAX_PAGE_SIZE }, { signal });
      this.#keep(found);
      return found;
    });
    this.#complete = true;
  }

  #keep(page: Page<Item>): void {
    if (!this.#off) {
      for (const item of page.items) {
        this.#items.set(this.#source.identify(item), item);
      }
    }
  }

  /** A list that cannot be had is no reason to fail: the single GETs are still there. */
  #share(run: (signal: AbortSignal) => Promise<void>): SharedWork<void> {
    return new SharedWork((signal) => run(signal).catch(() => this.drop()));
  }
}

/** The snapshots of one client. */
export class Snapshots {
  readonly #readers = new Map<string, SnapshotReader<unknown>>();
  #on: boolean;

  constructor(on: boolean) {
    this.#on = on;
  }

  /** Reads one item of the named list, through its snapshot unless that is off or something was written. */
  read<Item>(list: string, source: SnapshotSource<Item>, id: string, options: RequestOptions): Promise<Item> {
    if (!this.#on) {
      return source.get(id, options);
    }
    const known = this.#readers.get(list) as SnapshotReader<Item> | undefined;
    const reader = known ?? new SnapshotReader(source);
    this.#readers.set(list, reader as SnapshotReader<unknown>);
    return reader.read(id, options);
  }

  /** A write may show in any list: an account's end changes settings, a team's end changes accounts. */
  drop(): void {
    this.#on = false;
    for (const reader of this.#readers.values()) {
      reader.drop();
    }
    this.#readers.clear();
  }
}
