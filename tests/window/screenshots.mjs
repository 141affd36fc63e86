/**
 * Pictures of every screen, taken from the real window on the sample project: on a small and a
 * large screen, light and dark. With `--guide` those the guide shows, as they are kept: of the small
 * screen, one a screen.
 */
import { join, resolve } from 'node:path';

import { until } from '../shared/places.mjs';
import { byTest, openWindow } from './window.mjs';

const SCREENS = {
  overview: '#/overview',
  inventory: '#/sources',
  coverage: '#/sources/coverage',
  overlap: '#/sources/overlap',
  loads: '#/sources/loads',
  mapping: '#/mapping',
  quality: '#/quality',
  columns: '#/quality/columns',
  matches: '#/matches',
  batches: '#/matches/batches',
  second: '#/matches/second',
  sample: '#/matches/sample',
  trust: '#/matches/trust',
  model: '#/matches/model',
  standing: '#/matches/standing',
  conflicts: '#/conflicts',
  customers: '#/customers',
  households: '#/customers/households',
  runs: '#/history/runs',
  governance: '#/governance',
  rules: '#/governance/rules',
  consents: '#/governance/consents',
  requests: '#/governance/requests',
  log: '#/governance/log',
  'use-case': '#/governance/use-case',
  approach: '#/governance/approach',
  costs: '#/governance/costs',
  checks: '#/checks',
  scorecard: '#/checks/scorecard',
  ...Object.fromEntries(
    [
      'suppression', 'numbers', 'pressure', 'after_no', 'attribution', 'retention', 'waste', 'leads', 'known_buyers', 'support',
      'sign_ups', 'sales', 'link_tests', 'stale_lists', 'list_growth', 'seeds',
    ].map((check) => [check === 'numbers' ? check : `check-${check.replaceAll('_', '-')}`, `#/checks/${check}`]),
  ),
  lists: '#/lists',
  'list-builder': '#/lists/new',
  'list-lapsed': '#/lists/from:lapsed',
  report: '#/report',
  history: '#/history',
};

/** The guide keeps one picture a screen, and does without those of single checks. */
const isInGuide = (name) => !name.startsWith('check-') && name !== 'list-lapsed';

/** Taken last: to open the workshop is to present, and what is shown after it is masked. */
const MASKED = { workshop: '#/workshop' };

const SIZES = [[1280, 800], [1920, 1080]];
const THEMES = ['light', 'dark'];

/** Time for the last frame to reach the screen, in milliseconds. */
const DRAWN = 500;

/** Waits until fonts and figures are drawn, however busy the machine is. */
async function drawn(window) {
  await window.post('/execute/async', {
    script: `const [done] = arguments;
      document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));`,
    args: [],
  });
  await new Promise((resolve) => setTimeout(resolve, DRAWN));
}

/** Takes away what tells of the last deed; it would stand in the way. */
async function closeNotices(window) {
  await window.run('for (const button of document.querySelectorAll(\'[data-testid="notices"] button\')) button.click()');
}

/** Shows a screen and takes its picture, light and dark. */
async function take(window, place, name, route) {
  if (route) await window.show(route);
  await closeNotices(window);
  for (const theme of THEMES) {
    await window.run('document.documentElement.dataset.theme = arguments[0]', theme);
    await drawn(window);
    window.picture(place(theme, name));
  }
}

/** A customer of several records who is in conflict: the fullest page there is. */
async function fullest(window) {
  const { customers } = await window.call('search_customers', {
    query: '', source: null, conflicts_only: true, records_at_least: 3, offset: 0, limit: 1,
  });
  return customers[0]?.customer;
}

/** A request, so that the screen of requests has one to show. */
async function ask(window, customer) {
  await window.call('open_request', { customer, kind: 'deletion', received_on: null, note: '' });
}

async function pictures(size, place, isForGuide) {
  const window = await openWindow({ size });
  try {
    await window.ready();
    await take(window, place, 'start');
    await window.click(byTest('start-sample'));
    await until('the people are counted', async () => {
      const overview = await window.call('overview').catch(() => undefined);
      return overview?.customers;
    }, 300_000);
    await until('the work on the sample has ended', async () => (await window.call('list_jobs')).every((job) => job.state !== 'running'), 60_000);
    const customer = await fullest(window);
    if (customer) await ask(window, customer);
    const screens = { ...SCREENS, ...(customer && { customer: `#/customers/${customer}` }), ...MASKED };
    for (const [name, route] of Object.entries(screens)) {
      if (!isForGuide || isInGuide(name)) await take(window, place, name, route);
    }
  } finally {
    await window.close();
  }
}

const isForGuide = process.argv[2] === '--guide';
const out = resolve(process.argv[isForGuide ? 3 : 2] ?? 'out/screenshots');
if (isForGuide) {
  await pictures(SIZES[0], (theme, name) => join(out, theme, `${name}.webp`), true);
} else {
  for (const size of SIZES) await pictures(size, (theme, name) => join(out, size.join('x'), theme, `${name}.png`), false);
}
console.log(`The pictures are in ${out}.`);
