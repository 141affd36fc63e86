import { expect, test } from 'vitest';

import { isTable } from './pasting';

test.each([
  ['Name\tEmail\nAnn\tann@example.com', true],
  ['Name\tEmail\r\nAnn\tann@example.com\r\n', true],
  ['Name\tEmail', false],
  ['a sentence\nand another', false],
  ['', false],
])('%j is a table: %s', (text, is) => {
  expect(isTable(text)).toBe(is);
});
