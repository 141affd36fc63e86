import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import { violations } from '../../../testing/axe';
import { REPLIES } from '../../../testing/fakeCore';
import { opened, refuse } from '../../../testing/opened';

const BLANK = { cost: null, kind: '', what: '', who: '', times: null, per: '', minutes: null, amount: null, share: null, day: null, left: null, right: null };

async function rewrite(testid: string, value: string): Promise<void> {
  await fireEvent.click(screen.getByTestId(testid));
  const box = screen.getByTestId(`${testid}-input`);
  await fireEvent.input(box, { target: { value } });
  await fireEvent.blur(box);
}
const write = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });

it('stands every figure beside what it is made from', async () => {
  const { container } = await opened('governance/costs');
  expect(screen.getByTestId('by-hand').textContent).toMatch(/Compare two lists.*3.*20.*4\.33/s);
  expect(screen.getByTestId('by-hand-total').textContent).toBe('4.33 hours × 40 = 173 EUR a month');
  expect(screen.getByTestId('waste').textContent).toMatch(/1200\.5.*20.*240\.1 EUR/s);
  expect(screen.getByTestId('incidents').textContent).toContain('I bought this yesterday');
  expect(await violations(container)).toEqual([]);
});

it('shows no money while nobody said what an hour costs', async () => {
  const sheet = REPLIES.cost_sheet?.({});
  if (!sheet) throw new Error('no sheet');
  await opened('governance/costs', { cost_sheet: () => ({ ...sheet, hourly: null, by_hand_money: null }) });
  expect(screen.getByTestId('by-hand-total').textContent).toContain('once somebody says what an hour costs');
});

it('keeps a figure that is written otherwise, with all it is made from', async () => {
  const { asked } = await opened('governance/costs');
  await rewrite('minutes', '12.5');
  await rewrite('share', '7 %');
  await rewrite('hourly', '');
  await waitFor(() =>
    expect(asked('set_cost')).toEqual([
      { ...BLANK, cost: 1, kind: 'by_hand', what: 'Compare two lists', who: 'Sam', times: 3, per: 'week', minutes: 12.5 },
      { ...BLANK, cost: 2, kind: 'waste', what: 'Ads to recent buyers', amount: 1200.5, share: 0.07 },
    ]),
  );
  await waitFor(() => expect(asked('set_cost_rates')).toEqual([{ hourly: null, currency: 'EUR' }]));
});

it('notes an incident between two sources once all is said', async () => {
  const { asked } = await opened('governance/costs');
  const add = screen.getByTestId('add-incident-add') as HTMLButtonElement;
  await write('add-incident-what', 'You wrote to my late father');
  expect(add.disabled).toBe(true);
  await write('add-incident-day', '2026-11-04');
  await waitFor(() => expect(screen.getByTestId('add-incident-left').textContent).toContain('Shopify'));
  await fireEvent.change(screen.getByTestId('add-incident-left'), { target: { value: '1' } });
  await fireEvent.change(screen.getByTestId('add-incident-right'), { target: { value: '3' } });
  await fireEvent.click(add);
  await waitFor(() => expect(asked('set_cost')).toEqual([{ ...BLANK, kind: 'incident', what: 'You wrote to my late father', day: '2026-11-04', left: 1, right: 3 }]));
});

it('keeps what was written where the core says what is missing', async () => {
  await opened('governance/costs', { set_cost: refuse('Waste needs the money spent in a month.') });
  await write('add-waste-what', 'Letters to dead addresses');
  await write('add-waste-amount', 'much');
  await write('add-waste-share', '20');
  await fireEvent.click(screen.getByTestId('add-waste-add'));
  await waitFor(() => expect(screen.getAllByText('Waste needs the money spent in a month.').length).toBeGreaterThan(0));
  expect((screen.getByTestId('add-waste-what') as HTMLInputElement).value).toBe('Letters to dead addresses');
});

it('notes a cost once, however often that is pressed', async () => {
  const { asked } = await opened('governance/costs');
  await write('add-waste-what', 'Letters to dead addresses');
  await write('add-waste-amount', '300');
  await write('add-waste-share', '20');
  const form = screen.getByTestId('add-waste');
  void fireEvent.submit(form);
  await fireEvent.submit(form);
  await waitFor(() => expect((screen.getByTestId('add-waste-what') as HTMLInputElement).value).toBe(''));
  expect(asked('set_cost')).toHaveLength(1);
});
