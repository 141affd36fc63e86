/** Which rows of a very long table are on screen, and where they lie. Pure sums; pixels throughout. */

/** WebKit lays nothing out beyond 33,554,428 px; well below that the scroll bar stands for the rows in scale. */
export const TALLEST = 8_000_000;

/** Rows drawn above and below what can be seen, so that a fast wheel meets no gap. */
const MARGIN = 6;

export interface RowWindow {
  /** First row drawn. */
  first: number;
  /** One past the last row drawn. */
  end: number;
  /** How far down in the scroll area the first row drawn lies. */
  offset: number;
  /** Height of the scroll area. */
  height: number;
}

/** Rows drawn for a scroll position. */
export function rowWindow(total: number, rowHeight: number, viewport: number, scrollTop: number): RowWindow {
  const natural = total * rowHeight;
  const height = Math.min(natural, TALLEST);
  if (total === 0) return { first: 0, end: 0, offset: 0, height: 0 };
  const top = clamp(scrollTop, 0, Math.max(0, height - viewport));
  const position = toRows(top, natural, height, viewport);
  const firstSeen = Math.floor(position / rowHeight);
  const seen = Math.ceil(viewport / rowHeight) + 1;
  const first = Math.max(0, firstSeen - MARGIN);
  const end = Math.min(total, firstSeen + seen + MARGIN);
  // Drawn relative to the scroll position, so that rows move with the wheel even in scale.
  const offset = top - (position - first * rowHeight);
  return { first, end, offset, height };
}

/** The scroll position that shows a row wholly; the one given when it does already. */
export function scrollToShow(row: number, total: number, rowHeight: number, viewport: number, scrollTop: number): number {
  const natural = total * rowHeight;
  const height = Math.min(natural, TALLEST);
  const position = toRows(scrollTop, natural, height, viewport);
  const top = row * rowHeight;
  let wanted = position;
  if (top < position) wanted = top;
  else if (top + rowHeight > position + viewport) wanted = top + rowHeight - viewport;
  if (wanted === position) return scrollTop;
  const room = natural - viewport;
  return room <= 0 ? 0 : (wanted / room) * Math.max(0, height - viewport);
}

/** The pages of `size` rows that rows `first` to `end` lie on. */
export function pagesOf(first: number, end: number, size: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / size);
  const to = Math.floor((end - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function toRows(scrollTop: number, natural: number, height: number, viewport: number): number {
  const room = height - viewport;
  if (room <= 0) return 0;
  return (clamp(scrollTop, 0, room) / room) * (natural - viewport);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
