import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { changed } from '../../state/query.svelte';
import { REPLIES } from '../../testing/fakeCore';
import { opened } from '../../testing/opened';

const page = REPLIES.get_customer?.({ customer: 'C000123' });
const [one] = page?.golden ?? [];
if (!page || !one) throw new Error('a customer with values');

it('sets the value it was opened for, whatever order values come in meanwhile', async () => {
  let golden = page.golden;
  const { asked } = await opened('customers/C000123', { get_customer: () => ({ ...page, golden }) });
  await fireEvent.click(screen.getByTestId(`golden-${one.attribute.code}`));
  const box = await screen.findByTestId<HTMLInputElement>('override');
  await fireEvent.input(box, { target: { value: 'Anna' } });
  golden = [...page.golden].reverse();
  changed(['people']);
  await waitFor(() => expect(asked('get_customer')).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve));
  await fireEvent.submit(screen.getByTestId<HTMLInputElement>('override').form as HTMLFormElement);
  await waitFor(() => expect(asked('override_value')).toMatchObject([{ attribute: one.attribute.code, value: 'Anna' }]));
});

it('keeps the keyboard in the list when its rows come anew', async () => {
  const { container } = await opened('customers');
  await waitFor(() => expect(container.querySelector('[data-at="2:0"]')).not.toBeNull());
  container.querySelector<HTMLElement>('[data-at="2:0"]')?.focus();
  changed(['people']);
  await waitFor(() => expect(document.activeElement?.getAttribute('data-at')).toBe('0:0'));
});
