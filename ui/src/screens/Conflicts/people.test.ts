import { expect, it } from 'vitest';

import { answering, byWhom, chooses } from './people';

it.each([
  ['decider:Mara', { decider: 'Mara' }, 'Mara'],
  ['owner:', { owner: '' }, 'nobody yet'],
  ['owner:Shop: Leeds', { owner: 'Shop: Leeds' }, 'Shop: Leeds'],
  ['anything:Mara', {}, ''],
])('reads %s from the address', (by, request, told) => {
  expect(answering(by)).toEqual(request);
  expect(byWhom(by).endsWith(told)).toBe(true);
});

it('asks for nothing where nobody was chosen', () => {
  expect(answering(undefined)).toEqual({});
  expect(answering(chooses('decider', ''))).toEqual({ decider: '' });
});
