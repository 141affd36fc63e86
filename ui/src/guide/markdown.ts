/**
 * The few marks the guide is written with, read into parts that a page can show without writing HTML: headings,
 * paragraphs, lists, pictures; and in them bold, code and links to other pages. Anything else stays plain text.
 */

export type Words =
  | { kind: 'text' | 'strong' | 'code'; text: string }
  | { kind: 'link'; text: string; page: string; part: string | undefined };

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string; id: string }
  | { kind: 'paragraph'; words: Words[] }
  | { kind: 'list'; items: Words[][] }
  | { kind: 'steps'; start: number; items: Words[][] }
  | { kind: 'picture'; path: string; alt: string };

export interface GuidePage {
  title: string;
  blocks: Block[];
}

/** The pages of one language by their names, which all languages share. */
export type GuidePages = ReadonlyMap<string, GuidePage>;

const HEADING = /^(#{1,3}) (.+)$/;
const POINT = /^- (.+)$/;
const STEP = /^(\d+)\. (.+)$/;
const PICTURE = /^!\[([^\]]*)\]\(([^)\s]+)\)$/;
const MARK = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** A part that may go on in the next line. */
type Open = { kind: 'paragraph'; lines: string[] } | { kind: 'list'; items: string[] } | { kind: 'steps'; start: number; items: string[] };

/** Reads pages, each given by the way to its file. */
export function readPages(sources: Readonly<Record<string, string>>): GuidePages {
  return new Map(Object.entries(sources).map(([path, source]) => [path.slice(path.lastIndexOf('/') + 1, -'.md'.length), readPage(source)]));
}

export function readPage(source: string): GuidePage {
  let title = '';
  const parts: (Block | Open)[] = [];
  let open: Open | undefined;
  const begin = (part: Open): Open => {
    parts.push(part);
    return part;
  };

  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    const heading = HEADING.exec(text);
    const picture = PICTURE.exec(text);
    const point = POINT.exec(text);
    const step = STEP.exec(text);
    if (text === '') {
      open = undefined;
    } else if (heading) {
      open = undefined;
      const [, marks = '', words = ''] = heading;
      if (marks.length === 1) title = words;
      else parts.push({ kind: 'heading', level: marks.length === 2 ? 2 : 3, text: words, id: idOf(words) });
    } else if (picture) {
      open = undefined;
      parts.push({ kind: 'picture', alt: picture[1] ?? '', path: picture[2] ?? '' });
    } else if (point) {
      if (open?.kind !== 'list') open = begin({ kind: 'list', items: [] });
      goOn(open, point[1] ?? '', true);
    } else if (step) {
      if (open?.kind !== 'steps') open = begin({ kind: 'steps', start: Number(step[1]), items: [] });
      goOn(open, step[2] ?? '', true);
    } else {
      open ??= begin({ kind: 'paragraph', lines: [] });
      goOn(open, text, false);
    }
  }
  return { title, blocks: parts.map(closed) };
}

/** Adds to the part that is being read: a new item, or the next line of the last one. */
function goOn(open: Open, text: string, isNew: boolean): void {
  if (open.kind === 'paragraph') open.lines.push(text);
  else if (isNew) open.items.push(text);
  else open.items.push(`${open.items.pop() ?? ''} ${text}`);
}

function closed(part: Block | Open): Block {
  if ('lines' in part) return { kind: 'paragraph', words: wordsOf(part.lines.join(' ')) };
  if (part.kind === 'list') return { kind: 'list', items: part.items.map(itemOf) };
  if (part.kind === 'steps') return { kind: 'steps', start: part.start, items: part.items.map(itemOf) };
  return part;
}

function itemOf(item: string | Words[]): Words[] {
  return typeof item === 'string' ? wordsOf(item) : item;
}

export function wordsOf(text: string): Words[] {
  const words: Words[] = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > at) words.push({ kind: 'text', text: text.slice(at, found.index) });
    at = found.index + found[0].length;
    const [, strong, code, label, address] = found;
    if (strong !== undefined) words.push({ kind: 'strong', text: strong });
    else if (code !== undefined) words.push({ kind: 'code', text: code });
    else words.push(linkOf(label ?? '', address ?? ''));
  }
  if (at < text.length) words.push({ kind: 'text', text: text.slice(at) });
  return words;
}

function linkOf(text: string, address: string): Words {
  const [page = '', part] = address.split('#', 2);
  return { kind: 'link', text, page: page.replace(/\.md$/, ''), part };
}

/** The address of a heading within its page, as the repository's pages make it. */
export function idOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');
}
