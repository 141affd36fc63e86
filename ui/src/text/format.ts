/** Numbers, times and sizes as the reader writes them. */
import { language, type Language } from './language';

const system = readersLocale(typeof navigator === 'undefined' ? '' : navigator.language);
/** The reader's own variety of the language the window speaks, Austrian or British, where the system is set to one. */
const spoken = spokenLocale(system, language);
/** Beside English words numbers stay as the system writes them; other words bring their own. */
const locale = language === 'en' ? system : spoken;
/** The few words numbers need. */
const WORDS = {
  en: { few: 'fewer than 5', and: 'and', of: 'of' },
  de: { few: 'weniger als 5', and: 'und', of: 'von' },
}[language];
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fraction = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const boxed = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false, numberingSystem: 'latn' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat(spoken, { numeric: 'auto' });

/** The reader's locale, or English where the system names none: "C" is no language. */
export function readersLocale(named: string): string {
  try {
    return Intl.getCanonicalLocales(named)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The system's locale where it is one of the language, else the language itself. */
export function spokenLocale(named: string, of: Language): string {
  return named === of || named.startsWith(`${of}-`) ? named : of;
}

/** What the core tells while presenting in place of a count from one to four. */
const FEW = 4.5;

/** A count of things; one that is hidden because it is small says so. */
export function count(number: number): string {
  if (number === FEW) return WORDS.few;
  return whole.format(number);
}

/** A measured number with what it has behind the point, two digits at most. */
export function decimal(number: number): string {
  return fraction.format(number);
}

/** Between which shares a share lies, both ends as exact as each other: "27.1 and 36.3 %", "0.0 and 4.5 %". */
export function ends(low: number, high: number): string {
  return `${tenths.format(low * 100)} ${WORDS.and} ${tenths.format(high * 100)} %`;
}

/** A number as it is written into a box: with the reader's mark for fractions and nothing between thousands. */
export function written(number: number): string {
  return boxed.format(number);
}

/**
 * A number as a person writes it, nothing where it is none. The last of two different marks is the one for
 * fractions; a single one that the reader's locale puts between thousands, with three digits behind it, is that.
 */
export function parseDecimal(text: string, between = thousandsMark()): number | undefined {
  const bare = text.replace(/[\s'’]/g, '');
  const marks = bare.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  const isSingle = marks.filter((mark) => mark === last).length === 1;
  const isThousands = marks.length === 1 && last === between && /[.,]\d{3}$/.test(bare);
  const plain = last === undefined ? bare : isSingle && !isThousands ? bare.replaceAll(last === '.' ? ',' : '.', '').replace(last, '.') : bare.replaceAll(last, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

function thousandsMark(): string | undefined {
  return fraction.formatToParts(1234567).find((part) => part.type === 'group')?.value;
}

/** A count with its word: "1 row", "1,204 rows". */
export function counted(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/**
 * A share as a whole percentage that never lies at the ends: anything short of all stays under 100,
 * anything above none stays over 0. Nothing of nothing is no share at all.
 */
export function share(part: number, all: number): string {
  if (all <= 0) return '–';
  const exact = (part / all) * 100;
  if (part > 0 && exact < 1) return '<1 %';
  if (part < all && exact > 99) return '>99 %';
  return `${Math.round(exact)} %`;
}

/** The share with what it is a share of: "83 % of 1,204 rows". */
export function shareOf(part: number, all: number, what: string): string {
  return `${share(part, all)} ${WORDS.of} ${count(all)} ${what}`;
}

/** Match weight in bits, with its sign: "+3.1", "−16.0". */
export function bits(weight: number): string {
  const size = Math.abs(weight).toFixed(1);
  if (size === '0.0') return marked(size);
  return `${weight < 0 ? '−' : '+'}${marked(size)}`;
}

/** A probability that never claims certainty: "0.97", "> 0.999". */
export function probability(value: number): string {
  if (value > 0.999) return `> ${marked('0.999')}`;
  if (value < 0.001) return `< ${marked('0.001')}`;
  return marked(value > 0.99 || value < 0.01 ? value.toFixed(3) : value.toFixed(2));
}

/** Expert numbers carry the mark for fractions of the words around them: "0.97", "0,97". */
function marked(fixed: string): string {
  return language === 'de' ? fixed.replace('.', ',') : fixed;
}

export function date(time: string): string {
  const parsed = new Date(time);
  return Number.isNaN(parsed.getTime()) ? time : day.format(parsed);
}

/** The day a file writes, whatever the zone of this computer and of the time. */
export function dayOf(time: string): string {
  return date(`${time.slice(0, 10)}T00:00:00`);
}

export function dateTime(time: string): string {
  const parsed = new Date(time);
  return Number.isNaN(parsed.getTime()) ? time : moment.format(parsed);
}

/** How long ago, in the coarsest unit that says something. */
export function since(time: string, now = Date.now()): string {
  const then = new Date(time).getTime();
  if (Number.isNaN(then)) return time;
  const seconds = Math.round((then - now) / 1000);
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return ago.format(Math.trunc(seconds / length), unit);
  }
  return ago.format(0, 'second');
}

/** A duration in words short enough for the tray: "9 s", "2 min". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** Several things in one line: "a, b and c". */
export function listed(things: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(things);
}
