import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { TAGS, useTransport, type ProjectSummary } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import RowsDrawer from './RowsDrawer.svelte';

const project = REPLIES.project_summary?.({}) as ProjectSummary;
const figure = { kind: 'people' } as const;
let suggested: string[] = [];

async function open(answers: Parameters<typeof fakeTransport>[0] = {}): Promise<ReturnType<typeof fakeTransport>> {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  const core = fakeTransport(answers);
  useTransport({
    ...core,
    pickSave: (path: string) => {
      suggested.push(path);
      return Promise.resolve('/home/m/rows.xlsx');
    },
  });
  render(RowsDrawer, { door: { figure, title: 'People' } });
  await screen.findByTestId('write-rows');
  return core;
}

beforeEach(() => {
  session.project = project;
  session.notices = [];
  suggested = [];
});

it('writes all rows under the filter that is shown, and says how many', async () => {
  const core = await open();
  await fireEvent.input(screen.getByTestId('drawer-filter'), { target: { value: 'ann' } });
  await waitFor(() => expect(core.asked.some((one) => one.name === 'rows_behind' && (one.payload as { filter: string }).filter === 'ann')).toBe(true));
  await fireEvent.click(screen.getByTestId('write-rows'));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'write_rows').map((one) => one.payload)).toEqual([{ figure, filter: 'ann', path: '/home/m/rows.xlsx' }]));
  await waitFor(() => expect(session.spoken).toContain('40 rows written to /home/m/rows.xlsx.'));
  expect(suggested[0]).toContain('Rows of Shopify.csv');
  expect(await violations(screen.getByTestId('drawer'))).toEqual([]);
});

it('writes nothing while presenting, and says why', async () => {
  session.project = { ...project, presenting: true };
  await open();
  const button = screen.getByTestId('write-rows') as HTMLButtonElement;
  expect(button.disabled).toBe(true);
  expect(button.title).toContain('End presenting first');
});

it('promises no more rows than were noted of a finding, and tells of how many', async () => {
  const page = REPLIES.rows_behind?.({ figure, filter: '', offset: 0, limit: 100 });
  if (!page) throw new Error('a page');
  await open({ rows_behind: () => ({ ...page, touched: 12_000 }), write_rows: ({ path }) => ({ path, rows: 500, touched: 12_000 }) });
  const button = screen.getByTestId<HTMLButtonElement>('write-rows');
  expect(button.title).not.toContain('All rows');
  expect(button.title).toContain('12,000 rows');
  expect(screen.getByTestId('drawer-noted').textContent).toContain('touches 12,000 rows');
  await fireEvent.click(button);
  await waitFor(() => expect(session.spoken).toContain('500 of 12,000 rows written to /home/m/rows.xlsx: of a finding only the first rows are noted.'));
});

it('proposes a name without the value that was asked for', async () => {
  const page = REPLIES.rows_behind?.({ figure, filter: '', offset: 0, limit: 100 });
  if (!page) throw new Error('a page');
  await open({ rows_behind: () => ({ ...page, title: 'Rows of crm.csv with anna@example.com in "Email"', file_name: 'Rows of crm.csv with one value in "Email"' }) });
  await fireEvent.click(screen.getByTestId('write-rows'));
  await waitFor(() => expect(suggested[0]).toContain('Rows of crm.csv with one value in Email.csv'));
  expect(suggested[0]).not.toContain('anna');
});
