import { expect, it } from 'vitest';

import { asApiError } from './transport';

it('does not claim that nothing was done when nobody knows', () => {
  const told = asApiError(new TypeError('Failed to fetch'));
  expect(told.message).toContain('Failed to fetch');
  expect(told.hint).toContain('is not known');
  expect(told.hint).not.toContain('Nothing was changed');
});

it('leaves an error of the core as it is', () => {
  const refused = { code: 'invalid_input', message: 'Say a target.', hint: null, context: [], id: 'set_check-3' };
  expect(asApiError(refused)).toBe(refused);
});
