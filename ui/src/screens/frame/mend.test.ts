import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { type ApiError, TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import RowsDrawer from './RowsDrawer.svelte';

let core: ReturnType<typeof fakeTransport>;

async function open(over: Parameters<typeof fakeTransport>[0] = {}): Promise<void> {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport(over);
  useTransport(core);
  render(RowsDrawer, { door: { figure: { kind: 'set_aside', load: 1 }, title: 'customers' } });
  await fireEvent.click(await screen.findByTestId('mend'));
  await screen.findByTestId('mend-text');
}

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);
const cells = (): HTMLInputElement[] => screen.getAllByTestId('mend-cell') as HTMLInputElement[];

beforeEach(() => {
  session.notices = [];
});

it('shows what stands in the file and a field a column, and breaks no rule of access', async () => {
  await open();
  expect(asked('set_aside_rows')).toEqual([{ aside: 5, filter: '', offset: 0, limit: 1 }]);
  expect(screen.getByTestId('mend-text').textContent).toBe('ann@mail.example.com,07700,900123');
  expect(cells().map((cell) => cell.value)).toEqual(['ann@mail.example.com', '07700']);
  expect(screen.getByLabelText('Phone')).toBe(cells()[1]);
  expect(screen.getByTestId('mend-beyond').textContent).toBe('900123');
  expect(document.activeElement).toBe(cells()[0]);
  expect(await violations(screen.getByTestId('mend-dialog'))).toEqual([]);
});

it('loads the row with the cells as they are by then, and says so', async () => {
  await open();
  await fireEvent.input(cells()[1] as HTMLInputElement, { target: { value: '07700 900123' } });
  await fireEvent.submit(cells()[0]?.form as HTMLFormElement);
  await waitFor(() => expect(asked('mend_row')).toEqual([{ aside: 5, cells: ['ann@mail.example.com', '07700 900123'], anyway: false }]));
  await waitFor(() => expect(screen.queryByTestId('mend-dialog')).toBeNull());
  expect(session.spoken).toContain('Row 12');
  expect(session.notices[0]?.undo).toBe(true);
});

it('tells what speaks against a row, and loads it all the same where that is said', async () => {
  const told: ApiError = { code: 'unconfirmed', message: 'Row 3 of customers_export.csv has the key of this row.', hint: 'Change its cells.', context: [], id: '1' };
  await open({ mend_row: (request) => { if (!request.anyway) throw told; return { record: 99, sentence: 'Row 12 is loaded.' }; } });
  const button = (): HTMLElement => screen.getByTestId('mend-do');
  expect(button().textContent).toContain('Load the row');
  await fireEvent.submit(cells()[0]?.form as HTMLFormElement);
  expect((await screen.findByRole('alert')).textContent).toContain('has the key of this row');
  expect(button().textContent).toContain('Load it all the same');
  // Another cell is another row, of which nothing was said yet.
  await fireEvent.input(cells()[1] as HTMLInputElement, { target: { value: '07700 900124' } });
  expect(screen.queryByRole('alert')).toBeNull();
  await fireEvent.submit(cells()[0]?.form as HTMLFormElement);
  await screen.findByRole('alert');
  await fireEvent.submit(cells()[0]?.form as HTMLFormElement);
  await waitFor(() => expect(screen.queryByTestId('mend-dialog')).toBeNull());
  expect(asked('mend_row').map((one) => (one as { anyway: boolean }).anyway)).toEqual([false, false, true]);
});

it('loads no row without a word', async () => {
  await open();
  for (const cell of cells()) await fireEvent.input(cell, { target: { value: ' ' } });
  expect((screen.getByTestId('mend-do') as HTMLButtonElement).disabled).toBe(true);
});

it('says why a row cannot be mended, and offers no field', async () => {
  const page = REPLIES.set_aside_rows?.({ load: null, aside: 5, filter: '', offset: 0, limit: 1 });
  const rows = (page?.rows ?? []).map((row) => ({ ...row, refused: 'This row is blank, so there is nothing to mend.' }));
  await open({ set_aside_rows: () => ({ rows, total: 1 }) });
  expect(screen.getByTestId('mend-refused').textContent).toContain('blank');
  expect(screen.queryByTestId('mend-cell')).toBeNull();
  expect(screen.queryByTestId('mend-do')).toBeNull();
});
