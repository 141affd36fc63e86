/** How the bands of a flow lie: from what they come from, slot by slot, into one bar of all of them. */

export interface Source {
  label: string;
  /** How much of the whole is its own. */
  value: number;
  /** Whether nobody knows where it comes from. */
  unknown: boolean;
}

export interface Band extends Source {
  /** Where its slot begins: room for its words. */
  slot: number;
  /** Its thickness, the same at both ends. */
  thickness: number;
  /** Where it begins on the left and ends on the right, from above. */
  left: number;
  right: number;
  /** Its outline in a box 100 wide; blank where it has nothing. */
  path: string;
}

export interface Flow {
  /** The whole, of which each band is a part. */
  total: number;
  height: number;
  /** The bar they all lead to. */
  bar: { from: number; to: number };
  bands: Band[];
}

/** The least height of a slot, so that three lines of words have room. */
export const SLOT = 60;
/** What the bar takes of the height: slots lie further apart than what they hold. */
const FILLED = 0.62;
/** What is there is seen, however little it is. */
const LEAST = 1;

/**
 * Bands in the order of their sources. A slot is as high as its band needs, at least `SLOT`, and what a slot
 * does not fill stays blank around its band; on the right the bands lie upon each other without gaps.
 */
export function flow(sources: readonly Source[]): Flow {
  const total = sources.reduce((sum, one) => sum + one.value, 0);
  const room = sources.length * SLOT * FILLED;
  const thick = (value: number) => (total > 0 && value > 0 ? Math.max((value / total) * room, LEAST) : 0);
  const slots = sources.map((one) => Math.max(SLOT, thick(one.value) + 8));
  const height = slots.reduce((sum, one) => sum + one, 0);
  const filled = sources.reduce((sum, one) => sum + thick(one.value), 0);
  const from = (height - filled) / 2;
  let slot = 0;
  let right = from;
  const bands = sources.map((one, index): Band => {
    const thickness = thick(one.value);
    const own = slots[index] ?? SLOT;
    const left = slot + (own - thickness) / 2;
    const band = { ...one, slot, thickness, left, right, path: ribbon(left, right, thickness) };
    slot += own;
    right += thickness;
    return band;
  });
  return { total, height, bar: { from, to: from + filled }, bands };
}

/** From one side of the box to the other, level where it begins and ends. */
function ribbon(left: number, right: number, thickness: number): string {
  if (thickness === 0) return '';
  const curve = (from: number, to: number, end: number) => `C50 ${rounded(from)} 50 ${rounded(to)} ${end} ${rounded(to)}`;
  return `M0 ${rounded(left)}${curve(left, right, 100)}V${rounded(right + thickness)}${curve(right + thickness, left + thickness, 0)}Z`;
}

function rounded(place: number): number {
  return Math.round(place * 100) / 100;
}
