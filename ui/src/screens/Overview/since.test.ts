import { render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { violations } from '../../testing/axe';
import Since from './Since.svelte';

it('tells what changed, each with the way to its screen', async () => {
  const changes = [
    { sentence: '2 files came in with 4,012 rows for 2 new tables.', screen: 'sources', part: 'loads' },
    { sentence: '3 lists that were written are out of date.', screen: 'lists', part: '' },
  ];
  const { container } = render(Since, { props: { since: { ran_at: '2026-11-01T09:00:00Z', sentence: '', changes } } });
  const part = within(screen.getByTestId('since'));
  expect(part.getByRole('heading').textContent).toContain('What changed since the run of');
  const links = part.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
  expect(links).toEqual([
    ['2 files came in with 4,012 rows for 2 new tables.', '#/sources/loads'],
    ['3 lists that were written are out of date.', '#/lists'],
  ]);
  expect(await violations(container)).toEqual([]);
});

it('says that a run is the first', () => {
  render(Since, { props: { since: { ran_at: null, sentence: 'This is the first run.', changes: [] } } });
  const part = screen.getByTestId('since');
  expect(part.textContent).toContain('This is the first run.');
  expect(within(part).queryByRole('link')).toBeNull();
});
