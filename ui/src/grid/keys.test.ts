import { expect, it } from 'vitest';

import { moveIn } from './keys';

const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });

it.each([
  ['ArrowDown', false, { row: 6, column: 2 }],
  ['ArrowUp', false, { row: 4, column: 2 }],
  ['ArrowLeft', false, { row: 5, column: 1 }],
  ['ArrowRight', false, { row: 5, column: 3 }],
  ['PageDown', false, { row: 15, column: 2 }],
  ['PageUp', false, { row: 0, column: 2 }],
  ['Home', false, { row: 5, column: 0 }],
  ['End', false, { row: 5, column: 3 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 99, column: 3 }],
])('%s (with control: %s)', (name, control, wanted) => {
  expect(moveIn({ row: 5, column: 2 }, key(name, control), 100, 4, 10)).toEqual(wanted);
});

it('stops at the edges, with the head above the first row', () => {
  expect(moveIn({ row: 0, column: 0 }, key('ArrowUp'), 3, 2, 10)).toEqual({ row: -1, column: 0 });
  expect(moveIn({ row: -1, column: 0 }, key('ArrowUp'), 3, 2, 10)).toEqual({ row: -1, column: 0 });
  expect(moveIn({ row: 2, column: 1 }, key('ArrowDown'), 3, 2, 10)).toEqual({ row: 2, column: 1 });
  expect(moveIn({ row: 2, column: 1 }, key('ArrowRight'), 3, 2, 10)).toEqual({ row: 2, column: 1 });
});

it('leaves other keys alone', () => {
  expect(moveIn({ row: 0, column: 0 }, key('a'), 3, 2, 10)).toBeUndefined();
});
