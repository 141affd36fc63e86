import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, type REPLIES } from '../../testing/fakeCore';
import { SIGN_OFFS } from '../../testing/fakeRules';
import { choiceOf } from './Rules/choices';

let core: ReturnType<typeof fakeTransport>;

async function open(over: typeof REPLIES = {}): Promise<HTMLElement> {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport(over);
  useTransport(core);
  location.hash = '#/governance/rules';
  dispatchEvent(new Event('hashchange'));
  const { container } = render(App);
  await screen.findByTestId('rule-counts');
  await screen.findByTestId('raci-gaps');
  await screen.findByTestId('sign-sentence');
  return container;
}

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);
const inRule = (code: string) => within(screen.getByTestId(`rule-${code}`));

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
});

describe('rules', () => {
  it('stand as sentences with version and what they concern, and break no rule of access', async () => {
    const container = await open();
    expect(screen.getByTestId('rule-counts').textContent).toBe('4 rules · 1 not decided · 3 without an accountable team');
    const family = inRule('conflict:family_name');
    expect(family.getByTestId('sentence').textContent).toContain('The last name somebody gave us');
    expect(family.getByTestId('concerns').textContent).toContain('412 customers');
    expect(screen.getByTestId('rule-conflict:family_name').textContent).toContain('version 2');
    expect(screen.getByTestId('rule-retention:1').textContent).toContain('Nobody has decided this yet.');
    expect(await violations(container)).toEqual([]);
  });

  it('hide what concerns nobody until it is asked for', async () => {
    await open();
    expect(screen.queryByTestId('rule-conflict:phone')).toBeNull();
    await fireEvent.click(screen.getByTestId('quiet-rules'));
    expect(screen.getByTestId('rule-conflict:phone')).toBeTruthy();
  });

  it('tell what a choice would change before it acts', async () => {
    await open();
    const family = inRule('conflict:family_name');
    await fireEvent.change(family.getByTestId('choice'), { target: { value: 'oldest' } });
    await waitFor(() => expect(screen.getByTestId('preview-sentence').textContent).toContain('12 of 900'));
    expect(screen.getByTestId('preview').textContent).toContain('Family name: the oldest value wins.');
    expect(screen.getByTestId('preview').textContent).toContain('Marsh-Cole');
    expect(asked('preview_choice')).toEqual([{ rule: 'conflict:family_name', choice: 'oldest' }]);
    expect(asked('decide_rule')).toEqual([]);
    expect(screen.getByTestId('wording-goes')).toBeTruthy();
    expect(await violations(screen.getByTestId('preview'))).toEqual([]);
    await fireEvent.input(screen.getByTestId('reason'), { target: { value: 'asked for' } });
    await fireEvent.submit(screen.getByTestId('preview'));
    await waitFor(() => expect(asked('decide_rule')).toEqual([{ rule: 'conflict:family_name', choice: 'oldest', sentence: '', reason: 'asked for' }]));
    await waitFor(() => expect(screen.queryByTestId('preview')).toBeNull());
    expect(document.activeElement).toBe(family.getByTestId('choice'));
  });

  it('keep what was tried, and say why, when the core refuses', async () => {
    await open({ decide_rule: () => { throw { code: 'invalid', message: 'Locked by another program.', hint: null, context: [], id: 'x' }; } });
    await fireEvent.change(inRule('conflict:family_name').getByTestId('choice'), { target: { value: 'oldest' } });
    await screen.findByTestId('preview-sentence');
    await fireEvent.submit(screen.getByTestId('preview'));
    await waitFor(() => expect(screen.getAllByText('Locked by another program.').length).toBeGreaterThan(0));
    expect(screen.getByTestId('preview')).toBeTruthy();
  });

  it('take any number of months, and ask nothing about a number that is none', async () => {
    await open();
    await fireEvent.change(inRule('retention:1').getByTestId('choice'), { target: { value: 'other' } });
    await fireEvent.input(screen.getByTestId('amount'), { target: { value: '0' } });
    expect(screen.queryByTestId('preview')).toBeNull();
    await fireEvent.input(screen.getByTestId('amount'), { target: { value: '18' } });
    await screen.findByTestId('preview-sentence');
    expect(asked('preview_choice')).toEqual([{ rule: 'retention:1', choice: 'months:18' }]);
    expect([choiceOf('months', '601'), choiceOf('days', '1.5'), choiceOf('days', ' '), choiceOf('days', '30')]).toEqual([undefined, undefined, undefined, 'days:30']);
  });

  it('put sources in an order that is tried first', async () => {
    await open();
    const [first] = await inRule('source_order').findAllByTestId('believe');
    if (!first) throw new Error('no source to believe');
    await fireEvent.click(first);
    await waitFor(() => expect(asked('preview_choice')).toEqual([{ rule: 'source_order', choice: '[1]' }]));
  });

  it('are worded by people', async () => {
    await open();
    await fireEvent.click(inRule('conflict:family_name').getByTestId('word'));
    expect(await violations(screen.getByTestId('word-dialog'))).toEqual([]);
    await fireEvent.input(screen.getByTestId('wording'), { target: { value: ' We write what she says. ' } });
    await fireEvent.click(screen.getByTestId('wording-save'));
    await waitFor(() => expect(asked('word_rule')).toEqual([{ rule: 'conflict:family_name', sentence: 'We write what she says.', reason: '' }]));
    await waitFor(() => expect(screen.queryByTestId('word-dialog')).toBeNull());
  });

  it('tell what is kept longer than agreed', async () => {
    await open();
    await waitFor(() => expect(screen.getByTestId('overdue').textContent).toContain('old_export.csv'));
    expect(screen.getByTestId('overdue').textContent).toContain('40 of 900');
    expect(screen.getByTestId('overdue').textContent).toContain('No term is agreed for Zendesk.');
  });
});

describe('signatures', () => {
  it('tell each standing in words, and are given by a person', async () => {
    await open();
    expect(screen.getByTestId('team-data').textContent).toContain('changed since');
    expect(screen.getByTestId('team-legal').textContent).toContain('not signed');
    expect((screen.getByTestId('freeze') as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(screen.getByTestId('sign-legal'));
    expect((screen.getByTestId('sign-do') as HTMLButtonElement).disabled).toBe(true);
    expect(screen.queryByTestId('sign-away')).toBeNull();
    await fireEvent.input(screen.getByTestId('sign-person'), { target: { value: 'Lea' } });
    await fireEvent.click(screen.getByTestId('sign-do'));
    await waitFor(() => expect(asked('sign_rules')).toEqual([{ team: 'legal', person: 'Lea', note: '' }]));
  });

  it('are taken away by the team that gave them', async () => {
    await open();
    await fireEvent.click(screen.getByTestId('sign-marketing'));
    await fireEvent.click(screen.getByTestId('sign-away'));
    await waitFor(() => expect(asked('sign_rules')).toEqual([{ team: 'marketing', person: '', note: '' }]));
  });

  it('wait until changed rules are frozen again', async () => {
    const changes = [{ rule: 'conflict:phone', change: 'changed', before: 'Phone: the newest value wins.', now: 'Phone: the oldest value wins.', outdates: true }];
    await open({ sign_offs: () => ({ ...SIGN_OFFS, changes, is_outdated: true }) });
    expect(screen.getByTestId('sign-outdated').textContent).toContain('Freeze them again');
    expect(screen.getByTestId('since').textContent).toContain('Phone: the oldest value wins.');
    expect(screen.queryByTestId('sign-legal')).toBeNull();
    await fireEvent.click(screen.getByTestId('freeze'));
    await fireEvent.input(screen.getByTestId('freeze-note'), { target: { value: 'second workshop' } });
    await fireEvent.click(screen.getByTestId('freeze-do'));
    await waitFor(() => expect(asked('freeze_rules')).toEqual([{ note: 'second workshop' }]));
  });

  it('say what to do while nothing is frozen', async () => {
    await open({ sign_offs: () => ({ ...SIGN_OFFS, frozen: null }) });
    expect(screen.getByTestId('sign-sentence').textContent).toContain('Freeze the rules');
    expect(screen.queryByTestId('sign-legal')).toBeNull();
  });
});

describe('parts of teams', () => {
  it('offer accountable to one team only, and set a part', async () => {
    await open();
    const offered = (testid: string) => within(screen.getByTestId(testid)).getAllByRole('option').map((one) => (one as HTMLOptionElement).value);
    expect(offered('part-conflict:family_name-data')).toContain('accountable');
    expect(offered('part-conflict:family_name-legal')).not.toContain('accountable');
    await fireEvent.change(screen.getByTestId('part-1-legal'), { target: { value: 'accountable' } });
    await waitFor(() => expect(asked('set_team_part')).toEqual([{ source: 1, rule: null, team: 'legal', part: 'accountable' }]));
  });

  it('narrow to what nobody is accountable for', async () => {
    await open();
    await fireEvent.click(screen.getByTestId('raci-open'));
    expect(screen.queryByTestId('part-conflict:family_name-data')).toBeNull();
    expect(screen.getByTestId('part-1-legal')).toBeTruthy();
  });
});
