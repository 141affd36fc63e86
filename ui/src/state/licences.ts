/** The licences of what the program is made of, gathered before the page is built. */

/** A package of somebody else. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** As its author wrote it. */
  licence: string;
  /** Its texts, by their place in {@link Shipped.texts}. */
  texts: number[];
}

export interface Shipped {
  packages: ShippedPackage[];
  texts: string[];
}

// A build made without the task that gathers them has none.
const FOUND = import.meta.glob<Shipped>('../licences/shipped.json', { import: 'default' });

/** They are large and seldom wanted, so they are fetched when they are. */
export async function shipped(): Promise<Shipped | undefined> {
  const [load] = Object.values(FOUND);
  return load?.();
}

/** The packages whose name or licence holds the words. */
export function matching(packages: readonly ShippedPackage[], words: string): ShippedPackage[] {
  const wanted = words.trim().toLowerCase();
  return packages.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted));
}
