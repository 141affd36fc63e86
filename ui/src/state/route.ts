/** Addresses of screens, as they stand after the # of the page: `#/customers/C000123?q=anna`. */

export const SCREENS = [
  'start',
  'overview',
  'sources',
  'mapping',
  'quality',
  'matches',
  'conflicts',
  'customers',
  'governance',
  'workshop',
  'lists',
  'checks',
  'report',
  'history',
] as const;

export type ScreenName = (typeof SCREENS)[number];

export interface Route {
  screen: ScreenName;
  /** What of the screen: a view of Sources, a table, a pair, a customer. */
  part: string | undefined;
  /** Filters. */
  query: Readonly<Record<string, string>>;
}

export function isScreen(name: string): name is ScreenName {
  return (SCREENS as readonly string[]).includes(name);
}

/** Reads an address; whatever cannot be read leads to the start. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [screen = '', ...rest] = path.split('/').map(decode);
  const part = rest.filter(Boolean).join('/') || undefined;
  const query = Object.fromEntries(new URLSearchParams(search));
  return isScreen(screen) ? { screen, part, query } : { screen: 'start', part: undefined, query: {} };
}

/** Writes an address; what is blank is left out. */
export function writeRoute(screen: ScreenName, part?: string | number, query: Record<string, string | number | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const tail = search.size > 0 ? `?${search.toString()}` : '';
  const place = part === undefined || part === '' ? '' : `/${encodeURIComponent(String(part))}`;
  return `#/${screen}${place}${tail}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
