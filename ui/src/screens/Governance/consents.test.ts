import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;
let container: HTMLElement;

async function open(address: string, testid: string): Promise<void> {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
  location.hash = address;
  dispatchEvent(new Event('hashchange'));
  ({ container } = render(App));
  await screen.findByTestId(testid);
}

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);

beforeEach(() => {
  location.hash = '';
});

it('counts people of all people, tells kinds of unknown apart, and breaks no rule of access', async () => {
  await open('#/governance/consents', 'consents');
  expect(screen.getByTestId('consent-counts').textContent).toContain('yes: 700 of 1,200');
  expect(screen.getByTestId('consent-counts').textContent).toContain('nobody says: 200 of 1,200');
  expect(screen.getByTestId('consent-sources').textContent).toContain('no file');
  expect(screen.getByTestId('consent-doubted').textContent).toContain('Is it a default?');
  expect(screen.getByTestId('consent-kept-out').textContent).toContain('alone keeps people out');
  expect(await violations(container)).toEqual([]);
});

it('tells the share whose country nobody knows, and keeps a note of the rules of a region', async () => {
  await open('#/governance/consents', 'consents');
  expect(screen.getByTestId('unknown-region').textContent).toContain('400 of 1,200 people (33 %)');
  expect(screen.getByTestId('region-eea').textContent).toContain('800 of 1,200');
  expect(screen.getByTestId('region-eea').textContent).toContain('yes: 600');
  expect(screen.getByTestId('region-eea').textContent).toContain('Told by the telephone alone: 120');
  expect(screen.getByTestId('region-unknown').textContent).toContain('Telephones of several countries: 7');
  expect(screen.getByTestId('region-eea').textContent).toContain('our lawyer looks again in May');
  await fireEvent.click(screen.getByTestId('region-note-united_states'));
  const box = screen.getByTestId('region-note-united_states-input');
  await fireEvent.input(box, { target: { value: 'Differs by state' } });
  await fireEvent.blur(box);
  await waitFor(() => expect(asked('set_note')).toEqual([{ about: 'region:united_states', note: 'Differs by state' }]));
});

it('narrows contradictions to two sources', async () => {
  await open('#/governance/consents', 'consents');
  await fireEvent.change(screen.getByTestId('contradiction-pair'), { target: { value: 'email_consent 1-3' } });
  await waitFor(() => expect(asked('list_contradictions')).toContainEqual(expect.objectContaining({ channel: 'email_consent', left: 1, right: 3 })));
});

it('shows on a customer who said what, where, and what holds', async () => {
  await open('#/customers/C000123', 'customer-consents');
  const mail = screen.getByTestId('channel-email_consent').textContent ?? '';
  expect(mail).toContain('Mailchimp says no.');
  expect(mail).toContain('customers.csv, row 2, Accepts e-mail marketing, no date');
  expect(screen.getByTestId('channel-sms_consent').textContent).toContain('no column');
  expect(screen.getByTestId('customer-consents').textContent).toContain('The country is left empty.');
});

it('purges only what was shown, with a reason and a word that it is for good', async () => {
  await open('#/governance/rules', 'overdue');
  const [button] = await screen.findAllByRole('button', { name: /^Purge / });
  await fireEvent.click(button as HTMLElement);
  await screen.findByTestId('purge-told');
  expect(screen.getByTestId('purge-dated').textContent).toContain('dated by their column "Created at"');
  expect(await violations(screen.getByTestId('purge-dialog'))).toEqual([]);
  expect((screen.getByTestId('purge-do') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByTestId('purge-reason'), { target: { value: 'the term is over' } });
  await fireEvent.click(screen.getByTestId('purge-sure'));
  await fireEvent.click(screen.getByTestId('purge-do'));
  await waitFor(() => expect(asked('purge_source')).toEqual([expect.objectContaining({ rows: 40, reason: 'the term is over' })]));
});
