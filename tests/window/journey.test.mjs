/**
 * The journey in the real window: sample project, coverage, a mapping corrected, a pair judged, a
 * customer's lineage, an owner, a list on disk; then everything still stands after a restart.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { SCREENS } from '../browser/routes.mjs';
import { fullList } from '../shared/core.mjs';
import { SAMPLE, scratch, until } from '../shared/places.mjs';
import { KEY, byTest, openWindow } from './window.mjs';

const OWNER = 'Jutta Braun';
let home;
let out;
let window;
let project;

before(async () => {
  home = scratch('journey');
  out = scratch('journey-out');
  window = await openWindow({ home, picks: [out.folder] });
  await window.ready();
});

after(async () => {
  await window?.close();
  await out?.remove();
});

/** A step whose picture and page are kept when it fails. */
function step(name, act) {
  test(name, async () => {
    try {
      await act();
    } catch (error) {
      await window.keep(name.replaceAll(/\W+/g, '-')).catch(() => {});
      throw error;
    }
  });
}

step('the sample project opens and counts its people', async () => {
  await window.click(byTest('start-sample'));
  await window.wait(byTest('headline'), 240_000);
  const { customers, known_only_by_id } = await until('the people are counted', async () => {
    const overview = await window.call('overview');
    return overview.customers && overview;
  }, 240_000);
  await window.ready();
  const headline = await until('the headline says so', async () => {
    const text = await window.text(byTest('headline'));
    return text.replaceAll(/\D/g, '').endsWith(String(customers - known_only_by_id)) && text;
  });
  assert.match(headline, /\d/);
  project = (await window.call('project_summary')).path;
});

step('coverage opens the rows behind a number', async () => {
  await window.show('#/sources/coverage');
  await window.click(byTest('coverage-cell'));
  await until('the drawer counts its rows', async () => /\d/.test(await window.text(byTest('drawer-total'))));
  await window.keys(KEY.escape);
  await window.gone(byTest('drawer-total'));
});

step('a mapping is corrected', async () => {
  const tables = await window.call('list_mappings');
  const table = tables.at(0).table;
  await window.show(`#/mapping/${table}`);
  const before = await window.call('get_mapping', { table });
  const column = before.columns.find((one) => one.attribute !== null);
  const box = `${byTest('column')}[data-header="${column.header}"] ${byTest('attribute')}`;
  await window.click(box);
  await window.type(box, 'nickname');
  await window.keys(KEY.enter);
  await until('the column means something else', async () => {
    const mapping = await window.call('get_mapping', { table });
    return mapping.columns[column.column].attribute?.code !== column.attribute.code;
  });
  await window.click(byTest('undo'));
  await until('undo brings it back', async () => {
    const mapping = await window.call('get_mapping', { table });
    return mapping.columns[column.column].attribute?.code === column.attribute.code;
  });
});

step('a pair is judged with one key', async () => {
  const before = (await window.call('match_summary')).decided;
  await window.show('#/matches');
  await window.wait(byTest('pair'));
  await window.keys('d');
  await until('the verdict is kept', async () => (await window.call('match_summary')).decided === before + 1);
});

step('a customer answers why, down to the cell', async () => {
  const page = await window.call('search_customers', {
    query: '', source: null, conflicts_only: true, records_at_least: 2, offset: 0, limit: 1,
  });
  const { customer } = page.customers[0];
  await window.show(`#/customers/${customer}`);
  const view = await window.call('get_customer', { customer });
  const golden = view.golden.find((one) => one.lineage);
  await window.click(byTest(`golden-${golden.attribute.code}`));
  await until('the cell is shown as it stands in the file', async () =>
    (await window.text(byTest('lineage-raw'))) === golden.lineage.raw.trim());
  await window.keys(KEY.escape);
  await window.gone(byTest('lineage-raw'));
});

step('an owner is named', async () => {
  await window.show('#/governance');
  await window.click(byTest('duty-owner'));
  await window.type(byTest('duty-owner-input'), `${OWNER}${KEY.enter}`);
  await until('she owns a source', async () =>
    (await window.call('governance')).sources.some((line) => line.owner === OWNER));
});

step('a list is written to disk', async () => {
  await window.show(`#/lists/${await fullList(window.call)}`);
  await window.click(byTest('deliver'));
  const file = await until('the file is there', () => readdirSync(out.folder).find((name) => name.endsWith('.csv')));
  const [delivery] = await until('it is logged', async () => {
    const deliveries = await window.call('list_deliveries');
    return deliveries.length > 0 && deliveries;
  });
  const lines = readFileSync(join(out.folder, file), 'utf8').trim().split(/\r?\n/);
  assert.equal(lines.length - 1, delivery.rows);
});

step('no screen of the window breaks its policy', async () => {
  await window.run(`window.broken = [];
    document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective + ' ' + event.blockedURI));`);
  for (const route of SCREENS) await window.show(route);
  assert.deepEqual(await window.run('return window.broken'), []);
  // The workshop masks, and leaving it does not unmask.
  await window.call('set_presenting', { on: false });
});

step('all of it still stands after a restart', async () => {
  const decided = (await window.call('match_summary')).decided;
  await window.close({ keepHome: true });
  assert.ok(existsSync(project));
  window = await openWindow({ home, program: [project, '--sample', SAMPLE] });
  await window.ready();
  await until('the project is open', async () => (await window.call('app_info')).open === project);
  assert.equal((await window.call('match_summary')).decided, decided);
  assert.ok((await window.call('governance')).sources.some((line) => line.owner === OWNER));
  assert.equal((await window.call('list_deliveries')).length, 1);
});
