/** Replies kept by request, dropped by tag: asking twice costs once, and nothing stale is shown. */

interface Entry {
  tags: readonly string[];
  reply: Promise<unknown>;
}

export class ReplyCache {
  #entries = new Map<string, Entry>();

  constructor(readonly limit = 200) {}

  /** The kept reply, or the one `ask` gives. A request under way is shared; a failed one is forgotten. */
  read<T>(key: string, tags: readonly string[], ask: () => Promise<T>): Promise<T> {
    const kept = this.#entries.get(key);
    if (kept) {
      // Last used goes to the end, so that the first entries are the ones to let go.
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept.reply as Promise<T>;
    }
    const reply = ask();
    const entry = { tags, reply };
    this.#entries.set(key, entry);
    reply.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    this.#letGo();
    return reply;
  }

  /** Forgets every reply made from one of the tags. */
  drop(tags: readonly string[]): void {
    for (const [key, entry] of this.#entries) {
      if (entry.tags.some((tag) => tags.includes(tag))) this.#entries.delete(key);
    }
  }

  /** Forgets every reply to one command. */
  forget(name: string): void {
    for (const key of this.#entries.keys()) {
      if (key.startsWith(`${name} `)) this.#entries.delete(key);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  #letGo(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.limit) return;
      this.#entries.delete(key);
    }
  }
}

/** The same request always gives the same key, whatever the order of its parts. */
export function requestKey(name: string, request: unknown): string {
  return `${name} ${JSON.stringify(request, (_, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )}`;
}
