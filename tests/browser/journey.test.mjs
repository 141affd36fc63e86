/** The journey of a marketing manager, in the page, with the core behind it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { fullList, startCore } from '../shared/core.mjs';
import { SAMPLE, until } from '../shared/places.mjs';
import { faults, launch, openPage, ready, show } from './browser.mjs';

let core;
let browser;
let opened;
let page;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  opened = await openPage(browser, core.address);
  page = opened.page;
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

test('the sample project says how many people there are', async () => {
  await page.getByTestId('start-sample').click();
  await page.getByTestId('headline').waitFor({ timeout: 240_000 });
  await until('the people are counted', async () => (await core.call('overview')).customers, 240_000);
  await ready(page);
  const { customers, known_only_by_id } = await core.call('overview');
  const headline = await page.getByTestId('headline').innerText();
  // Customers known by nothing but an id are counted, and they are not people.
  assert.ok(headline.replaceAll(/\D/g, '').endsWith(String(customers - known_only_by_id)), headline);
});

test('every number is a door to the rows behind it', async () => {
  await show(page, '#/sources/coverage');
  await page.getByTestId('coverage-cell').first().click();
  const total = page.getByTestId('drawer-total');
  await total.waitFor();
  await until('the drawer counts its rows', async () => /\d/.test(await total.innerText()));
  await page.keyboard.press('Escape');
  await total.waitFor({ state: 'detached' });
});

test('a verdict by key is kept and can be taken back', async () => {
  const before = (await core.call('match_summary')).decided;
  await show(page, '#/matches');
  await page.getByTestId('pair').waitFor();
  await page.keyboard.press('d');
  await until('the verdict is kept', async () => (await core.call('match_summary')).decided === before + 1);
  // She presses the next key when the screen is ready for it.
  await until('the screen offers to take it back', () => page.getByTestId('verdict-undo').isEnabled());
  await page.keyboard.press('z');
  await until('the verdict is taken back', async () => (await core.call('match_summary')).decided === before);
});

test('a record is parted from a customer by keyboard, with a reason, and undo brings it back', async () => {
  const { customers } = await core.call('search_customers', { query: '', records_at_least: 3, limit: 1 });
  const [{ customer, records }] = customers;
  const count = async () => (await core.call('get_customer', { customer })).record_count;
  await show(page, `#/customers/${customer}`);
  await page.getByTestId('customer-graph').waitFor();
  assert.deepEqual(await faults(page), []);
  // In the picture the arrows lead from record to record, and space picks one.
  await page.locator('[data-testid="customer-graph"] svg [tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByTestId('split').press('Enter');
  await page.getByTestId('regroup-preview').waitFor();
  assert.deepEqual(await faults(page), []);
  await page.getByTestId('regroup-reason').fill('her mother');
  await page.keyboard.press('Enter');
  await page.getByTestId('regroup').waitFor({ state: 'detached' });
  await until('the record is parted', async () => (await count()) < records);
  const { steps } = await core.call('history');
  assert.match(steps[0].sentence, /^Parted .*her mother$/);
  await page.getByTestId('undo').click();
  await until('it is back', async () => (await count()) === records);
});

test('an owner named on screen stands in the project, and undo removes her', async () => {
  await show(page, '#/governance');
  await page.getByTestId('duty-owner').first().click();
  await page.getByTestId('duty-owner-input').fill('Anne Marsh');
  await page.keyboard.press('Enter');
  const owners = async () => (await core.call('governance')).sources.filter((line) => line.owner === 'Anne Marsh').length;
  await until('she owns a source', async () => (await owners()) === 1);
  await page.getByTestId('undo').click();
  await until('she owns none', async () => (await owners()) === 0);
});

test('a list is written as the screen promised', async () => {
  await show(page, `#/lists/${await fullList(core.call)}`);
  await page.getByTestId('deliver').click();
  const path = join(core.folder, 'list.csv');
  await page.getByTestId('path-input').fill(path);
  await page.getByTestId('path-go').click();
  await until('the file is there', () => existsSync(path));
  const [delivery] = await until('it is logged', async () => {
    const deliveries = await core.call('list_deliveries');
    return deliveries.length > 0 && deliveries;
  });
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  assert.equal(lines.length - 1, delivery.rows);
});

test('files added by path are read before they are loaded', async () => {
  await show(page, '#/sources');
  await page.getByTestId('add-files').first().click();
  await page.getByTestId('path-input').fill(join(SAMPLE, 'square-customers.csv'));
  await page.getByTestId('path-go').click();
  await page.getByText('square-customers.csv').first().waitFor();
});

test('cells pasted on the window are a table to look at and to load', async () => {
  await page.keyboard.press('Escape');
  await page.getByTestId('reading').waitFor({ state: 'detached' });
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Contact ID\tFirst name\tE-mail\n007\tGrietje\tgrietje.dekker@example.com\n008\tJonas\tjonas.winkler@example.org\n');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByTestId('paste-name').fill('Workshop list');
  await page.getByTestId('paste-go').click();
  await page.getByText('Workshop list.tsv').first().waitFor();
  const before = (await core.call('list_loads')).length;
  await page.getByTestId('load').click();
  const load = await until('it is loaded', async () => {
    const loads = await core.call('list_loads');
    return loads.length === before + 1 && loads.find((one) => one.file === 'Workshop list.tsv');
  }, 240_000);
  assert.equal(load.rows_loaded, 2);
  await until('the work is done', async () => (await core.call('list_jobs')).every((job) => job.state !== 'running'), 240_000);
});

test('the new people of the last audit are told, with the way to each', async () => {
  await show(page, '#/history/runs');
  const told = (await core.call('compare_runs')).sentence;
  assert.equal(await page.getByTestId('runs-sentence').innerText(), told);
  await page.getByTestId('change-appeared').click();
  await until('only new people are shown', async () => {
    const kinds = await page.getByTestId('run-changes').locator('tbody th').allInnerTexts();
    return kinds.length > 0 && kinds.every((kind) => kind === 'New');
  });
  await page.getByRole('link', { name: /Grietje|Jonas/ }).first().click();
  await page.getByTestId('screen-customer').waitFor();
});

test('the trail of all this is unbroken', async () => {
  await show(page, '#/history');
  const { entries, broken } = await core.call('check_trail');
  assert.equal(broken, null);
  assert.ok(entries > 3);
  assert.match(await page.getByTestId('trail').innerText(), /unbroken/);
  await page.getByTestId('history-kind').selectOption('run_audit');
  await until('only audits are shown', async () => (await page.getByTestId('history').innerText()).includes('Worked out who is who'));
});

test('nothing was complained about on the way', async () => {
  assert.deepEqual(opened.complaints, []);
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
});
