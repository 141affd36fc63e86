import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import { FIGURED_CHECKS } from '../../testing/fakeFigures';
import Complements from '../Lists/Complements.svelte';
import CheckPage from './CheckPage.svelte';
import Scorecard from './Scorecard.svelte';

const [waste, retention] = FIGURED_CHECKS;
if (!waste || !retention) throw new Error('two checks');
/** A core that keeps what was said to it. */
function listening() {
  const said = vi.fn();
  const { check_book, personalisation } = REPLIES;
  if (!check_book || !personalisation) throw new Error('a core that answers');
  useTransport(fakeTransport({
    set_check: (request) => {
      said(request);
      return check_book({});
    },
    set_complement: (request) => {
      said(request);
      return personalisation({});
    },
  }));
  return said;
}

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.door = undefined;
});

describe('the scorecard', () => {
  it('opens the rows behind a figure, tells no share of few, and says what cannot be known', async () => {
    useTransport(fakeTransport());
    render(Scorecard);
    const lines = await screen.findAllByTestId('score-line');
    expect(lines).toHaveLength(4);
    const of = (label: string) => lines.find((one) => one.textContent?.includes(label)) as HTMLElement;
    expect(of('Paid for buyers').textContent).toContain('too few for a share');
    expect(of('Paid for buyers').textContent).not.toContain('%');
    expect(of('Stale details').textContent).toContain('Beyond its limit');
    expect(of('Known before a call').textContent).toContain('Cannot be known from these files: no open lead is in them.');
    await fireEvent.click(within(of('Paid for buyers')).getByRole('button'));
    expect(session.door?.figure).toEqual({ kind: 'check', check: 'waste' });
  });
});

describe('a check with inputs', () => {
  it('takes what is spent on the audience', async () => {
    const said = listening();
    render(CheckPage, { check: waste });
    await fireEvent.click(screen.getByTestId('spend'));
    const box = screen.getByTestId('spend-input');
    await fireEvent.input(box, { target: { value: '1000' } });
    await fireEvent.keyDown(box, { key: 'Enter' });
    await fireEvent.blur(box);
    expect(said).toHaveBeenCalledWith({ check: 'waste', spend: 1000 });
  });

  it('takes the day a flow was changed and shares in per cent', async () => {
    const said = listening();
    render(CheckPage, { check: retention });
    expect(screen.getByTestId<HTMLButtonElement>('compare').disabled).toBe(true);
    await fireEvent.input(screen.getByTestId('changed-on'), { target: { value: '2026-03-10' } });
    await fireEvent.click(screen.getByTestId('compare'));
    expect(said).toHaveBeenCalledWith({ check: 'retention', flow: { flow: 'Welcome', changed_on: '2026-03-10' } });
    await fireEvent.click(screen.getByRole('button', { name: /Thank you was not changed/ }));
    expect(said).toHaveBeenCalledWith({ check: 'retention', flow: { flow: 'Thank you', changed_on: '' } });
    await fireEvent.click(screen.getByTestId('more'));
    const box = screen.getByTestId('more-input');
    await fireEvent.input(box, { target: { value: '8' } });
    await fireEvent.blur(box);
    expect(said).toHaveBeenCalledWith({ check: 'retention', what_if: { kept: null, more: 0.08, years: null, worth: null } });
  });
});

describe('what goes with a product', () => {
  it('is said product by product', async () => {
    const said = listening();
    render(Complements);
    const boxes = await screen.findAllByTestId('goes-with');
    expect(boxes[0]?.textContent).toContain('nobody said');
    await fireEvent.click(boxes[0] as HTMLElement);
    const box = screen.getByTestId('goes-with-input');
    await fireEvent.input(box, { target: { value: 'Table oil' } });
    await fireEvent.blur(box);
    expect(said).toHaveBeenCalledWith({ product: 'Oak table', goes_with: 'Table oil' });
  });
});
