import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, MARKS } from '../../testing/fakeCore';
import { timeline } from '../../testing/fakeTimeline';
import BeforeCall from './BeforeCall.svelte';
import Timeline from './Timeline.svelte';

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.door = undefined;
  session.notices = [];
});

const [shop, payments] = [MARKS[0], MARKS[5]] as [(typeof MARKS)[number], (typeof MARKS)[number]];

async function open(over: Parameters<typeof fakeTransport>[0] = {}): Promise<HTMLElement> {
  useTransport(fakeTransport(over));
  const { container } = render(Timeline, { customer: 'C000123' });
  await waitFor(() => expect(screen.getAllByTestId('timeline-entry').length).toBeGreaterThan(0));
  return container;
}

describe('what happened to a customer', () => {
  it('tells each entry at the time of its file, and opens its rows', async () => {
    await open();
    const [order, mail] = screen.getAllByTestId('timeline-entry') as [HTMLElement, HTMLElement];
    expect(order.textContent).toContain('Order 1042, 54.90 EUR, 3 lines, told by Shopify and Stripe');
    expect(order.textContent).toContain('10:05 UTC');
    expect(within(mail).getByTitle('Its file tells no time zone.').textContent).toContain('09:00');
    await fireEvent.click(within(order).getByRole('button', { name: /4 rows/ }));
    expect(session.door?.figure).toEqual({ kind: 'records', records: [12, 13, 14, 90] });
  });

  it('shows one kind alone, and says which cannot be known', async () => {
    await open();
    const choice = screen.getByTestId('timeline-kind') as HTMLSelectElement;
    expect([...choice.options].map((one) => one.textContent)).toEqual(['Everything (60)', 'Purchases (1)', 'Messages sent (59)']);
    expect(screen.getByTestId('timeline-unknown').textContent).toContain('no export that is loaded tells of them: tickets.');
    await fireEvent.change(choice, { target: { value: 'purchase' } });
    await waitFor(() => expect(screen.getAllByTestId('timeline-entry')).toHaveLength(1));
    expect(screen.queryByTestId('timeline-more')).toBeNull();
  });

  it('goes on to older ones, and leaves nobody without a place', async () => {
    await open();
    expect(screen.getByTestId('timeline-shown').textContent).toBe('50 of 60 entries shown');
    await fireEvent.click(screen.getByTestId('timeline-more'));
    await waitFor(() => expect(screen.getAllByTestId('timeline-entry')).toHaveLength(60));
    expect(screen.getByTestId('timeline-shown').textContent).toBe('60 of 60 entries shown');
    expect(screen.queryByTestId('timeline-more')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('timeline-shown'));
  });

  it('says that rows are left out', async () => {
    await open({ customer_timeline: (request) => ({ ...timeline(request, shop, payments), rows_left_out: 4000 }) });
    expect(screen.getByTestId('timeline-left-out').textContent).toContain('4,000 rows of this customer are left out');
  });

  it('has nothing that a screen reader stumbles over', async () => {
    const container = await open();
    expect(await violations(container)).toEqual([]);
  });
});

describe('before a call', () => {
  it('tells what is known and that the rest is not', async () => {
    const facts = timeline({ customer: 'C000123', kinds: [], offset: 0, limit: 1 }, shop, payments).summary;
    const { container } = render(BeforeCall, { facts });
    expect(screen.getByTestId('fact-last_purchase').textContent).toContain('54.90 EUR, order 1042');
    expect(screen.getByTestId('fact-open_tickets').textContent).toContain('Cannot be known');
    expect(await violations(container)).toEqual([]);
  });
});
