/** A list read page by page from its beginning: every page that was asked for is read again when something behind it changes. */
import { untrack } from 'svelte';

import type { ApiError, CommandName, Reply, Request } from '../api';
import { ask, revisionOf } from './query.svelte';

export class Pages<K extends CommandName> {
  value = $state.raw<readonly Reply<K>[] | undefined>();
  error = $state.raw<ApiError | undefined>();
  loading = $state(false);
  #wanted = $state(1);
  #turn = 0;

  constructor(name: K, request: (page: number) => Request<K>) {
    $effect(() => {
      const asked = Array.from({ length: this.#wanted }, (_, page) => request(page));
      revisionOf(name);
      untrack(() => this.#read(name, asked));
    });
  }

  /** Reads a page more, unless one is under way. */
  more(): void {
    if (!this.loading) this.#wanted += 1;
  }

  /** Begins with the first page again: another list is asked for. */
  restart(): void {
    this.#wanted = 1;
  }

  #read(name: K, asked: readonly Request<K>[]): void {
    const turn = ++this.#turn;
    this.loading = true;
    Promise.all(asked.map((one) => ask(name, one))).then(
      (replies) => this.#settle(turn, replies, undefined),
      (error: ApiError) => this.#settle(turn, undefined, error),
    );
  }

  #settle(turn: number, replies: readonly Reply<K>[] | undefined, error: ApiError | undefined): void {
    // An answer to a question nobody asks any more.
    if (turn !== this.#turn) return;
    this.loading = false;
    this.error = error;
    if (replies !== undefined) this.value = replies;
  }
}

/** Reads a list for as long as the component lives; `request` tells how a page of it is asked for. */
export function pages<K extends CommandName>(name: K, request: (page: number) => Request<K>): Pages<K> {
  return new Pages(name, request);
}
