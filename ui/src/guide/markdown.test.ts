import { expect, it } from 'vitest';

import { idOf, readPage, readPages, wordsOf } from './markdown';

it('reads headings, paragraphs over several lines, points, steps and pictures', () => {
  const page = readPage(`# A title

First line
and the second.

## A part: with marks!

- one
- two, which
  goes on

1. first
2. second

![What to see](../../pictures/light/overview.webp)

3. third
`);
  const text = (words: string) => [{ kind: 'text', text: words }];
  expect(page).toEqual({
    title: 'A title',
    blocks: [
      { kind: 'paragraph', words: text('First line and the second.') },
      { kind: 'heading', level: 2, text: 'A part: with marks!', id: 'a-part-with-marks' },
      { kind: 'list', items: [text('one'), text('two, which goes on')] },
      { kind: 'steps', start: 1, items: [text('first'), text('second')] },
      { kind: 'picture', alt: 'What to see', path: '../../pictures/light/overview.webp' },
      { kind: 'steps', start: 3, items: [text('third')] },
    ],
  });
});

it('reads bold, code and links, and leaves the rest as text', () => {
  expect(wordsOf('Press **Load** or `?`, see [pairs](pairs.md#by-key) <b>now</b>')).toEqual([
    { kind: 'text', text: 'Press ' },
    { kind: 'strong', text: 'Load' },
    { kind: 'text', text: ' or ' },
    { kind: 'code', text: '?' },
    { kind: 'text', text: ', see ' },
    { kind: 'link', text: 'pairs', page: 'pairs', part: 'by-key' },
    { kind: 'text', text: ' <b>now</b>' },
  ]);
});

it('names pages by their files, wherever these stand', () => {
  const pages = readPages({ './pairs.md': '# Pairs', './de/lists.md': '# Listen' });
  expect([...pages].map(([name, page]) => `${name}: ${page.title}`)).toEqual(['pairs: Pairs', 'lists: Listen']);
});

it('addresses headings of any language', () => {
  expect(idOf('2. Ansehen, was sich geändert hat')).toBe('2-ansehen-was-sich-geändert-hat');
});
