import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../App.svelte';
import { TAGS, useTransport } from '../api';
import { SCREENS } from '../state/route';
import { changed } from '../state/query.svelte';
import { session } from '../state/session.svelte';
import { fakeTransport, REPLIES } from '../testing/fakeCore';

const ADDRESSES = [...SCREENS, 'sources/coverage', 'sources/overlap', 'sources/loads', 'quality/columns', 'quality/stale', 'matches/trust', 'matches/model', 'matches/standing', 'customers/C000123', 'customers/households', 'history/runs', 'history/decisions', 'governance/rules', 'governance/log', 'governance/use-case', 'governance/approach', 'governance/costs', 'workshop/scope', 'checks/scorecard', 'checks/waste', 'checks/retention', 'checks/attribution', 'checks/pressure', 'checks/measures'];

async function open(address: string): Promise<HTMLElement> {
  location.hash = `#/${address}`;
  // The window hears of a new address later than a test asks.
  dispatchEvent(new Event('hashchange'));
  const { container } = render(App);
  await waitFor(() => expect(document.documentElement.dataset.ready).toBe('true'));
  return container;
}

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.door = undefined;
  session.notices = [];
  session.incoming = undefined;
});

describe('every screen', () => {
  it.each(ADDRESSES)('%s shows itself', async (address) => {
    useTransport(fakeTransport());
    const container = await open(address);
    expect(container.querySelectorAll('h1')).toHaveLength(1);
    expect(screen.queryAllByTestId('error')).toEqual([]);
  });

  it.each(SCREENS.filter((name) => name !== 'start'))('%s says what went wrong where it happened', async (address) => {
    const refuse = () => {
      throw { code: 'locked', message: 'Another program holds the project.', hint: 'Close it there.', context: [], id: 'x' };
    };
    const still = ['app_info', 'project_summary', 'list_jobs'];
    const over = Object.fromEntries(Object.keys(REPLIES).filter((name) => !still.includes(name)).map((name) => [name, refuse]));
    useTransport(fakeTransport(over));
    await open(address);
    await waitFor(() => expect(screen.getAllByText('Another program holds the project.').length).toBeGreaterThan(0));
    expect(screen.getAllByText('Close it there.').length).toBeGreaterThan(0);
  });
});

describe('empty screens', () => {
  it.each([
    ['quality', { list_problems: () => ({ problems: [], total: 0, by_severity: [], by_code: [] }), inventory: () => ({ kinds: [], sources: [] }) }],
    ['quality/columns', { list_profiles: () => [] }],
    ['quality/stale', { stale_details: () => ({ sentence: '', records: null, people: 0, undated: 0, by_source: [] }) }],
    ['checks/measures', { measures: () => ({ runs: [], measures: [], next_audit: { every_days: null, last: null, due: null, overdue: false }, breaches: [] }) }],
    ['mapping', { list_mappings: () => [] }],
    ['customers', { search_customers: () => ({ customers: [], total: 0 }) }],
    ['customers/households', { households: () => ({ households: [], total: 0, largest: 12 }) }],
    ['history', { history: () => ({ steps: [], total: 0, people: [], kinds: [] }) }],
    ['sources/loads', { list_loads: () => [] }],
    ['governance/rules', { governed_rules: () => ({ rules: [], undecided: 0, unaccountable: 0 }) }],
    ['governance/log', { decision_log: () => ({ sentence: '', entries: [], open_questions: 0, open_actions: 0, overdue: 0, ownerless: 0 }) }],
    ['governance/use-case', { use_cases: () => ({ active: null, use_cases: [], templates: [] }) }],
    ['governance/costs', { cost_sheet: () => ({ sentence: '', by_hand: [], hours: null, hourly: null, currency: '', by_hand_money: null, waste: [], wasted: null, incidents: [], not_known: [] }) }],
    ['workshop', { workshop: () => ({ sentence: '', topics: [], next: null, answered: 0, deferred: 0, total: 0 }) }],
  ] as const)('%s says what will fill it', async (address, over) => {
    useTransport(fakeTransport(over as never));
    await open(address);
    expect((await screen.findByTestId('empty')).textContent).toMatch(/^Here will stand/);
  });
});
