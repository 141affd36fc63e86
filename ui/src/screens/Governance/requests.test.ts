import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport } from '../../testing/fakeCore';
import { t } from '../../text';

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

it('tells by when each request is due and what is left to do, and breaks no rule of access', async () => {
  await open('#/governance/requests', 'people-requests');
  expect(screen.getByTestId('requests-told').textContent).toContain('overdue');
  expect(screen.getByTestId('request-1').textContent).toContain('13 days overdue');
  expect(screen.getByTestId('request-2').textContent).toContain('3 days left');
  expect(screen.getByTestId('request-3').textContent).toContain('The person is erased here.');
  expect(await violations(container)).toEqual([]);
});

it('ticks a system, and settles', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.click(screen.getByTestId('tick-1-0'));
  await waitFor(() => expect(asked('tick_request')).toEqual([{ request: 1, source: null, done: true }]));
  await fireEvent.click(screen.getByTestId('done-2'));
  await waitFor(() => expect(asked('settle_request')).toEqual([{ request: 2, state: 'done', outcome: '' }]));
});

it('refuses only with a reason', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.click(screen.getByTestId('refuse-1'));
  expect((screen.getByTestId('refuse-do') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByTestId('refuse-why'), { target: { value: 'the law wants the invoices' } });
  await fireEvent.click(screen.getByTestId('refuse-do'));
  await waitFor(() => expect(asked('settle_request')).toEqual([{ request: 1, state: 'refused', outcome: 'the law wants the invoices' }]));
});

it('shows every trace before it erases, and takes doubtful rows only where they are chosen', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.click(screen.getByTestId('erase-1'));
  await screen.findByTestId('erase-found');
  expect(await violations(screen.getByTestId('erase-dialog'))).toEqual([]);
  expect((screen.getByTestId('erase-do') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('also-row-9'));
  await fireEvent.click(screen.getByTestId('erase-sure'));
  await fireEvent.click(screen.getByTestId('erase-do'));
  await waitFor(() => expect(asked('erase_person')).toEqual([{ customer: 'C000123', reason: '', also_rows: [9], also_set_aside: [] }]));
});

it('keeps another term for a region, and goes back to what is assumed', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.input(screen.getByTestId('term-number-europe'), { target: { value: '2' } });
  await fireEvent.click(await screen.findByTestId('term-keep-europe'));
  await waitFor(() => expect(asked('set_request_term')).toContainEqual({ region: 'europe', term: 'months:2', reason: '' }));
  await fireEvent.click(screen.getByTestId('term-back-united_states'));
  await waitFor(() => expect(asked('set_request_term')).toContainEqual({ region: 'united_states', term: null, reason: '' }));
});

it('keeps what is written of one region while another is kept', async () => {
  await open('#/governance/requests', 'people-requests');
  const number = (region: string) => screen.getByTestId<HTMLInputElement>(`term-number-${region}`);
  await fireEvent.input(number('united_states'), { target: { value: '44' } });
  await fireEvent.input(number('europe'), { target: { value: '2' } });
  await fireEvent.click(await screen.findByTestId('term-keep-europe'));
  await waitFor(() => expect(asked('set_request_term')).toHaveLength(1));
  await waitFor(() => expect(screen.queryByTestId('term-keep-europe')).toBeNull());
  expect(number('united_states').value).toBe('44');
  expect(screen.getByTestId('term-keep-united_states')).toBeTruthy();
});

it('enters a request on the page of a customer', async () => {
  await open('#/customers/C000123', 'enter-request');
  await fireEvent.click(screen.getByTestId('enter-request'));
  await screen.findByTestId('request-dialog');
  expect(await violations(screen.getByTestId('request-dialog'))).toEqual([]);
  await fireEvent.change(screen.getByTestId('request-kind'), { target: { value: 'deletion' } });
  await fireEvent.click(screen.getByTestId('request-enter'));
  await waitFor(() => expect(asked('open_request')).toEqual([{ customer: 'C000123', kind: 'deletion', received_on: null, note: '', keep_out: false }]));
});

it('tells what is done as its file says, and who still has rows here', async () => {
  await open('#/governance/requests', 'people-requests');
  const hers = screen.getByTestId('file-done-43').textContent;
  expect(hers).toContain('Piers Holloway');
  expect(hers).toContain('3 other rows of this person are still here');
  expect(hers).toContain('Status: “Done”');
  expect(screen.getByTestId('file-done-44').textContent).toContain('Nobody is found by this row.');
});

it('takes up what its file says is done all the same', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.click(screen.getByRole('button', { name: 'Take it up all the same: Piers Holloway' }));
  await waitFor(() => expect(asked('take_up_requests')).toEqual([{ records: [43], all: null }]));
});

it('offers what is asked in a file, and takes one up, or all once that is confirmed', async () => {
  await open('#/governance/requests', 'people-requests');
  const asked1 = screen.getByTestId('asked-41').textContent;
  expect(asked1).toContain('privacy.csv, row 3');
  expect(asked1).toContain('Anne Marsh-Cole');
  expect(screen.getByTestId('asked-42').textContent).toContain('Nobody is found by this row.');
  await fireEvent.click(screen.getByTestId('take-41'));
  await waitFor(() => expect(asked('take_up_requests')).toEqual([{ records: [41], all: null }]));
  await fireEvent.click(screen.getByTestId('take-all'));
  await screen.findByTestId('take-all-dialog');
  expect(await violations(screen.getByTestId('take-all-dialog'))).toEqual([]);
  expect(asked('take_up_requests')).toHaveLength(1);
  await fireEvent.click(screen.getByTestId('take-all-do'));
  await waitFor(() => expect(asked('take_up_requests')).toContainEqual({ records: [], all: 2 }));
});

it('looks for somebody who is not found, and keeps them out', async () => {
  await open('#/governance/requests', 'people-requests');
  await fireEvent.click(screen.getByTestId('enter-asker'));
  await screen.findByTestId('asker-dialog');
  expect(await violations(screen.getByTestId('asker-dialog'))).toEqual([]);
  expect((screen.getByTestId('asker-enter') as HTMLButtonElement).disabled).toBe(true);
  await fireEvent.input(screen.getByTestId('asker-email'), { target: { value: 'nobody@example.org' } });
  await fireEvent.click(screen.getByTestId('asker-look'));
  expect((await screen.findByTestId('asker-found')).textContent).toContain('Nothing is found in 6 tables');
  await fireEvent.input(screen.getByTestId('asker-note'), { target: { value: 'letter 18' } });
  await fireEvent.click(screen.getByTestId('asker-enter'));
  await waitFor(() => expect(asked('open_request')).toEqual([{ customer: null, kind: 'deletion', received_on: null, note: 'letter 18', email: 'nobody@example.org', phone: null, keep_out: true }]));
});

it('tells what is kept of somebody who was not found', async () => {
  await open('#/governance/requests', 'people-requests');
  const told = screen.getByTestId('request-4').textContent;
  expect(told).toContain('Nobody was found in 6 tables.');
  expect(told).toContain('Rows with this address that arrive later are stopped');
});

it('says so where nobody told who entered a request', () => {
  expect(t.requests.came('2026-10-10', '')).toMatch(/entered by not told$/);
  expect(t.requests.came('2026-10-10', 'Dana')).toMatch(/entered by Dana$/);
  expect(t.requests.done('2026-10-10', ' ')).toMatch(/by not told$/);
});

it('takes no answer about another address for one about this', async () => {
  await open('#/governance/requests', 'people-requests');
  const call = core.call.bind(core);
  let answer: () => void = () => undefined;
  core.call = async (name, payload) => {
    if (name === 'search_asker') await new Promise<void>((resolve) => (answer = resolve));
    return call(name, payload);
  };
  await fireEvent.click(screen.getByTestId('enter-asker'));
  await screen.findByTestId('asker-dialog');
  await fireEvent.input(screen.getByTestId('asker-note'), { target: { value: 'letter 19' } });
  await fireEvent.input(screen.getByTestId('asker-email'), { target: { value: 'nobody@example.org' } });
  await fireEvent.click(screen.getByTestId('asker-look'));
  await fireEvent.input(screen.getByTestId('asker-email'), { target: { value: 'anne@example.org' } });
  answer();
  await waitFor(() => expect((screen.getByTestId('asker-look') as HTMLButtonElement).disabled).toBe(false));
  expect(screen.getByTestId('asker-found').textContent?.trim()).toBe('');
  expect((screen.getByTestId('asker-enter') as HTMLButtonElement).disabled).toBe(true);
});

it('shows no system as ticked that could not be ticked', async () => {
  await open('#/governance/requests', 'people-requests');
  const call = core.call.bind(core);
  core.call = (name, payload) => (name === 'tick_request' ? Promise.reject(new Error('other work runs')) : call(name, payload));
  const box = screen.getByTestId<HTMLInputElement>('tick-1-0');
  const before = box.checked;
  await fireEvent.click(box);
  await waitFor(() => expect(box.checked).toBe(before));
  expect(screen.getByTestId('notices').textContent).toContain('other work runs');
});
