/** How the lines of a picture lie between 0 and 100. */
import type { CheckPicture, Figure } from '../../api';

export interface Bar {
  label: string;
  /** The number beside it: the step of a bridge, else the first that is known; nothing where none is. */
  value: number | null;
  /** Where it begins and how wide it is, of 100. */
  from: number;
  width: number;
  /** Where the part of the whole ends; nothing where there is none. */
  part: number | undefined;
  /** Where nought lies, where some values are below it. */
  zero?: number | undefined;
  unexplained: boolean;
  /** What came of it where it is a test; blank otherwise. */
  verdict: string;
  /** The people it counts, where they can be asked for. */
  figure: Figure | null;
}

export function bars(picture: CheckPicture): Bar[] {
  const last = (values: readonly (number | null)[]) => values.findLast((one) => one !== null) ?? 0;
  const largest = Math.max(1, ...picture.lines.map((line) => (picture.kind === 'bridge' ? Math.max(line.values[1] ?? 0, (line.values[1] ?? 0) - (line.values[0] ?? 0)) : Math.max(line.values[0] ?? 0, last(line.values)))));
  const ends = picture.lines.length - 1;
  if (picture.kind === 'shares') return shares(picture);
  return picture.lines.map((line, index) => {
    const { label, unexplained, verdict, figure } = line;
    if (picture.kind === 'bridge') {
      const [step, reached] = [line.values[0] ?? 0, line.values[1] ?? 0];
      const isEnd = index === 0 || index === ends;
      const before = isEnd ? 0 : reached - step;
      return { label, value: step, from: (Math.min(before, reached) / largest) * 100, width: (Math.abs(reached - before) / largest) * 100, part: undefined, unexplained, verdict, figure };
    }
    if (picture.kind === 'bars') {
      // What is not known is neither nought nor a part of anything.
      const [part] = line.values;
      const known = line.values.find((one) => one !== null) ?? null;
      return { label, value: known, from: 0, width: (last(line.values) / largest) * 100, part: typeof part === 'number' ? (part / largest) * 100 : undefined, unexplained, verdict, figure };
    }
    const value = line.values[0] ?? 0;
    return { label, value, from: 0, width: (value / largest) * 100, part: undefined, unexplained, verdict, figure };
  });
}

/** Gains to the right of nought and losses to the left of it, each from nought on. */
function shares(picture: CheckPicture): Bar[] {
  const values = picture.lines.map((line) => line.values[0] ?? null);
  const low = Math.min(0, ...values.map((value) => value ?? 0));
  const span = Math.max(0, ...values.map((value) => value ?? 0)) - low || 1;
  const zero = low < 0 ? (-low / span) * 100 : undefined;
  return picture.lines.map(({ label, unexplained, verdict, figure }, index) => {
    const value = values[index] ?? null;
    return { label, value, from: ((Math.min(0, value ?? 0) - low) / span) * 100, width: (Math.abs(value ?? 0) / span) * 100, part: undefined, zero, unexplained, verdict, figure };
  });
}
