import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';

async function open(address: string, over = {}) {
  const transport = fakeTransport(over);
  useTransport(transport);
  location.hash = `#/${address}`;
  dispatchEvent(new Event('hashchange'));
  const { container } = render(App);
  await waitFor(() => expect(document.documentElement.dataset.ready).toBe('true'));
  return { container, transport };
}

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
});

describe('the history', () => {
  it('is narrowed by words, command and person', async () => {
    const { transport } = await open('history');
    await fireEvent.change(screen.getByTestId('history-kind'), { target: { value: 'set_duty' } });
    await fireEvent.change(screen.getByTestId('history-who'), { target: { value: 'Dana' } });
    await fireEvent.input(screen.getByTestId('history-search'), { target: { value: 'Shopify' } });
    await waitFor(() => {
      const last = transport.asked.filter((one) => one.name === 'history').at(-1)?.payload;
      expect(last).toMatchObject({ query: 'Shopify', kind: 'set_duty', who: 'Dana' });
    });
  });

  it('says that the trail holds, or which entry does not', async () => {
    await open('history');
    expect(screen.getByTestId('trail').textContent).toContain('Trail unbroken, 2 entries');
  });

  it('tells a broken trail', async () => {
    await open('history', { check_trail: () => ({ entries: 2, head: '', broken: { entry: 2, sentence: 'Entry 2 does not hold: it was changed.' } }) });
    expect(screen.getByTestId('trail').textContent).toContain('Entry 2 does not hold');
  });
});

describe('two audits compared', () => {
  it('tells who joined and went, and why, with doors to those who are there', async () => {
    const { container } = await open('history/runs');
    expect(screen.getByTestId('runs-sentence').textContent).toContain('1 joined another');
    const table = screen.getByTestId('run-changes');
    expect(table.textContent).toContain('A verdict says that rows are the same person.');
    const links = [...table.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#/customers/C000123', '#/customers/C000123']);
    expect(await violations(container)).toEqual([]);
  });

  it('shows one kind at a time', async () => {
    const { transport } = await open('history/runs');
    await fireEvent.click(screen.getByTestId('change-went'));
    await waitFor(() => expect(screen.getByTestId('run-changes').querySelectorAll('tbody tr')).toHaveLength(1));
    expect(transport.asked.filter((one) => one.name === 'compare_runs').at(-1)?.payload).toMatchObject({ change: 'went' });
  });

  it('says what will fill it while there is one run', async () => {
    await open('history/runs', { compare_runs: () => ({ before: null, after: null, runs: [], sentence: '', counts: [], unchanged: 0, causes: [], changes: [], total: 0 }) });
    expect(screen.getByTestId('empty').textContent).toMatch(/^Here will stand/);
  });
});

it('shows each change of two runs once, however fast more are asked for', async () => {
  const base = REPLIES.compare_runs?.({ before: null, after: null, change: null, offset: 0, limit: 100 });
  const [one] = base?.changes ?? [];
  if (!base || !one) throw new Error('two runs that differ');
  const changes = Array.from({ length: 150 }, () => one);
  await open('history/runs', { compare_runs: ({ offset, limit }: { offset: number; limit: number }) => ({ ...base, changes: changes.slice(offset, offset + limit), total: 150 }) });
  const more = await screen.findByTestId('more-changes');
  void fireEvent.click(more);
  await fireEvent.click(more);
  await waitFor(() => expect(screen.queryByTestId('more-changes')).toBeNull());
  expect(screen.getByTestId('run-changes').querySelectorAll('tbody tr')).toHaveLength(150);
});
