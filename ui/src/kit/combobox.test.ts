import { expect, it } from 'vitest';

import { narrow } from './Combobox.svelte';

const choices = [
  { value: 'email', label: 'E-mail' },
  { value: 'email_consent', label: 'E-mail consent' },
  { value: 'middle', label: 'Middle name' },
  { value: 'family', label: 'Family name' },
];

it('shows everything while nothing is typed', () => {
  expect(narrow(choices, ' ')).toEqual(choices);
});

it('wants every word, and puts what begins with the first one first', () => {
  expect(narrow(choices, 'name').map((choice) => choice.value)).toEqual(['middle', 'family']);
  expect(narrow(choices, 'MAIL con').map((choice) => choice.value)).toEqual(['email_consent']);
  expect(narrow(choices, 'm').map((choice) => choice.value)[0]).toBe('middle');
  expect(narrow(choices, 'xyz')).toEqual([]);
});
