import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { violations } from '../../testing/axe';
import { MAPPING } from '../../testing/fakeCore';
import { opened } from '../../testing/opened';

async function reading(): Promise<HTMLElement> {
  await opened('mapping/1');
  await fireEvent.click(await screen.findByTestId('open-schema'));
  const dialog = await screen.findByTestId('schema-dialog');
  await within(dialog).findAllByTestId('schema-attribute');
  return dialog;
}

it('tells every attribute, what belongs there and which columns are read as it', async () => {
  const dialog = await reading();
  expect(dialog.textContent).toContain('Edition 1 has 2 attributes; 1 of your own is added.');
  const told = within(dialog).getAllByTestId('schema-attribute');
  expect(told.map((one) => one.querySelector('.name')?.textContent)).toEqual(['Nickname', 'E-mail', 'Shoe size']);
  expect(told[0]?.textContent).toContain('No column is read as this');
  expect(within(told[1] as HTMLElement).getByRole('link').getAttribute('href')).toBe('#/mapping/1?column=2');
  expect(await violations(dialog)).toEqual([]);
});

it('finds an attribute by its name or by the column that is read as it', async () => {
  const dialog = await reading();
  await fireEvent.input(within(dialog).getByTestId('schema-find'), { target: { value: 'contact ADDRESS' } });
  await waitFor(() => expect(within(dialog).getAllByTestId('schema-attribute')).toHaveLength(1));
  expect(within(dialog).getByTestId('schema-attribute').textContent).toContain('E-mail');
});

it('offers a field of one’s own for a name nobody has, and none for one that is there', async () => {
  const { asked } = await opened('mapping/1', { set_column: () => MAPPING });
  const line = screen.getAllByTestId('column').find((one) => one.dataset.header === MAPPING.columns[5]?.header) as HTMLElement;
  const box = within(line).getByRole('combobox');
  const label = MAPPING.choices[0]?.label ?? '';
  await fireEvent.click(box);
  await fireEvent.input(box, { target: { value: label.toUpperCase() } });
  expect(within(line).queryByText(/A field of your own/)).toBeNull();
  await fireEvent.input(box, { target: { value: ' Shoe size ' } });
  await fireEvent.click(within(line).getByText('A field of your own: “Shoe size”'));
  await waitFor(() => expect(asked('set_column')).toMatchObject([{ table: 1, column: 5, attribute: 'custom:Shoe size', group: 0 }]));
});
