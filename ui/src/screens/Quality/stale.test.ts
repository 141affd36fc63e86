import { fireEvent, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { opened } from '../../testing/opened';

beforeEach(() => {
  session.door = undefined;
});

it('tells who still holds an older detail, each number a door to its rows', async () => {
  const { container } = await opened('quality/stale');
  const page = await screen.findByTestId('stale');
  expect(page.textContent).toContain('120 records of 110 people still hold an old detail');
  const parts = within(page).getAllByTestId('measure-part');
  expect(parts.map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/HubSpot ?E-mail ?80/),
    expect.stringMatching(/Shopify ?Phone ?40/),
    expect.stringMatching(/Shopify ?Address ?0/),
  ]);
  // Behind none there are no rows.
  expect(within(parts[2] as HTMLElement).queryByRole('button')).toBeNull();
  expect(await violations(container)).toEqual([]);
  await fireEvent.click(within(parts[0] as HTMLElement).getByRole('button', { name: /HubSpot, E-mail/ }));
  expect(session.door?.figure).toEqual({ kind: 'measured', measure: 'stale_details', source: 2, detail: 'email' });
  await fireEvent.click(within(page.querySelector('dl') as HTMLElement).getByRole('button'));
  expect(session.door?.figure).toEqual({ kind: 'measured', measure: 'stale_details', source: null, detail: '' });
});

it('says that it is not known, and why', async () => {
  await opened('quality/stale', { stale_details: () => ({ sentence: 'Not known: no source tells when a row was last changed.', records: null, people: 0, undated: 0, by_source: [] }) });
  expect((await screen.findByTestId('empty')).textContent).toContain('no source tells when a row was last changed');
});
