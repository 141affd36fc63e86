import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { opened, refuse } from '../../testing/opened';

async function name(what: string): Promise<HTMLFormElement> {
  await fireEvent.click(screen.getByTestId('add-source'));
  const box = screen.getByTestId<HTMLInputElement>('add-source-name');
  await fireEvent.input(box, { target: { value: what } });
  return box.form as HTMLFormElement;
}

it('keeps what was written of a system that could not be noted', async () => {
  await opened('sources', { describe_source: refuse('Other work runs. Wait until it is done.') });
  await fireEvent.submit(await name('The till'));
  await waitFor(() => expect(screen.getAllByText('Other work runs. Wait until it is done.').length).toBeGreaterThan(0));
  expect(screen.getByTestId<HTMLInputElement>('add-source-name').value).toBe('The till');
});

it('notes a system once, however often that is pressed', async () => {
  const { asked } = await opened('sources');
  const form = await name('The till');
  void fireEvent.submit(form);
  await fireEvent.submit(form);
  await waitFor(() => expect(screen.queryByTestId('add-source-dialog')).toBeNull());
  expect(asked('describe_source')).toHaveLength(1);
});
