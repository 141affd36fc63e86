/** The pages of a long table that have been fetched; few are kept, the oldest go first. */
import { SvelteMap } from 'svelte/reactivity';

export interface Page<R> {
  rows: readonly R[];
  total: number;
}

export type FetchPage<R> = (offset: number, limit: number) => Promise<Page<R>>;

/** Rows asked for at once; the core gives no more than 500. */
export const PAGE_ROWS = 100;
const KEPT = 24;

export class Pages<R> {
  total = $state<number | undefined>();
  failure = $state.raw<unknown>();
  #pages = new SvelteMap<number, readonly R[]>();
  #asked = new Set<number>();

  constructor(readonly fetchPage: FetchPage<R>) {}

  row(index: number): R | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Asks for those pages that nobody asked for yet. */
  want(pages: readonly number[]): void {
    for (const page of pages) {
      if (this.#asked.has(page)) continue;
      this.#asked.add(page);
      this.fetchPage(page * PAGE_ROWS, PAGE_ROWS).then(
        (reply) => this.#keep(page, reply),
        (failure: unknown) => {
          this.#asked.delete(page);
          this.failure = failure;
        },
      );
    }
  }

  #keep(page: number, reply: Page<R>): void {
    this.#pages.set(page, reply.rows);
    this.total = reply.total;
    this.failure = undefined;
    const oldest = this.#pages.keys().next().value;
    if (this.#pages.size > KEPT && oldest !== undefined) {
      this.#pages.delete(oldest);
      this.#asked.delete(oldest);
    }
  }
}
