import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { violations } from '../../../testing/axe';
import { opened, refuse } from '../../../testing/opened';

const REFUSED = 'That is a vision. Say which problem is solved.';
const write = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });

async function rewrite(testid: string, value: string): Promise<void> {
  await fireEvent.click(screen.getByTestId(testid));
  const box = screen.getByTestId(`${testid}-input`);
  await fireEvent.input(box, { target: { value } });
  await fireEvent.keyDown(box, { key: 'Enter' });
  await fireEvent.blur(box);
}

describe('the use case', () => {
  it('tells ready or not with each reason, and what is needed', async () => {
    const { container } = await opened('governance/use-case');
    const active = await screen.findByTestId('active-case');
    expect(within(active).getByTestId('ready').textContent).toMatch(/Not ready.*Ad platform: nobody has said.*Order number/s);
    expect(active.textContent).toContain('HubSpot has no owner.');
    expect(screen.getByTestId('needed-attributes').textContent).toContain('2,071 of 2,100 rows');
    expect(screen.getAllByTestId('template')).toHaveLength(3);
    expect(await violations(container)).toEqual([]);
  });

  it('writes a measure where it stands, and only that', async () => {
    const { asked } = await opened('governance/use-case');
    await rewrite('case-target', '3 %');
    await waitFor(() => expect(asked('set_use_case')).toEqual([{ use_case: 1, target: '3 %' }]));
  });

  it('tells what a check counts of the measure, and takes it as the figure of today', async () => {
    const { asked } = await opened('governance/use-case');
    const measured = await screen.findByTestId('case-measured');
    expect(measured.textContent).toMatch(/Suppression accuracy.*4 of 64 winback or acquisition messages \(6 %\)/s);
    await fireEvent.click(screen.getByTestId('take-measured'));
    await waitFor(() => expect(asked('set_use_case')).toEqual([{ use_case: 1, baseline: '4 of 64 winback or acquisition messages (6 %)' }]));
  });

  it('tells a refused name beside it', async () => {
    await opened('governance/use-case', { set_use_case: refuse(REFUSED) });
    await rewrite('case-name', 'Customer 360');
    await waitFor(() => expect(screen.getByTestId('name-refused').textContent).toBe(REFUSED));
  });

  it('begins with a template or a name of its own, which may be refused too', async () => {
    const { asked } = await opened('governance/use-case', { set_use_case: refuse(REFUSED) });
    await fireEvent.click(screen.getByTestId('begin-post_purchase_mail'));
    await waitFor(() => expect(asked('set_use_case')).toEqual([{ template: 'post_purchase_mail' }]));
    await fireEvent.click(screen.getByTestId('name-own'));
    await write('new-name', 'CDP');
    await fireEvent.click(screen.getByTestId('keep-case'));
    expect(asked('set_use_case')).toHaveLength(1);
    expect(screen.getByTestId('new-problem').getAttribute('aria-invalid')).toBe('true');
    await write('new-problem', 'We write to the dead.');
    await fireEvent.click(screen.getByTestId('keep-case'));
    await waitFor(() => expect(within(screen.getByTestId('new-case')).getByText(REFUSED)).toBeTruthy());
    expect(screen.getByTestId('new-name').getAttribute('aria-invalid')).toBe('true');
  });

  it('parks the other only where it says so', async () => {
    const { asked } = await opened('governance/use-case');
    const takeUp = screen.getByTestId('take-up');
    expect(takeUp.textContent).toContain('and park “No ads to people who just bought”');
    await fireEvent.click(takeUp);
    await waitFor(() => expect(asked('set_use_case_state')).toEqual([{ use_case: 2, state: 'active', park_other: true, reason: '' }]));
  });

  it('adds a system that is needed to those there are', async () => {
    const { asked } = await opened('governance/use-case');
    await waitFor(() => expect(screen.getByTestId('add-kind').textContent).toContain('Point of sale'));
    await fireEvent.change(screen.getByTestId('add-kind'), { target: { value: 'point_of_sale' } });
    await waitFor(() => expect(asked('set_use_case')).toEqual([{ use_case: 1, kinds: ['shop', 'ad_platform', 'point_of_sale'] }]));
  });
});

describe('the scope', () => {
  it('is frozen anew only with a reason', async () => {
    const { asked } = await opened('governance/use-case');
    const freeze = (await screen.findByTestId('freeze')) as HTMLButtonElement;
    expect(freeze.disabled).toBe(true);
    await write('freeze-reason', 'the shop moved');
    await fireEvent.click(freeze);
    await waitFor(() => expect(asked('freeze_scope')).toEqual([{ reason: 'the shop moved' }]));
  });

  it('asks for what came after it', async () => {
    const { asked } = await opened('governance/use-case');
    await fireEvent.click(within(await screen.findByTestId('unasked')).getByRole('button'));
    const send = screen.getByTestId('send-request') as HTMLButtonElement;
    expect(send.disabled).toBe(true);
    await write('request-asker', 'Sam');
    await write('request-reason', 'complaints are there');
    await write('request-value', 'fewer calls');
    await fireEvent.click(send);
    await waitFor(() => expect(asked('request_change')).toEqual([{ what: 'Mailchimp', asker: 'Sam', reason: 'complaints are there', value: 'fewer calls', effort: '', source: 3 }]));
  });

  it('keeps a verdict with who decided and why', async () => {
    const { asked, container } = await opened('governance/use-case');
    const [first] = await screen.findAllByTestId('verdict');
    if (!first) throw new Error('no request');
    await fireEvent.change(first, { target: { value: 'parked' } });
    expect(asked('judge_change')).toEqual([]);
    await write('verdict-reason', 'after the first audit');
    await write('verdict-by', 'Dana');
    expect(await violations(container)).toEqual([]);
    await fireEvent.click(screen.getByTestId('keep-verdict'));
    await waitFor(() => expect(asked('judge_change')).toEqual([{ request: 1, verdict: 'parked', reason: 'after the first audit', by: 'Dana' }]));
  });
});
