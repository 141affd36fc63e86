import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { useTransport } from '../../api';
import { ATTRIBUTES, fakeTransport, MAPPING } from '../../testing/fakeCore';
import Constants from './Constants.svelte';

it('keeps what is being added while another one goes', async () => {
  const core = fakeTransport({ set_constant: () => MAPPING });
  useTransport(core);
  render(Constants, { view: { ...MAPPING, constants: [{ attribute: ATTRIBUTES.consent, group: 0, value: 'yes' }] }, choices: [{ value: 'email', label: 'E-mail' }] });
  await fireEvent.click(screen.getByTestId('constant-add'));
  await fireEvent.input(screen.getByTestId('constant-value'), { target: { value: 'Leeds' } });
  await fireEvent.click(screen.getByRole('button', { name: /E-mail consent/ }));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'set_constant')).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.getByTestId<HTMLInputElement>('constant-value').value).toBe('Leeds');
});
