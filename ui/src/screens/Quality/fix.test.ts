import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import type { ProblemFix, ProblemPage } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { MAPPING, REPLIES } from '../../testing/fakeCore';
import { opened, refuse } from '../../testing/opened';

const FIX: ProblemFix = { kind: 'column', table: 1, column: 2, attribute: null, group: 0, date_order: null };

/** The findings with what mends the only one. */
function mended(fix: Partial<ProblemFix>): () => ProblemPage {
  const page = REPLIES.list_problems?.({ severity: null, source: null, code: null, offset: 0, limit: null }) as ProblemPage;
  return () => ({ ...page, problems: page.problems.map((problem) => ({ ...problem, fix: { ...FIX, ...fix } })) });
}

beforeEach(() => {
  session.door = undefined;
  session.notices = [];
});

it('a finding only the system can put right offers nothing', async () => {
  await opened('quality');
  await screen.findByTestId('problems');
  expect(screen.queryByTestId('fix')).toBeNull();
});

it('the order of day and month is chosen where the finding stands', async () => {
  const order = { kind: 'date_order', attribute: 'birth_date' };
  const { container, asked } = await opened('quality', { list_problems: mended(order), set_column: () => MAPPING });
  const fix = within(await screen.findByTestId('fix'));
  expect(await violations(container)).toEqual([]);
  await fireEvent.click(fix.getByRole('button', { name: /^Read month first/ }));
  await waitFor(() => expect(asked('set_column')).toEqual([{ table: 1, column: 2, attribute: 'birth_date', group: 0, date_order: 'month_first' }]));
  await waitFor(() => expect(session.notices[0]?.sentence).toContain('from the next audit on'));
});

it('an order that is chosen already is told', async () => {
  await opened('quality', { list_problems: mended({ kind: 'date_order', attribute: 'birth_date', date_order: 'day_first' }) });
  const fix = await screen.findByTestId('fix');
  expect(within(fix).getByRole('button', { pressed: true }).textContent).toContain('Read day first');
  expect(fix.textContent).toContain('Holds from the next audit on');
});

it('a refusal is told and nothing is said to be chosen', async () => {
  await opened('quality', { list_problems: mended({ kind: 'date_order', attribute: 'birth_date' }), set_column: refuse('There is no such column.') });
  await fireEvent.click(within(await screen.findByTestId('fix')).getByRole('button', { name: /^Read day first/ }));
  await waitFor(() => expect(session.notices.map((notice) => notice.sentence)).toEqual(['There is no such column.']));
});

it('rows that were set aside stand above the findings, with how many were read, and open to be mended', async () => {
  const { container } = await opened('quality');
  const aside = within(await screen.findByTestId('set-aside'));
  expect(await violations(container)).toEqual([]);
  const [first] = aside.getAllByRole('button');
  expect(first?.textContent).toContain('1 of 1,921 rows');
  await fireEvent.click(first as HTMLElement);
  expect(session.door?.figure).toEqual({ kind: 'set_aside', load: 2 });
});

it('nothing is called clean while rows are set aside', async () => {
  await opened('quality', { list_problems: () => ({ problems: [], total: 0, by_severity: [], by_code: [] }) });
  await screen.findByTestId('set-aside');
  expect((await screen.findByTestId('empty')).textContent).toContain('Nothing else was found');
});

it('rows that were set aside are opened to be mended from their finding', async () => {
  const page = mended({ kind: 'aside' })();
  const { container } = await opened('quality', { list_problems: () => page });
  const fix = within(await screen.findByTestId('fix'));
  expect(await violations(container)).toEqual([]);
  await fireEvent.click(fix.getByRole('button', { name: /^See these rows/ }));
  expect(session.door?.figure).toEqual({ kind: 'problem', problem: page.problems[0]?.problem });
});

it('leads to the column, which has the focus there', async () => {
  await opened('quality', { list_problems: mended({}) });
  expect(within(await screen.findByTestId('fix')).getByRole('link').getAttribute('href')).toBe('#/mapping/1?column=2');
});

it('marks the column somebody was led to', async () => {
  await opened('mapping/1?column=2');
  const lines = await screen.findAllByTestId('column');
  const led = lines.filter((line) => line.classList.contains('led'));
  expect(led.map((line) => line.dataset.header)).toEqual([MAPPING.columns[2]?.header]);
  expect(document.activeElement).toBe(led[0]?.querySelector('input'));
});
