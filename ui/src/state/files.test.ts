import { expect, it } from 'vitest';

import { inFolder, safeName } from './files';

it.each([
  ['/home/m', 'a.csv', '/home/m/a.csv'],
  ['/home/m/', 'a.csv', '/home/m/a.csv'],
  ['C:\\Users\\m', 'a.csv', 'C:\\Users\\m\\a.csv'],
  ['', 'a.csv', 'a.csv'],
])('puts into %s', (folder, name, path) => {
  expect(inFolder(folder, name)).toBe(path);
});

it.each([
  ['Shop / CRM: "all"', 'Shop CRM all'],
  ['..', 'Customers'],
  ['  Ünïcode  ', 'Ünïcode'],
  ['a\u0000b', 'a b'],
  ['', 'Customers'],
])('makes a name of %j', (given, name) => {
  expect(safeName(given)).toBe(name);
});
