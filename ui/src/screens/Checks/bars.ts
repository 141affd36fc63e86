/** How the lines of a picture lie between 0 and 100. */
import type { CheckPicture } from '../../api';

export interface Bar {
  label: string;
  /** The number beside it: the step of a bridge, else the first that is known; nothing where none is. */
  value: number | null;
  /** Where it begins and how wide it is, of 100. */
  from: number;
  width: number;
  /** Where the part of the whole ends; nothing where there is none. */
  part: number | undefined;
  unexplained: boolean;
  /** What came of it where it is a test; blank otherwise. */
  verdict: string;
}

export function bars(picture: CheckPicture): Bar[] {
  const last = (values: readonly (number | null)[]) => values.findLast((one) => one !== null) ?? 0;
  const largest = Math.max(1, ...picture.lines.map((line) => (picture.kind === 'bridge' ? Math.max(line.values[1] ?? 0, (line.values[1] ?? 0) - (line.values[0] ?? 0)) : Math.max(line.values[0] ?? 0, last(line.values)))));
  const ends = picture.lines.length - 1;
  return picture.lines.map((line, index) => {
    const { label, unexplained, verdict } = line;
    if (picture.kind === 'bridge') {
      const [step, reached] = [line.values[0] ?? 0, line.values[1] ?? 0];
      const isEnd = index === 0 || index === ends;
      const before = isEnd ? 0 : reached - step;
      return { label, value: step, from: (Math.min(before, reached) / largest) * 100, width: (Math.abs(reached - before) / largest) * 100, part: undefined, unexplained, verdict };
    }
    if (picture.kind === 'bars') {
      // What is not known is neither nought nor a part of anything.
      const [part] = line.values;
      const known = line.values.find((one) => one !== null) ?? null;
      return { label, value: known, from: 0, width: (last(line.values) / largest) * 100, part: typeof part === 'number' ? (part / largest) * 100 : undefined, unexplained, verdict };
    }
    const value = line.values[0] ?? 0;
    return { label, value, from: 0, width: (value / largest) * 100, part: undefined, unexplained, verdict };
  });
}
