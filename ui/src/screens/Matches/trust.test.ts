import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;

beforeEach(() => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
});

async function open(route: string, shown: string): Promise<HTMLElement> {
  location.hash = `#/${route}`;
  dispatchEvent(new Event('hashchange'));
  render(App);
  return screen.findByTestId(shown);
}

it('puts e-mail alone beside everything and opens each difference', async () => {
  const alone = await open('matches/trust', 'email-alone');
  expect(within(alone).getByTestId('by-email').textContent).toContain('5,120');
  expect(within(alone).getByTestId('by-all').textContent).toContain('4,012');
  for (const [part, measure] of [['torn', 'torn_by_email'], ['mixed', 'mixed_by_email']] as const) {
    await fireEvent.click(within(within(alone).getByTestId(part)).getByRole('button'));
    await waitFor(() => expect(session.door?.figure).toMatchObject({ kind: 'measured', measure }));
    session.door = undefined;
  }
});

it('tells each reason with its count, of how many, an example, and what is not known', async () => {
  await open('matches/trust', 'trust');
  const line = (measure: string) => screen.getByTestId(`trust-${measure}`);
  expect(line('several_addresses').textContent).toContain('of 3,890 people with an address');
  expect(within(line('several_addresses')).getByRole('link').getAttribute('href')).toContain('C000123');
  expect(line('several_addresses').textContent).toContain('anne@web.example.org');
  expect(line('seen_before_known').textContent).toContain('Not known');
  expect(line('two_family_names').textContent).toContain('None of 3,960 people');
  await fireEvent.click(within(line('weakly_held')).getByRole('button'));
  await waitFor(() => expect(session.door?.figure).toMatchObject({ kind: 'measured', measure: 'weakly_held' }));
});

it('tries a tier before it is set, and sets it after', async () => {
  const trial = await open('matches/model', 'trial');
  await fireEvent.click(screen.getByTestId('try-strict'));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'try_tier').map((one) => one.payload)).toEqual([{ tier: 'strict' }]));
  expect(core.asked.some((one) => one.name === 'set_tier')).toBe(false);
  expect(screen.queryByTestId('try-balanced')).toBeNull();
  expect(within(trial).getByTestId('trial-changes').textContent).toContain('A. Marsh');
  await fireEvent.click(within(trial).getByTestId('adopt'));
  await waitFor(() => expect(core.asked.filter((one) => one.name === 'set_tier').map((one) => one.payload)).toEqual([{ tier: 'strict' }]));
});
