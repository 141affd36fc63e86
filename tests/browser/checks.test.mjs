/** The month a check counts, chosen in the page: one that is over, and the newest again. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

const ORDERS = `Order number,Order date,Total,Currency,Email
1001,2026-10-02,40.00,EUR,ada.marsh@harbour.example
1002,2026-10-05,35.00,EUR,ben.okafor@harbour.example
1003,2026-10-19,20.00,EUR,cleo.winter@harbour.example
1004,2026-11-03,15.00,EUR,ada.marsh@harbour.example
`;

let core;
let browser;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.call('create_project', { path: join(core.folder, 'months.rollcall'), name: 'Months' });
  const file = join(core.folder, 'shop_orders.csv');
  writeFileSync(file, ORDERS);
  await core.work('import_files', { paths: [file], choices: [], then_audit: true });
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

test('the orders of a month that is over are told again once it is chosen', async () => {
  const opened = await openPage(browser, `${core.address}#/checks/numbers`);
  const { page } = opened;
  try {
    await show(page, '#/checks/numbers');
    const told = (month) => page.getByText(`Orders of ${month}, `).waitFor();
    const box = page.getByTestId('month');
    await told('2026-11');
    assert.equal(await box.inputValue(), '');
    assert.deepEqual(await box.locator('option').allInnerTexts(), ['the newest', '2026-11', '2026-10']);
    await box.selectOption('2026-10');
    await told('2026-10');
    assert.equal(await box.inputValue(), '2026-10');
    assert.deepEqual(await faults(page), []);
    await box.selectOption('');
    await told('2026-11');
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});
