import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import { FIGURED_CHECKS } from '../../testing/fakeFigures';
import Complements from '../Lists/Complements.svelte';
import CheckPage from './CheckPage.svelte';
import Scorecard from './Scorecard.svelte';

const [waste, retention, attribution] = FIGURED_CHECKS;
if (!waste || !retention || !attribution) throw new Error('three checks');
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
    set_campaign: (request) => {
      said(request);
      return check_book({});
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
    expect(session.door?.figure).toEqual({ kind: 'check', check: 'waste', part: '' });
  });
});

describe('a picture of a check', () => {
  it('opens the people behind one campaign', async () => {
    useTransport(fakeTransport());
    const figure = { kind: 'check' as const, check: 'pressure', part: 'Autumn sale' };
    const line = { label: 'Autumn sale', named: true, values: [2, 4], note: '', verdict: '', unexplained: false };
    const lines = [{ ...line, figure }, { ...line, label: 'Newsletter', figure: null }];
    render(CheckPage, { check: { ...waste, pictures: [{ kind: 'bars', title: 'Again', sentence: 'People.', columns: ['More than once', 'People'], lines }] } });
    const doors = within(screen.getByTestId('picture-bars')).getAllByRole('button', { name: /rows behind/ });
    expect(doors).toHaveLength(1);
    await fireEvent.click(doors[0] as HTMLElement);
    expect(session.door?.figure).toEqual(figure);
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

  it('takes what a click costs', async () => {
    const said = listening();
    render(CheckPage, { check: waste });
    await fireEvent.click(screen.getByTestId('cost-per-click'));
    const box = screen.getByTestId('cost-per-click-input');
    await fireEvent.input(box, { target: { value: '0.8' } });
    await fireEvent.keyDown(box, { key: 'Enter' });
    await fireEvent.blur(box);
    expect(said).toHaveBeenCalledWith({ check: 'waste', cost_per_click: 0.8 });
  });

  it('leaves a target as it is where no number is written, and says so', async () => {
    const said = listening();
    render(CheckPage, { check: { ...waste, target: 0.05 } });
    const write = async (typed: string) => {
      await fireEvent.click(screen.getByTestId('target'));
      const box = screen.getByTestId('target-input');
      await fireEvent.input(box, { target: { value: typed } });
      await fireEvent.blur(box);
    };
    await write('few');
    expect(said).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toContain('Write a number');
    await write('7 %');
    expect(said).toHaveBeenLastCalledWith({ check: 'waste', target: 0.07 });
    await write('');
    expect(said).toHaveBeenLastCalledWith({ check: 'waste', target: -1 });
  });

  it('takes another window, and a blank gives back its own', async () => {
    const said = listening();
    const window_choice = { about: 'Days in a row within which messages are counted', days: 14, messages: 3, chosen: true };
    const { container } = render(CheckPage, { check: { ...waste, check: 'pressure', window_choice } });
    expect(await violations(container)).toEqual([]);
    expect(container.textContent).toContain('Days in a row within which messages are counted; chosen here');
    for (const [box, typed, request] of [
      ['window-days', '21', { check: 'pressure', days: 21 }],
      ['window-days', '', { check: 'pressure', days: 0 }],
      ['window-messages', '5', { check: 'pressure', messages: 5 }],
    ] as const) {
      await fireEvent.click(screen.getByTestId(box));
      const input = screen.getByTestId(`${box}-input`);
      await fireEvent.input(input, { target: { value: typed } });
      await fireEvent.blur(input);
      expect(said).toHaveBeenLastCalledWith(request);
    }
  });

  it('counts the month somebody chooses, and the newest again', async () => {
    const said = listening();
    const month_choice = { months: ['2026-11', '2026-10'], month: '2026-10', chosen: true };
    const { container } = render(CheckPage, { check: { ...waste, check: 'numbers', month_choice } });
    const box = screen.getByTestId<HTMLSelectElement>('month');
    expect(box.value).toBe('2026-10');
    expect([...box.options].map((one) => one.text)).toEqual(['the newest', '2026-11', '2026-10']);
    for (const month of ['2026-11', '']) {
      await fireEvent.change(box, { target: { value: month } });
      expect(said).toHaveBeenLastCalledWith({ check: 'numbers', month });
    }
    expect(await violations(container)).toEqual([]);
  });

  it('refuses a window that is no whole number, and says so', async () => {
    const said = listening();
    const window_choice = { about: 'Days in a row within which messages are counted', days: 14, messages: 3, chosen: true };
    const { container } = render(CheckPage, { check: { ...waste, check: 'pressure', window_choice } });
    const write = async (box: string, typed: string) => {
      await fireEvent.click(screen.getByTestId(box));
      const input = screen.getByTestId(`${box}-input`);
      await fireEvent.input(input, { target: { value: typed } });
      await fireEvent.blur(input);
    };
    for (const [box, typed, sentence] of [
      ['window-days', '30 Tage', 'Write whole days'],
      ['window-days', '-5', 'Write whole days'],
      ['window-messages', '2.5', 'Write a whole number of messages'],
    ] as const) {
      await write(box, typed);
      expect(screen.getByRole('alert').textContent).toContain(sentence);
    }
    expect(said).not.toHaveBeenCalled();
    expect(await violations(container)).toEqual([]);
    await write('window-messages', '5');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(said).toHaveBeenLastCalledWith({ check: 'pressure', messages: 5 });
  });

  it('shows no window where none can be chosen', () => {
    listening();
    render(CheckPage, { check: waste });
    expect(screen.queryByTestId('window-days')).toBeNull();
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

describe('what campaigns are for', () => {
  const campaigns = {
    campaigns: [
      { campaign: 'Spring tables', people: 174, recent_buyers: 12, purpose: '', counted: false, by_name: false },
      { campaign: 'Winback', people: 64, recent_buyers: 4, purpose: '', counted: true, by_name: true },
    ],
    total: 3,
  };

  it('is said of each, and what its name tells stands there until then', async () => {
    const said = listening();
    const { container } = render(CheckPage, { check: { ...waste, check: 'suppression', campaigns } });
    const rows = screen.getAllByTestId('campaign').map((row) => row.textContent);
    expect(rows[0]).toContain('Its name does not tell');
    expect(rows[1]).toContain('By its name or kind: winback or acquisition');
    expect(screen.getByText('The 2 campaigns of most people, of 3.')).toBeTruthy();
    await fireEvent.change(screen.getByLabelText('What Spring tables is for'), { target: { value: 'winback_or_acquisition' } });
    expect(said).toHaveBeenCalledWith({ campaign: 'Spring tables', purpose: 'winback_or_acquisition' });
    await fireEvent.change(screen.getByLabelText('What Winback is for'), { target: { value: 'other' } });
    expect(said).toHaveBeenCalledWith({ campaign: 'Winback', purpose: 'other' });
    expect(await violations(container)).toEqual([]);
  });

  it('is not asked where a check does not count campaigns', () => {
    render(CheckPage, { check: waste });
    expect(screen.queryByTestId('campaigns')).toBeNull();
  });
});

describe('the numbers of several sources', () => {
  const fact = (about: string, told: string | null) => ({ about, told });
  const platform = {
    source: { source: 2, name: 'Meta Ads', letters: 'MA', hue: 2 },
    table: 'campaigns',
    gave: '3 orders',
    basis: [fact('window', '7-day click or 1-day view.'), fact('zone', null), fact('once', null), fact('dated_by', null)],
  };

  it('tell how each came about, and what its file does not tell', async () => {
    const { container } = render(CheckPage, { check: { ...waste, inputs: [platform] } });
    const table = within(screen.getByTestId('basis'));
    expect(table.getAllByRole('columnheader').map((one) => one.textContent)).toEqual(expect.arrayContaining(['Attribution window', 'Time zone', 'Counted once', 'Dated by']));
    expect(table.getByText('7-day click or 1-day view.')).toBeTruthy();
    expect(table.getAllByText('not told by the file')).toHaveLength(3);
    expect(await violations(container)).toEqual([]);
  });

  it('are not told of a table whose number stands alone', () => {
    render(CheckPage, { check: { ...waste, inputs: [{ ...platform, basis: [] }] } });
    expect(screen.queryByTestId('basis')).toBeNull();
  });
});

describe('the credit of channels', () => {
  const told = () => screen.getAllByTestId('credit-band').map((one) => one.textContent.replace(/\s+/g, ' ').trim());

  it('tells each band with its number, its share and of how many, and what is not known apart', async () => {
    const { container } = render(CheckPage, { check: attribution });
    expect(told()).toEqual(['Paid search 30 of 50 purchases (60 %) 60 touches', 'E-mail 10 of 50 purchases (20 %) 1 touch', 'Cannot be known 10 of 50 purchases (20 %) nothing is tied to the customer before it']);
    expect(screen.getByTestId('illustration').textContent).toContain('an illustration of a rule, not a fact');
    expect(container.querySelectorAll('path.band')).toHaveLength(3);
    expect(container.querySelectorAll('path.unknown')).toHaveLength(1);
    expect(await violations(container)).toEqual([]);
    await fireEvent.change(screen.getByTestId('credit-rule'), { target: { value: '2' } });
    expect(told().slice(0, 2)).toEqual(['Paid search 22.5 of 50 purchases (45 %) 60 touches', 'E-mail 17.5 of 50 purchases (35 %) 1 touch']);
  });

  it('tells no share of few, and hides the band of those who are few', () => {
    const picture = attribution.pictures[0];
    if (!picture) throw new Error('a picture');
    const lines = picture.lines.map((line) => ({ ...line, values: [line.values[0] ?? null, line.unexplained ? 4.5 : 8, 8] }));
    render(CheckPage, { check: { ...attribution, pictures: [{ ...picture, lines }] } });
    expect(told()[0]).toBe('Paid search 8 of 21 purchases 60 touches');
    expect(told()[2]).toContain('fewer than 5 of 21 purchases');
  });

  it('has the same facts as a table', async () => {
    render(CheckPage, { check: attribution });
    await fireEvent.click(within(screen.getByTestId('flow-of-credit')).getByRole('button', { name: 'Show as a table' }));
    const [, ...rows] = screen.getAllByRole('row').map((one) => one.textContent.replace(/\s+/g, ' ').trim());
    expect(rows.some((one) => one.startsWith('Paid search') && one.endsWith('22.5'))).toBe(true);
    expect(rows.some((one) => one.startsWith('Cannot be known'))).toBe(true);
    expect(screen.queryAllByTestId('credit-band')).toEqual([]);
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
