import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { fakeTransport } from '../../testing/fakeCore';

async function open(address: string): Promise<ReturnType<typeof fakeTransport>> {
  const transport = fakeTransport();
  useTransport(transport);
  location.hash = `#/${address}`;
  dispatchEvent(new Event('hashchange'));
  render(App);
  await waitFor(() => expect(document.documentElement.dataset.ready).toBe('true'));
  return transport;
}

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.door = undefined;
});

describe('columns', () => {
  it('every count of a column opens its rows', async () => {
    await open('quality/columns');
    const phone = screen.getAllByTestId('column-profile')[1] as HTMLElement;
    expect(phone.dataset.header).toBe('Phone');
    expect(within(phone).getByText('about 1,902 different values')).toBeTruthy();
    await fireEvent.click(within(phone).getByRole('button', { name: /at least 41/ }));
    expect(session.door?.figure).toEqual({ kind: 'column', load: 1, column: 1, which: 'value', what: '020 7946 0000' });
    await fireEvent.click(within(phone).getByRole('button', { name: /99999 999999/ }));
    expect(session.door?.figure).toMatchObject({ which: 'shape', what: '99999 999999' });
    await fireEvent.click(within(phone).getByRole('button', { name: /120 of 2,100 values in "Phone" are 0000000000\./ }));
    expect(session.door?.figure).toMatchObject({ which: 'value', what: '0000000000' });
  });

  it('a date nobody told is unknown, never zero', async () => {
    await open('quality/columns?table=2');
    expect(screen.getByTestId('source-facts').textContent).toMatch(/Exported\s*unknown\s*Lag\s*unknown/);
  });

  it('a finding says how it was in the load before', async () => {
    await open('quality');
    expect(screen.getByTestId('trend').textContent).toContain('last load 1,190 of 19,800');
  });
});
