/** Weeks laid out as a calendar: a line a month, each week under the month its first day is in. */

export interface CalendarWeek {
  /** Its first day, `YYYY-MM-DD`. */
  day: string;
  /** Where it stands among what was given; nothing where it is not among it. */
  place: number | undefined;
}

export interface CalendarMonth {
  /** `YYYY-MM`. */
  month: string;
  /** Weeks that begin in it, by their place in it; nothing before the first and after the last one given. */
  weeks: (CalendarWeek | undefined)[];
}

/** So many weeks can begin in one month. */
export const WEEKS_OF_MONTH = 5;
const WEEK = 7 * 86_400_000;
/** A calendar of more weeks than ten years have shows nothing any more. */
const MOST = 530;

/** The calendar of weeks that begin on these days; nothing where they are no days, or not whole weeks apart. */
export function calendar(days: readonly string[]): CalendarMonth[] | undefined {
  const times = days.map(timeOf);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const isOfWeeks = times.length > 0 && times.every((time) => (time - first) % WEEK === 0);
  if (!isOfWeeks || (last - first) / WEEK >= MOST) return undefined;
  const months: CalendarMonth[] = [];
  for (let time = first; time <= last; time += WEEK) {
    const day = new Date(time).toISOString().slice(0, 10);
    let month = months.at(-1);
    if (month?.month !== day.slice(0, 7)) {
      month = { month: day.slice(0, 7), weeks: Array.from<CalendarWeek | undefined>({ length: WEEKS_OF_MONTH }) };
      months.push(month);
    }
    const place = times.indexOf(time);
    month.weeks[Math.floor((Number(day.slice(8)) - 1) / 7)] = { day, place: place < 0 ? undefined : place };
  }
  return months;
}

/** Midnight of a day, whatever the zone of this computer; no number where it is no day. */
function timeOf(day: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
}
