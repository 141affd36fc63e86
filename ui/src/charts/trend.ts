/** How a share lies in a picture from run to run: from nought up, one place a run, the oldest first. */

/** So many of so many at one run. */
export interface TrendPoint {
  found: number;
  among: number;
}

export interface TrendShape {
  /** The share at the top of the picture. */
  top: number;
  /** Where each run lies; nothing where there was nothing to have a share of. */
  dots: ({ x: number; y: number } | undefined)[];
  /** The line through them, broken where a run is not known. */
  line: string;
  /** How high the limit lies; nothing where there is none. */
  limit: number | undefined;
}

/** The box of the line, in points of the picture. */
export interface TrendBox {
  left: number;
  right: number;
  top: number;
  floor: number;
}

export function trend(points: readonly TrendPoint[], limit: number | null | undefined, box: TrendBox): TrendShape {
  const shares = points.map(({ found, among }) => (among > 0 ? Math.min(1, found / among) : undefined));
  const top = roundUp(Math.max(limit ?? 0, ...shares.map((share) => share ?? 0)));
  const x = (place: number) => (points.length < 2 ? (box.left + box.right) / 2 : box.left + (place / (points.length - 1)) * (box.right - box.left));
  const y = (share: number) => box.floor - (Math.min(share, top) / top) * (box.floor - box.top);
  const dots = shares.map((share, place) => (share === undefined ? undefined : { x: x(place), y: y(share) }));
  const line = dots.map((dot, place) => (dot ? `${dots[place - 1] ? 'L' : 'M'}${dot.x} ${dot.y}` : '')).join('');
  return { top, dots, line, limit: limit === null || limit === undefined ? undefined : y(limit) };
}

/** The next round share, so that an axis ends at 5 %, 10 % or 20 %. */
function roundUp(share: number): number {
  if (share <= 0) return 0.01;
  const power = 10 ** Math.floor(Math.log10(share) + 1e-9);
  const step = [1, 2, 5, 10].find((factor) => factor * power >= share - 1e-9) ?? 10;
  return Math.min(1, Number((step * power).toPrecision(6)));
}
