/** What people permit, what they ask for and what is kept too long, on the sample project: in light and in dark. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

let core;
let browser;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.work('open_sample');
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

for (const colorScheme of ['light', 'dark']) {
  test(`a request is entered, ticked and answered in ${colorScheme}`, async () => {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    const { page } = opened;
    const customer = (await core.call('search_customers', { records_at_least: 3, limit: 1 })).customers[0].customer;
    await show(page, `#/customers/${customer}`);
    await page.getByTestId('customer-consents').waitFor();
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('enter-request').click();
    await page.getByTestId('request-dialog').waitFor();
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('request-enter').click();
    await page.getByTestId('request-dialog').waitFor({ state: 'detached' });

    await show(page, '#/governance/requests');
    await page.locator('article').first().waitFor();
    assert.deepEqual(await faults(page), []);
    const { requests } = await core.call('list_requests', {});
    const one = requests.find((request) => request.state === 'open');
    for (const system of one.systems) await page.getByTestId(`tick-${one.request}-${system.source ?? 0}`).check();
    await until('every system is ticked', async () => {
      const now = (await core.call('list_requests', {})).requests.find((request) => request.request === one.request);
      return now.systems.every((system) => system.done_on);
    });
    await page.getByTestId(`done-${one.request}`).click();
    await page.getByTestId(`reopen-${one.request}`).waitFor();
    assert.deepEqual(await faults(page), []);
    await opened.close();
  });

  test(`what permits and what is too old is shown in ${colorScheme}`, async () => {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    const { page } = opened;
    await show(page, '#/governance/consents');
    await page.getByTestId('consent-counts').waitFor();
    assert.deepEqual(await faults(page), []);
    const source = (await core.call('inventory', {})).sources[0].mark.source;
    await core.call('decide_rule', { rule: `retention:${source}`, choice: 'months:1', sentence: '', reason: 'a test' });
    await show(page, '#/governance/rules');
    const purge = page.locator('[data-testid^="purge-"]').first();
    await purge.waitFor();
    await purge.click();
    await page.getByTestId('purge-told').waitFor();
    assert.match(await page.getByTestId('purge-told').innerText(), /cannot be taken back/);
    assert.ok(await page.getByTestId('purge-examples').locator('li').count());
    assert.match(await page.getByTestId('purge-dated').innerText(), /dated by (their|its) column/);
    assert.deepEqual(await faults(page), []);
    await opened.close();
  });

  test(`small counts are told as few while presenting in ${colorScheme}`, async () => {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    await core.call('set_presenting', { on: true });
    try {
      await show(opened.page, '#/quality');
      await until('a small count is hidden', async () => /fewer than 5/.test(await opened.page.locator('main').innerText()));
      assert.deepEqual(await faults(opened.page), []);
    } finally {
      await core.call('set_presenting', { on: false });
      await opened.close();
    }
  });
}
