import { expect, it, vi } from 'vitest';

import { ReplyCache, requestKey } from './cache';

it('asks once for the same key, also while the answer is under way', async () => {
  const cache = new ReplyCache();
  const ask = vi.fn(() => Promise.resolve(7));
  expect(await Promise.all([cache.read('a', ['x'], ask), cache.read('a', ['x'], ask)])).toEqual([7, 7]);
  expect(await cache.read('a', ['x'], ask)).toBe(7);
  expect(ask).toHaveBeenCalledTimes(1);
});

it('forgets what was made from a tag, and nothing else', async () => {
  const cache = new ReplyCache();
  const people = vi.fn(() => Promise.resolve('people'));
  const loads = vi.fn(() => Promise.resolve('loads'));
  const read = () => Promise.all([cache.read('p', ['people', 'verdicts'], people), cache.read('l', ['loads'], loads)]);
  await read();
  cache.drop(['verdicts']);
  await read();
  expect(people).toHaveBeenCalledTimes(2);
  expect(loads).toHaveBeenCalledTimes(1);
});

it('does not keep a failure', async () => {
  const cache = new ReplyCache();
  const ask = vi.fn().mockRejectedValueOnce(new Error('locked')).mockResolvedValueOnce(1);
  await expect(cache.read('a', [], ask)).rejects.toThrow('locked');
  expect(await cache.read('a', [], ask)).toBe(1);
});

it('lets the least used go', async () => {
  const cache = new ReplyCache(2);
  const ask = vi.fn((value: number) => Promise.resolve(value));
  await cache.read('a', [], () => ask(1));
  await cache.read('b', [], () => ask(2));
  await cache.read('a', [], () => ask(1));
  await cache.read('c', [], () => ask(3));
  expect(cache.size).toBe(2);
  await cache.read('a', [], () => ask(1));
  expect(ask).toHaveBeenCalledTimes(3);
});

it('gives one key to one request, whatever the order of its parts', () => {
  expect(requestKey('rows', { b: 1, a: { d: 2, c: 3 } })).toBe(requestKey('rows', { a: { c: 3, d: 2 }, b: 1 }));
  expect(requestKey('rows', { a: 1 })).not.toBe(requestKey('rows', { a: 2 }));
  expect(requestKey('rows', { a: 1 })).not.toBe(requestKey('cells', { a: 1 }));
  expect(requestKey('rows', { a: [1, 2] })).not.toBe(requestKey('rows', { a: [2, 1] }));
});
