/** Lists in the order of a column, by keyboard and by a click on the head. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

let core;
let browser;
let opened;
let page;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.work('open_sample');
  opened = await openPage(browser, core.address);
  page = opened.page;
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

/** The cells of a column as they are drawn, from the top. */
async function drawn(grid, column) {
  const cells = await grid.locator(`[role="gridcell"][aria-colindex="${column}"]`).allInnerTexts();
  return cells.map((cell) => cell.trim());
}

async function firstIs(grid, column, wanted) {
  await until(`the first row shows ${wanted}`, async () => (await drawn(grid, column))[0] === wanted);
}

test('customers by town with the keyboard alone: up, down, and back', async () => {
  const town = 4;
  await show(page, '#/customers');
  const grid = page.getByTestId('customers');
  const head = grid.getByRole('columnheader', { name: 'Town' });
  const asked = async (descending) =>
    (await core.call('search_customers', { sort: { by: 'city', descending }, limit: 1 })).customers[0].city;
  const asTheyStood = (await drawn(grid, 1))[0];
  assert.equal(await head.getAttribute('aria-sort'), 'none');

  await grid.locator('[role="gridcell"][tabindex="0"]').focus();
  await page.keyboard.press('ArrowUp');
  for (let step = 1; step < town; step += 1) await page.keyboard.press('ArrowRight');
  assert.equal(await head.evaluate((one) => one === document.activeElement), true);
  await page.keyboard.press('Enter');
  await firstIs(grid, town, await asked(false));
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press(' ');
  await firstIs(grid, town, await asked(true));
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  // The keyboard is where it was, and goes down into the rows from there.
  await page.keyboard.press('ArrowDown');
  const below = grid.locator(`[data-at="0:${town - 1}"]`);
  await until('the first town has the focus', () => below.evaluate((one) => one === document.activeElement));
  // Nobody whose town is unknown stands before somebody whose town is known.
  const towns = await drawn(grid, town);
  assert.ok(towns.length > 10 && towns.every(Boolean), towns.join());
  await page.keyboard.press('ArrowUp');
  await until('the head has the focus', () => head.evaluate((one) => one === document.activeElement));
  await page.keyboard.press('Enter');
  await firstIs(grid, 1, asTheyStood);
  assert.equal(await head.getAttribute('aria-sort'), 'none');
  assert.deepEqual(opened.complaints, []);
});

test('a click on a head does the same, and an order is kept in the address', async () => {
  await show(page, '#/customers?sort=records&way=down');
  const grid = page.getByTestId('customers');
  const most = (await core.call('search_customers', { sort: { by: 'records', descending: true }, limit: 1 })).customers[0];
  await firstIs(grid, 9, most.customer);
  await grid.getByRole('columnheader', { name: 'Country' }).click();
  const first = (await core.call('search_customers', { sort: { by: 'country', descending: false }, limit: 1 })).customers[0];
  await firstIs(grid, 9, first.customer);
  assert.match(page.url(), /sort=country/);
  assert.deepEqual(opened.complaints, []);
});

test('conflicts and the rows of a file come in an order too', async () => {
  await show(page, '#/conflicts');
  const conflicts = page.getByTestId('conflicts');
  await conflicts.getByRole('columnheader', { name: 'Because' }).click();
  assert.equal(await conflicts.getByRole('columnheader', { name: 'Because' }).getAttribute('aria-sort'), null, 'not offered');
  await conflicts.getByRole('columnheader', { name: 'Attribute' }).click();
  const first = (await core.call('list_conflicts', { sort: { by: 'attribute' }, limit: 1 })).conflicts[0];
  await firstIs(conflicts, 1, first.customer);

  const loads = await core.call('list_loads', {});
  const load = loads.toSorted((a, b) => b.rows_loaded - a.rows_loaded)[0];
  await show(page, '#/sources/loads');
  await page.getByTestId('loads').getByRole('button', { name: new RegExp(load.file.replaceAll('.', String.raw`\.`)) }).first().click();
  const drawer = page.getByTestId('drawer-grid');
  await drawer.waitFor();
  const head = drawer.getByRole('columnheader').nth(1);
  await head.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const last = await core.call('rows_behind', { figure: { kind: 'load', load: load.load }, sort: { by: '1', descending: true }, limit: 1 });
  await firstIs(drawer, 2, last.rows[0].cells[1].trim());
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(opened.complaints, []);
});
