import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { TAGS, useTransport, type Regroup } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, GRAPH, REGROUPED } from '../../testing/fakeCore';
import Together from './Together.svelte';

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.notices = [];
});

async function open(over: Parameters<typeof fakeTransport>[0] = {}): Promise<HTMLElement> {
  useTransport(fakeTransport(over));
  const { container } = render(Together, { customer: 'C000123' });
  await waitFor(() => expect(screen.getByTestId('customer-graph')).toBeTruthy());
  return container;
}

async function pick(at: number): Promise<void> {
  const box = screen.getAllByTestId('pick')[at]?.querySelector('input');
  if (!box) throw new Error('no such record');
  await fireEvent.click(box);
}

describe('how records hang together', () => {
  it('names bridges and weak links in words, not by colour alone', async () => {
    const container = await open();
    expect(screen.getByText(/Without 1 link \(bridges\) the customer would fall apart; 1 link is weak\./)).toBeTruthy();
    expect([...container.querySelectorAll('svg text')].map((text) => text.textContent)).toContain('bridge');
    await fireEvent.click(screen.getByRole('button', { name: 'As a table' }));
    expect(screen.getByText('bridge: without it 3 records would part; weak')).toBeTruthy();
    expect(screen.getByText('Grouped by hand: she married')).toBeTruthy();
  });

  it('has nothing that a screen reader stumbles over', async () => {
    const container = await open();
    expect(await violations(container)).toEqual([]);
  });

  it('is one stop of the tab key; arrows lead on and space picks', async () => {
    const container = await open();
    const nodes = [...container.querySelectorAll<SVGGElement>('svg [role="checkbox"]')];
    expect(nodes.filter((node) => node.getAttribute('tabindex') === '0')).toHaveLength(1);
    await fireEvent.keyDown(nodes[0] as Element, { key: 'ArrowRight' });
    await fireEvent.keyDown(nodes[1] as Element, { key: ' ' });
    expect(nodes[1]?.getAttribute('aria-checked')).toBe('true');
    expect(screen.getByText('1 record picked')).toBeTruthy();
  });

  it('says what is left out of a huge customer', async () => {
    await open({ customer_graph: () => ({ ...GRAPH, rows_left_out: 4000, links_left_out: 90 }) });
    expect(screen.getByText(/4,000 rows are left out of the picture, so that bridges cannot be told\. 90 links beside stronger ones are left out\./)).toBeTruthy();
  });
});

describe('grouping by hand', () => {
  it('parts what is picked, with a reason, after telling what will be', async () => {
    const asked: Regroup[] = [];
    await open({
      regroup: (request) => {
        asked.push(request);
        return REGROUPED;
      },
    });
    expect((screen.getByTestId('split') as HTMLButtonElement).disabled).toBe(true);
    await pick(3);
    await fireEvent.click(screen.getByTestId('split'));
    await waitFor(() => expect(screen.getByTestId('regroup-preview').textContent).toContain('Anne Cole'));
    const preview = screen.getByTestId('regroup-preview').textContent;
    expect(preview).toContain('2 rows of events go along.');
    expect(preview).toContain('1 verdict that says otherwise will be taken back.');
    const go = screen.getByTestId('regroup-do') as HTMLButtonElement;
    expect(go.disabled).toBe(true);
    await fireEvent.input(screen.getByTestId('regroup-reason'), { target: { value: 'two people of one name' } });
    await waitFor(() => expect(go.disabled).toBe(false));
    await fireEvent.submit(go.closest('dialog')?.querySelector('form') as HTMLFormElement);
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toMatchObject({ kind: 'split', customer: 'C000123', records: [14], other: null, reason: 'two people of one name' });
    await waitFor(() => expect(session.notices.at(-1)).toMatchObject({ sentence: REGROUPED.sentence, undo: true }));
    expect(screen.queryByTestId('regroup')).toBeNull();
    expect(screen.getByText('No record picked')).toBeTruthy();
  });

  it('finds the other customer by search', async () => {
    await open();
    await fireEvent.click(screen.getByTestId('join'));
    expect(screen.queryByTestId('regroup-preview')).toBeNull();
    await fireEvent.input(screen.getByTestId('regroup-search'), { target: { value: 'mar' } });
    await waitFor(() => expect(screen.getAllByTestId('regroup-other').length).toBeGreaterThan(0));
    await fireEvent.click(screen.getAllByTestId('regroup-other')[0] as Element);
    await waitFor(() => expect(screen.getByTestId('regroup-preview')).toBeTruthy());
  });

  it('says what went wrong where it happened', async () => {
    await open({
      preview_regroup: () => {
        throw { code: 'invalid', message: 'Every record would leave.', hint: null, context: [], id: 'x' };
      },
    });
    await pick(0);
    await fireEvent.click(screen.getByTestId('split'));
    await waitFor(() => expect(screen.getByText('Every record would leave.')).toBeTruthy());
  });
});
