/** What the functions among the words take, read from where they are written: what they were typed as is gone once they run. */
const SOURCES = import.meta.glob<string>('../text/en/*.ts', { query: '?raw', import: 'default', eager: true });

export type Given = string | number | boolean | null | readonly (string | number)[];

interface Taken {
  readonly name: string;
  readonly kind: string;
}

/** The parts of a list of parameters; commas within brackets part nothing. */
function parts(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let place = 0; place < list.length; place += 1) {
    const mark = list.charAt(place);
    if ('([{<'.includes(mark)) depth += 1;
    if (')]}>'.includes(mark)) depth -= 1;
    if (mark === ',' && depth === 0) {
      found.push(list.slice(from, place));
      from = place + 1;
    }
  }
  return [...found, list.slice(from)].map((part) => part.trim()).filter(Boolean);
}

/** Each list of parameters in a source, by the name of its function. */
function written(source: string): ReadonlyMap<string, readonly (readonly Taken[])[]> {
  const found = new Map<string, (readonly Taken[])[]>();
  for (const [, colon = '', equals = '', list = ''] of source.matchAll(/(?:(\w+):|const (\w+) =|function \w+) ?\(([^()]*)\)(?:: [\w ]+)? (?:=>|\{)/g)) {
    const taken = parts(list).map((part) => {
      const typed = part.lastIndexOf(': ');
      return { name: part.slice(0, typed).replace('?', ''), kind: part.slice(typed + 2) };
    });
    const name = colon || equals;
    found.set(name, [...(found.get(name) ?? []), taken]);
  }
  return found;
}

const WRITTEN = new Map(Object.entries(SOURCES).map(([path, source]) => [path.slice('../text/en/'.length, -'.ts'.length), written(source)]));

/** What may be given for a kind: each number, each yes and no, and a word that no language has. */
function choices(kind: string, numbers: readonly number[]): readonly Given[] {
  if (kind.endsWith('number[]')) return numbers.map((number) => [number, number, number]);
  if (kind.endsWith('string[]')) return [['Qq', 'Xx']];
  if (kind.startsWith('number')) return numbers;
  if (kind === 'boolean') return [true, false];
  return ['Qq'];
}

/** Everything a function may be given that takes a number; nothing where it takes none, and where it is not written there. */
export function given(path: string, length: number, numbers: readonly number[]): readonly (readonly Given[])[] | undefined {
  const [screen = ''] = path.split('.');
  const name = path.slice(path.lastIndexOf('.') + 1);
  const here = [WRITTEN.get(screen), ...WRITTEN.values()].flatMap((one) => one?.get(name) ?? []);
  const taken = here.find((one) => one.length === length);
  if (taken === undefined) return undefined;
  if (!taken.some((one) => one.kind.includes('number'))) return [];
  return taken.reduce<readonly (readonly Given[])[]>((all, one) => all.flatMap((before) => choices(one.kind, numbers).map((choice) => [...before, choice])), [[]]);
}
