import { describe, expect, it } from 'vitest';

import type { ConnectionView } from '../../../api';
import { MARKS } from '../../../testing/fakeCore';
import { lines, places } from './mapLayout';

const [shop, crm, mail] = MARKS as [(typeof MARKS)[0], (typeof MARKS)[0], (typeof MARKS)[0]];
const connection = (number: number, from: typeof shop, to: typeof shop): ConnectionView => ({ connection: number, from, to, two_way: false, how: 'by_hand', how_label: 'By hand', consent: '', owner: '', note: '', contradictions: [] });

describe('the connection map', () => {
  it('places each system once and within its square', () => {
    const at = places([connection(1, shop, crm), connection(2, crm, mail)], 200, 20);
    expect(at.map((one) => one.mark.source)).toEqual([shop.source, crm.source, mail.source]);
    for (const { x, y } of at) expect(Math.min(x, y) >= 20 && Math.max(x, y) <= 180).toBe(true);
  });

  it('draws lines that stop short of the marks, and two of the same pair apart', () => {
    const all = [connection(1, shop, crm), connection(2, crm, shop)];
    const at = places(all, 200, 20);
    const [there, back] = lines(all, at, 15);
    if (!there || !back) throw new Error('a line is missing');
    expect(Math.hypot(there.x1 - (at[0]?.x ?? 0), there.y1 - (at[0]?.y ?? 0))).toBeCloseTo(15);
    expect(Math.hypot(there.x1 - back.x2, there.y1 - back.y2)).toBeCloseTo(9);
  });

  it('is blank without connections', () => {
    expect(lines([], places([], 200, 20), 15)).toEqual([]);
  });
});
