import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import type { CheckPicture } from '../../api';
import { violations } from '../../testing/axe';
import { CALENDAR, FIGURED_CHECKS } from '../../testing/fakeFigures';
import { count, share } from '../../text';
import CheckPictures from './CheckPictures.svelte';
import TrendPicture from './TrendPicture.svelte';

const pictures = FIGURED_CHECKS.flatMap((check) => check.pictures);
const of = (kind: string) => pictures.filter((one) => one.kind === kind);
/** What each cell of a line says to those who do not see it, or what it shows. */
const cells = (row: HTMLElement) => within(row).getAllByRole('cell').map((one) => (one.querySelector('.unseen') ?? one).textContent.trim());

async function shown(kind: string): Promise<HTMLElement> {
  const { container } = render(CheckPictures, { pictures: of(kind) });
  expect(await violations(container)).toEqual([]);
  return screen.getByTestId(`picture-${kind}`);
}

describe('who comes back', () => {
  it('is a grid inked by the share of each month, and a table', async () => {
    const picture = await shown('cohorts');
    const [, january, february] = within(screen.getByTestId('cohorts')).getAllByRole('row') as [HTMLElement, HTMLElement, HTMLElement];
    expect(cells(january)).toEqual(['40', `2026-01, +1: 20 of 40 (${share(20, 40)})`, `2026-01, +2: 10 of 40 (${share(10, 40)})`]);
    // Of few no share is told, and what has not come yet is no nought.
    expect(cells(february)).toEqual(['12', '2026-02, +1: 3 of 12', '']);
    const inks = [...january.querySelectorAll<HTMLElement>('.ink')].map((one) => parseFloat(one.style.getPropertyValue('--ink')));
    expect(inks[0]).toBeGreaterThan(inks[1] ?? 100);
    await fireEvent.click(within(picture).getByRole('button', { name: 'Show as a table' }));
    expect(screen.queryByTestId('cohorts')).toBeNull();
    expect(within(picture).getByRole('row', { name: /^2026-02/ }).textContent).toContain('12');
  });
});

describe('messages week by week', () => {
  it('are a calendar of the heaviest kind there is, and of any other', async () => {
    await shown('calendar');
    const chosen = screen.getByTestId<HTMLSelectElement>('calendar-kind');
    expect(chosen.value).toBe('2');
    const rows = () => within(screen.getByTestId('calendar')).getAllByRole('row');
    expect(rows().slice(1).map((row) => within(row).getByRole('rowheader').textContent.trim())).toEqual(['2026-02', '2026-03']);
    const march = () => cells(rows()[2] as HTMLElement);
    expect(march()[0]).toMatch(/^Week of .*, Three: 4 people$/);
    expect(march()[1]).toMatch(/: no message in the files$/);
    await fireEvent.change(chosen, { target: { value: '0' } });
    expect(march()[2]).toMatch(/^Week of .*, One: 40 people$/);
  });

  it('fall back to the table where the lines are no weeks', () => {
    const odd: CheckPicture = { ...CALENDAR, lines: CALENDAR.lines.map((line, index) => ({ ...line, label: `Hidden ${index}` })) };
    render(CheckPictures, { pictures: [odd] });
    expect(screen.queryByTestId('calendar')).toBeNull();
    expect(screen.getByRole('row', { name: /^Hidden 0/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show as a table' })).toBeNull();
  });
});

describe('gains and losses', () => {
  it('are bars on both sides of nought', async () => {
    const picture = await shown('shares');
    expect(within(picture).getAllByRole('listitem')).toHaveLength(2);
    expect(picture.querySelectorAll('line.zero')).toHaveLength(2);
    expect(picture.querySelectorAll('rect.less')).toHaveLength(1);
  });
});

describe('a share at every run', () => {
  const points = [{ run: 1, ran_at: '2026-09-02T09:00:00Z', found: 60, among: 4000 }, { run: 2, ran_at: '2026-10-02T09:00:00Z', found: 120, among: 4000 }];
  let container: HTMLElement;

  beforeEach(() => {
    container = render(TrendPicture, { title: 'Stale details', sentence: 'Old ones.', points, limit: 0.02, testid: 'trend' }).container;
  });

  it('is a line with its limit, told in words', async () => {
    expect(await violations(container)).toEqual([]);
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(`Stale details, 2 runs: first 60 of ${count(4000)} (${share(60, 4000)}), last 120 of ${count(4000)} (${share(120, 4000)})`);
    expect(container.querySelectorAll('circle')).toHaveLength(2);
    expect(container.querySelectorAll('line.limit')).toHaveLength(1);
    expect(screen.getByText('at most 2 %')).toBeTruthy();
  });

  it('is a table as well', async () => {
    await fireEvent.click(screen.getByRole('button', { name: 'Show as a table' }));
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getAllByRole('row')).toHaveLength(3);
    expect(screen.getAllByRole('row')[2]?.textContent).toContain('120');
    expect(await violations(container)).toEqual([]);
  });
});

describe('a share at its first run', () => {
  it('is a figure and a sentence, and no dot in an empty frame', async () => {
    const points = [{ run: 1, ran_at: '2026-09-02T09:00:00Z', found: 60, among: 4000 }];
    const { container } = render(TrendPicture, { title: 'Stale details', sentence: 'Old ones.', points, limit: 0.02, testid: 'trend' });
    const told = screen.getByTestId('trend').textContent;
    expect(told).toContain(`60 of ${count(4000)} (${share(60, 4000)})`);
    expect(told).toContain('One run so far; the line begins with the second.');
    expect(container.querySelector('svg circle')).toBeNull();
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
    expect(await violations(container)).toEqual([]);
  });
});
