/** What happened to a made-up customer. */
import type { AskTimeline, CustomerTimeline, SourceMark, TimelineEntry } from '../api';

export function timeline(request: AskTimeline, shop: SourceMark, payments: SourceMark): CustomerTimeline {
  const entry = (kind: string, day: string, sentence: string, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
    kind, day, clock: null, zone: null, sentence, sources: [shop], table: 'orders', file: 'orders_export.csv', row: 12, records: [12], rows: 1, ...over,
  });
  const all = [
    entry('purchase', '2026-03-01', 'Order 1042, 54.90 EUR, 3 lines, told by Shopify and Stripe', { clock: '10:05', zone: 'UTC', sources: [shop, payments], records: [12, 13, 14, 90], rows: 4 }),
    entry('message', '2026-02-20', 'Got “Spring sale”, opened', { clock: '09:00' }),
    ...Array.from({ length: 58 }, (_, index) => entry('message', '2026-01-10', `Got “Weekly ${58 - index}”, not opened`)),
  ];
  const found = all.filter((one) => request.kinds.length === 0 || request.kinds.includes(one.kind));
  return {
    customer: request.customer,
    summary: [
      { fact: 'last_purchase', state: 'known', sentence: '2026-03-01, 54.90 EUR, order 1042, Shopify' },
      { fact: 'open_tickets', state: 'unknown', sentence: 'Cannot be known: no export that is loaded tells of tickets.' },
    ],
    entries: found.slice(request.offset, request.offset + (request.limit ?? 50)),
    total: found.length,
    kinds: [
      { kind: 'purchase', entries: 1 },
      { kind: 'message', entries: 59 },
      { kind: 'sign_up', entries: 0 },
      { kind: 'ticket', entries: null },
    ],
    rows_left_out: 0,
  };
}
