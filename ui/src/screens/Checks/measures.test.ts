import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { opened, refuse } from '../../testing/opened';

beforeEach(() => {
  session.door = undefined;
  session.notices = [];
});

/** Writes into what can be written where it stands. */
async function write(value: HTMLElement, text: string): Promise<void> {
  const testid = value.dataset.testid ?? '';
  await fireEvent.click(value);
  const box = screen.getByTestId(`${testid}-input`);
  await fireEvent.input(box, { target: { value: text } });
  await fireEvent.blur(box);
}

describe('the measures over all runs', () => {
  it('are reached from the checks, with what is beyond its limit and what is not known', async () => {
    await opened('checks');
    expect(screen.getByTestId('to-measures').getAttribute('href')).toBe('#/checks/measures');
  });

  it('show how each moved, and open the rows behind it', async () => {
    const { container } = await opened('checks/measures');
    const card = await screen.findByTestId('measure-stale_details');
    expect(screen.getByTestId('breaches').textContent).toContain('more than the 2 % agreed');
    expect(screen.getByTestId('unknown-measures').textContent).toContain('no source tells which addresses bounced');
    expect(card.querySelectorAll('circle > title')).toHaveLength(3);
    expect(within(card).getByText('Beyond its limit')).toBeTruthy();
    expect(card.textContent).toContain('+1 points since the run before.');
    // Of few no share is told.
    const few = screen.getByTestId('measure-ownerless_sources');
    expect(few.textContent).toContain('4 of 6. 1 fewer than at the run before.');
    expect(few.querySelector('p:not(.soft)')?.textContent).not.toContain('%');
    expect(await violations(container)).toEqual([]);
    await fireEvent.click(within(card).getByRole('button', { name: /show the rows behind Stale details$/ }));
    expect(session.door?.figure).toEqual({ kind: 'measured', measure: 'stale_details', source: null, detail: '' });
    const [part] = within(card).getAllByTestId('measure-part');
    await fireEvent.click(within(part as HTMLElement).getByRole('button'));
    expect(session.door?.figure).toEqual({ kind: 'measured', measure: 'stale_details', source: 2, detail: 'email' });
  });

  it('take a limit in per cent, and a blank takes it away', async () => {
    const { asked } = await opened('checks/measures');
    const card = await screen.findByTestId('measure-stale_details');
    await write(within(card).getByTestId('limit'), '2.5');
    await waitFor(() => expect(asked('set_audit_plan')).toEqual([{ every_days: null, limits: [{ measure: 'stale_details', limit: 0.025 }] }]));
    await write(within(card).getByTestId('limit'), '');
    await waitFor(() => expect(asked('set_audit_plan')[1]).toEqual({ every_days: null, limits: [{ measure: 'stale_details', limit: null }] }));
    await write(within(card).getByTestId('limit'), 'a few');
    expect(within(card).getByRole('alert').textContent).toContain('from 0 to 100 %');
    await write(within(card).getByTestId('limit'), '250');
    expect(asked('set_audit_plan')).toHaveLength(2);
  });

  it('say when to audit again', async () => {
    const { asked } = await opened('checks/measures');
    const plan = await screen.findByTestId('audit-plan');
    expect(plan.textContent).toContain('It is due on');
    await write(screen.getByTestId('every-days'), '90');
    await waitFor(() => expect(asked('set_audit_plan')).toEqual([{ every_days: 90, limits: [] }]));
    await write(screen.getByTestId('every-days'), '');
    await waitFor(() => expect(asked('set_audit_plan')[1]).toEqual({ every_days: 0, limits: [] }));
    await write(screen.getByTestId('every-days'), 'monthly');
    expect(within(plan).getByRole('alert').textContent).toContain('whole days');
    expect(asked('set_audit_plan')).toHaveLength(2);
  });

  it('tell that the day has passed, and that nobody named one', async () => {
    const none = { runs: [{ run: 1, ran_at: '2026-09-02T09:00:00Z' }], measures: [], breaches: [] };
    await opened('checks/measures', { measures: () => ({ ...none, next_audit: { every_days: 30, last: '2026-09-02', due: '2026-10-02', overdue: true } }) });
    expect((await screen.findByTestId('audit-plan')).textContent).toContain('Overdue');
  });

  it('say what went wrong', async () => {
    await opened('checks/measures', { measures: refuse('Another program holds the project.') });
    expect(await screen.findByText('Another program holds the project.')).toBeTruthy();
  });
});
