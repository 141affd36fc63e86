import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { violations } from '../../testing/axe';
import { MAPPING } from '../../testing/fakeCore';
import { opened, refuse } from '../../testing/opened';

it('shows the words of a column with what they are read as, before and after, and keeps what is said', async () => {
  const { asked } = await opened('mapping/1');
  await fireEvent.click((await screen.findAllByTestId('open-words'))[0] as HTMLElement);
  const dialog = await screen.findByTestId('words-dialog');
  await screen.findByText('VIP');
  expect(dialog.textContent).toContain('1 word in 40 rows means');
  expect(await violations(dialog)).toEqual([]);
  const save = screen.getByTestId('words-save') as HTMLButtonElement;
  expect(save.disabled).toBe(true);
  await fireEvent.change(screen.getAllByTestId('meaning')[1] as HTMLElement, { target: { value: 'opted_in' } });
  await waitFor(() => expect(screen.getByTestId('words-after').textContent).toBe('1,240 Permission given'));
  expect(screen.getByTestId('words-before').textContent).toContain('40 not understood');
  await fireEvent.click(save);
  await waitFor(() => expect(asked('set_value_map')).toEqual([{ table: 1, column: expect.any(Number), meanings: [{ word: 'VIP', meaning: 'opted_in' }] }]));
  await waitFor(() => expect(screen.queryByTestId('words-dialog')).toBeNull());
});

it('a meaning that is none stays to be put right', async () => {
  await opened('mapping/1', { set_value_map: refuse('"VIP" cannot mean that.') });
  await fireEvent.click((await screen.findAllByTestId('open-words'))[0] as HTMLElement);
  await screen.findByText('VIP');
  await fireEvent.change(screen.getAllByTestId('meaning')[1] as HTMLElement, { target: { value: 'blank:' } });
  await fireEvent.click(screen.getByTestId('words-save'));
  expect((await screen.findByTestId('words-dialog')).textContent).toContain('cannot mean that');
});

it('cells are joined with another column, and taken apart', async () => {
  const { asked } = await opened('mapping/1', { set_cells: () => MAPPING });
  await fireEvent.click((await screen.findAllByTestId('open-cells'))[0] as HTMLElement);
  expect(await violations(await screen.findByTestId('cells-dialog'))).toEqual([]);
  await fireEvent.change(screen.getByTestId('cells-kind'), { target: { value: 'split' } });
  await fireEvent.input(screen.getByTestId('cells-text'), { target: { value: ';' } });
  await fireEvent.click(screen.getByTestId('cells-save'));
  await waitFor(() => expect(asked('set_cells')[0]).toMatchObject({ change: { kind: 'split', separator: ';' } }));
  await waitFor(() => expect(screen.queryByTestId('cells-dialog')).toBeNull());
  await fireEvent.click((await screen.findAllByTestId('open-cells'))[0] as HTMLElement);
  await fireEvent.change(screen.getByTestId('cells-kind'), { target: { value: 'join' } });
  await fireEvent.change(screen.getByTestId('cells-other'), { target: { value: '3' } });
  await fireEvent.click(screen.getByTestId('cells-save'));
  await waitFor(() => expect(asked('set_cells')[1]).toMatchObject({ change: { kind: 'join', column: 3 } }));
});

it('what holds for every row can be taken away', async () => {
  const constants = [{ attribute: { code: 'email_consent', label: 'E-mail consent', family: 'consent' }, group: 0, value: 'opted_in' }];
  const { asked } = await opened('mapping/1', { get_mapping: () => ({ ...MAPPING, constants }), set_constant: () => MAPPING });
  await fireEvent.click(await screen.findByLabelText('Take away E-mail consent'));
  await waitFor(() => expect(asked('set_constant')).toEqual([{ table: 1, attribute: 'email_consent', group: 0, value: null }]));
});

it('recipes are saved, and deleted only when asked twice', async () => {
  const { asked } = await opened('mapping/1');
  await fireEvent.click(await screen.findByTestId('open-recipes'));
  const dialog = await screen.findByTestId('recipes-dialog');
  await screen.findByText(/Harbour, members/);
  expect(screen.getByTestId('unread-recipe').textContent).toContain('line 4');
  expect(await violations(dialog)).toEqual([]);
  await fireEvent.input(screen.getByTestId('recipe-name'), { target: { value: ' Club ' } });
  await fireEvent.click(screen.getByTestId('recipe-save'));
  await waitFor(() => expect(asked('save_own_recipe')).toEqual([{ table: 1, name: 'Club' }]));
  await fireEvent.click(screen.getByTestId('recipe-delete'));
  expect(asked('delete_own_recipe')).toEqual([]);
  await fireEvent.click(screen.getByTestId('recipe-delete'));
  await waitFor(() => expect(asked('delete_own_recipe')).toEqual([{ file: 'harbour_club.toml' }]));
});

it('a column without an attribute is left out by hand', async () => {
  const { asked } = await opened('mapping/1');
  const buttons = await screen.findAllByTestId('leave-out');
  expect(buttons).toHaveLength(1);
  await fireEvent.click(buttons[0] as HTMLElement);
  await waitFor(() => expect(asked('set_column')[0]).toMatchObject({ table: 1, column: 5, attribute: null }));
});

it('a column somebody left out is not offered to be left out again', async () => {
  const columns = MAPPING.columns.map((column) => (column.attribute === null ? { ...column, confidence: 1 } : column));
  await opened('mapping/1', { get_mapping: () => ({ ...MAPPING, columns }) });
  await screen.findAllByTestId('column');
  expect(screen.queryAllByTestId('leave-out')).toEqual([]);
});

it('how a table is read is written to a file, and taken from one with what did not fit', async () => {
  const { asked } = await opened('mapping/1');
  const answer = async (path: string) => {
    const box = await screen.findByTestId<HTMLInputElement>('path-input');
    const suggested = box.value;
    await fireEvent.input(box, { target: { value: path } });
    await fireEvent.submit(box.closest('form') as HTMLFormElement);
    return suggested;
  };
  await fireEvent.click(await screen.findByTestId('save-mapping'));
  expect(await answer('/projects/shop.toml')).toMatch(/Shopify customers mapping\.toml$/);
  await waitFor(() => expect(asked('save_mapping')).toEqual([{ table: 1, path: '/projects/shop.toml' }]));
  await waitFor(() => expect((screen.getByTestId('take-mapping') as HTMLButtonElement).disabled).toBe(false));
  await fireEvent.click(screen.getByTestId('take-mapping'));
  await answer('/projects/other.toml');
  await waitFor(() => expect(asked('take_mapping')).toEqual([{ table: 1, path: '/projects/other.toml' }]));
  const dialog = await screen.findByTestId('mapping-taken');
  expect(dialog.textContent).toContain('20 columns are read as the file says.');
  expect(dialog.textContent).toContain('LOYALTY TIER');
  expect(dialog.textContent).toContain('Fax');
  expect(await violations(dialog)).toEqual([]);
});
