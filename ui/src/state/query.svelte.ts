/** What a screen reads from the core: asked again by itself when something it was made from changes. */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import { call, TAGS, type ApiError, type CommandName, type Reply, type Request } from '../api';
import { ReplyCache, requestKey } from './cache';

const cache = new ReplyCache();
const revisions = new SvelteMap<string, number>();
let steps = $state(0);

/** Something changed: replies made from these tags are old. */
export function changed(tags: readonly string[]): void {
  cache.drop(tags);
  for (const tag of tags) revisions.set(tag, (revisions.get(tag) ?? 0) + 1);
}

/** Asks once, through the cache. */
export function ask<K extends CommandName>(name: K, request: Request<K>): Promise<Reply<K>> {
  return cache.read(requestKey(name, request), TAGS[name].tags, () => call(name, request));
}

/** Forgets what was answered to this: it was read from files that may say something else by now. */
export function forget(name: CommandName): void {
  cache.forget(name);
}

/** How many steps of the history were made from this window. Only the last of them is what would be taken back. */
export function stepsMade(): number {
  return steps;
}

/** Changes the project. What it touched is asked for again, even where the core's own word comes late. */
export async function change<K extends CommandName>(name: K, request: Request<K>): Promise<Reply<K>> {
  const reply = await call(name, request);
  if (TAGS[name].tags.includes('history')) steps += 1;
  changed(TAGS[name].tags);
  return reply;
}

/** A number that grows whenever something behind this command changes. */
export function revisionOf(name: CommandName): number {
  return TAGS[name].tags.reduce((sum, tag) => sum + (revisions.get(tag) ?? 0), 0);
}

/** A reply as it arrives: the one before stays until the new one is there. */
export class Query<K extends CommandName> {
  value = $state.raw<Reply<K> | undefined>();
  error = $state.raw<ApiError | undefined>();
  /** Nothing was answered yet, good or bad. */
  waiting = $derived(this.value === undefined && this.error === undefined);
  loading = $state(false);
  #turn = 0;

  constructor(name: K, request: () => Request<K> | undefined) {
    $effect(() => {
      const asked = request();
      revisionOf(name);
      untrack(() => this.#read(name, asked));
    });
  }

  #read(name: K, asked: Request<K> | undefined): void {
    const turn = ++this.#turn;
    if (asked === undefined) {
      this.value = undefined;
      this.error = undefined;
      this.loading = false;
      return;
    }
    this.loading = true;
    ask(name, asked).then(
      (reply) => this.#settle(turn, reply, undefined),
      (error: ApiError) => this.#settle(turn, undefined, error),
    );
  }

  #settle(turn: number, reply: Reply<K> | undefined, error: ApiError | undefined): void {
    // An answer to a question nobody asks any more.
    if (turn !== this.#turn) return;
    this.loading = false;
    this.error = error;
    if (reply !== undefined) this.value = reply;
  }
}

/** Reads a command for as long as the component lives. A request of `undefined` asks nothing. */
export function query<K extends CommandName>(name: K, request: () => Request<K> | undefined): Query<K> {
  return new Query(name, request);
}
