/** Making a list by keyboard: conditions with live counts, a version, its files, and that it is accessible. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
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

/** The number a text begins with. */
function number(text) {
  return Number(text.match(/[\d,]+/)?.[0].replaceAll(',', ''));
}

test('a list is made condition by condition, saved, changed, and written for every platform', async () => {
  const opened = await openPage(browser, `${core.address}#/lists/new`);
  const { page } = opened;
  try {
    await show(page, '#/lists/new');
    await page.getByTestId('list-name').fill('Bought, reads, no no');
    await page.getByTestId('add-all').press('Enter');
    await page.getByTestId('count-0').waitFor();
    await page.getByTestId('add-all').press('Enter');
    await page.getByTestId('kind-1').selectOption('source');
    await page.getByTestId('subject-1').selectOption({ label: 'Mailchimp' });
    await page.getByTestId('add-all').press('Enter');
    await page.getByTestId('kind-2').selectOption('consent');
    await page.getByText('and has not said no to e-mail.').waitFor();
    assert.equal(
      await page.getByTestId('list-sentence').innerText(),
      'Everybody who bought in the last 90 days and is in Mailchimp and has not said no to e-mail.',
    );
    // What stands on the screen is what the core counts.
    const chosen = number(await page.getByTestId('list-chosen').innerText());
    assert.ok(chosen > 0);
    assert.match(await page.getByTestId('count-2').innerText(), new RegExp(`${chosen} left`));
    assert.deepEqual(await faults(page), []);

    await page.getByTestId('purpose').selectOption('suppress');
    await page.getByTestId('save-list').click();
    await page.getByTestId('own-list').waitFor();
    const [saved] = (await core.call('list_saved')).lists;
    assert.equal(saved.versions.length, 1);
    assert.equal(number(await page.getByTestId('funnel').locator('li').first().innerText().then((text) => text.split('\n').at(-1))), chosen);

    await page.getByTestId('edit-list').click();
    await page.getByTestId('days-0').fill('30');
    await page.getByTestId('days-0').press('Tab');
    await page.getByText('bought in the last 30 days').first().waitFor();
    await page.getByTestId('save-list').click();
    await page.getByTestId('own-list').getByText('Version 2').waitFor();
    assert.deepEqual(await faults(page), []);

    const folder = join(core.folder, 'suppression');
    const written = await core.call('deliver_suppression', { list: saved.code, folder });
    const files = await readdir(folder);
    // A platform that asks for several files gets several; the manifest names each of them.
    const { deliveries } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const named = deliveries.flatMap((one) => one.files.map((part) => part.name));
    assert.deepEqual(files.toSorted(), ['manifest.json', ...named].toSorted());
    assert.equal(deliveries.filter((one) => one.files.length > 0).length, written.files.filter((one) => one.path).length);
    await page.getByTestId('deliveries').getByText('Version 2').first().waitFor();
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`making a list is accessible in ${colorScheme}, with groups and every kind of condition`, async () => {
    const opened = await openPage(browser, `${core.address}#/lists/new`, { colorScheme });
    const { page } = opened;
    try {
      await show(page, '#/lists/new');
      for (const [place, kind] of ['event', 'source', 'consent', 'attribute', 'spent', 'state'].entries()) {
        await page.getByTestId('add-all').click();
        await page.getByTestId(`kind-${place}`).selectOption(kind);
      }
      await page.getByTestId('add-group-all').click();
      await page.getByTestId('condition-6.0').waitFor();
      await page.getByTestId('count-6.0').waitFor();
      assert.deepEqual(await faults(page), []);
      // What was begun and not saved is not left without a word.
      await page.getByTestId('from-in_both').click();
      await page.getByTestId('unsaved-list').waitFor();
      assert.deepEqual(await faults(page), []);
      await page.getByTestId('leave-unsaved').click();
      await page.getByTestId('count-1').waitFor();
      assert.deepEqual(await faults(page), []);
      await show(page, '#/lists/customers');
      await page.getByTestId('left-out-0').click();
      await page.getByTestId('left-out-rows').locator('table').waitFor();
      assert.deepEqual(await faults(page), []);
      assert.deepEqual(opened.complaints, []);
    } finally {
      await opened.close();
    }
  });
}

test('a list that is not saved is kept until somebody says otherwise, by the way back, by link and by address', async () => {
  const opened = await openPage(browser, `${core.address}#/lists`);
  const { page } = opened;
  const at = () => page.evaluate(() => location.hash);
  const asked = page.getByTestId('unsaved-list');
  try {
    await show(page, '#/lists/from:in_both');
    // A template nobody touched holds nobody.
    await show(page, '#/lists/new');
    await page.getByTestId('list-name').fill('Half made');
    await page.getByTestId('add-all').click();
    await page.getByTestId('count-0').waitFor();
    const here = await at();
    const back = () => page.evaluate(() => { history.back(); });
    // The way back leads away at once, however often somebody stayed before.
    const leave = [
      () => page.getByTestId('list-customers').click(),
      back,
      () => page.evaluate(() => { location.hash = '#/overview'; }),
      back,
    ];
    for (const go of leave) {
      await go();
      await asked.waitFor();
      assert.equal(await at(), here);
      await page.getByTestId('stay-unsaved').click();
      await asked.waitFor({ state: 'detached' });
      assert.equal(await page.getByTestId('list-name').inputValue(), 'Half made');
      assert.equal(await page.getByTestId('condition-0').count(), 1);
      await page.waitForFunction((address) => location.hash === address, here);
    }
    await back();
    await page.getByTestId('leave-unsaved').click();
    await page.getByTestId('count-1').waitFor();
    assert.equal(await at(), '#/lists/from:in_both');
    // Nothing is held any more, and what is saved was never.
    await show(page, '#/lists/new');
    await page.getByTestId('list-name').fill('Whole');
    await page.getByTestId('add-all').click();
    await page.getByTestId('count-0').waitFor();
    await page.getByTestId('save-list').click();
    await page.getByTestId('own-list').waitFor();
    await show(page, '#/overview');
    assert.equal(await asked.count(), 0);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});

test('while a list is made it is counted for the destination somebody chooses', async () => {
  const opened = await openPage(browser, `${core.address}#/lists/from:in_both`);
  const { page } = opened;
  try {
    const [template] = (await core.call('list_saved')).templates.filter((one) => one.code === 'in_both');
    const draft = { purpose: template.purpose, condition: template.condition };
    const { destinations } = await core.call('lists');
    const fit = destinations.filter((one) => one.purposes.includes(template.purpose));
    const offered = await page.getByTestId('count-for').locator('option').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(offered, fit.map((one) => one.code));
    const reached = new Set();
    for (const destination of ['plain_csv', 'google_customer_match']) {
      await page.getByTestId('count-for').selectOption(destination);
      const told = await core.call('count_list', { draft, destination });
      const left = told.chosen - told.left_out.reduce((sum, one) => sum + one.customers, 0);
      await page.getByTestId('list-reached').getByText(`${left.toLocaleString('en')} customer`).waitFor();
      assert.equal(await page.getByTestId('list-leaving').locator('li .number').count(), told.left_out.length);
      reached.add(left);
    }
    assert.equal(reached.size, 2);
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
  }
});

test('a list is not written while what is shown is of another destination', async () => {
  const opened = await openPage(browser, `${core.address}#/lists/customers`);
  const { page } = opened;
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  try {
    await show(page, '#/lists/customers');
    const write = page.getByTestId('deliver');
    assert.equal(await write.isEnabled(), true);
    const chosen = page.getByTestId('destination');
    const destination = (await chosen.inputValue()) === 'plain_csv' ? 'google_customer_match' : 'plain_csv';
    const { rows } = await core.call('preview_list', { list: 'customers', destination });
    await page.route('**/call/preview_list', async (route) => {
      await held;
      await route.continue();
    });
    await chosen.selectOption(destination);
    await page.getByTestId('preview-loading').waitFor();
    assert.equal(await write.isDisabled(), true);
    answer();
    await page.getByTestId('preview-loading').waitFor({ state: 'detached' });
    assert.equal(await write.isEnabled(), true);
    assert.ok((await write.innerText()).includes(rows.toLocaleString('en')));
    assert.deepEqual(opened.complaints, []);
  } finally {
    answer();
    await opened.close();
  }
});
