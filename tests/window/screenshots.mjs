/** Pictures of every screen, taken from the real window on the sample project. */
import { join, resolve } from 'node:path';

import { until } from '../shared/places.mjs';
import { byTest, openWindow } from './window.mjs';

const SCREENS = {
  overview: '#/overview',
  inventory: '#/sources',
  coverage: '#/sources/coverage',
  overlap: '#/sources/overlap',
  mapping: '#/mapping',
  quality: '#/quality',
  matches: '#/matches',
  conflicts: '#/conflicts',
  customers: '#/customers',
  governance: '#/governance',
  lists: '#/lists',
  history: '#/history',
};

/** Time for the fonts and the last figures to be drawn, in milliseconds. */
const DRAWN = 800;

const drawn = () => new Promise((resolve) => setTimeout(resolve, DRAWN));
const folder = resolve(process.argv[2] ?? 'out/screenshots');
const window = await openWindow();
try {
  await window.ready();
  await drawn();
  window.picture(join(folder, 'start.png'));
  await window.click(byTest('start-sample'));
  await until('the people are counted', async () => {
    const overview = await window.call('overview').catch(() => undefined);
    return overview?.customers;
  }, 300_000);
  for (const [name, route] of Object.entries(SCREENS)) {
    await window.show(route);
    await drawn();
    window.picture(join(folder, `${name}.png`));
  }
  const { customers } = await window.call('search_customers', {
    query: '', source: null, conflicts_only: true, records_at_least: 3, offset: 0, limit: 1,
  });
  if (customers[0]) {
    await window.show(`#/customers/${customers[0].customer}`);
    await drawn();
    window.picture(join(folder, 'customer.png'));
  }
  console.log(`The pictures are in ${folder}.`);
} finally {
  await window.close();
}
