/** Every screen on the sample project: it shows itself, says nothing wrong, and is accessible. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { faults, launch, openPage, show } from './browser.mjs';
import { SCREENS } from './routes.mjs';

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

test('the start screen is accessible without any project', async () => {
  const empty = await startCore();
  const opened = await openPage(browser, empty.address);
  try {
    assert.ok(await opened.page.getByTestId('screen-start').isVisible());
    assert.deepEqual(await faults(opened.page), []);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.close();
    await empty.stop();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`every screen is accessible in ${colorScheme}`, async (t) => {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    for (const screen of SCREENS) {
      await t.test(screen, async () => {
        await show(opened.page, screen);
        assert.equal(await opened.page.locator('h1').count(), 1, 'one heading names the screen');
        assert.deepEqual(await faults(opened.page), []);
      });
    }
    await t.test('nothing was complained about', async () => {
      assert.deepEqual(opened.complaints, []);
      assert.deepEqual(await opened.page.evaluate(() => window.policyBroken), []);
    });
    await opened.close();
  });
}

test('every screen fits the smallest window, and twice the size of letters', async (t) => {
  // At 200 % a window of 1280 by 800 has room for half as many points.
  for (const viewport of [{ width: 1024, height: 700 }, { width: 640, height: 400 }]) {
    const opened = await openPage(browser, `${core.address}#/overview`, { viewport });
    for (const screen of SCREENS) {
      await t.test(`${screen} at ${viewport.width}`, async () => {
        await show(opened.page, screen);
        const wide = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} points stand out on the right`);
      });
    }
    await opened.close();
  }
});

test('while presenting no screen holds a name or an address of anybody', async (t) => {
  // The workshop masks, and leaving it does not unmask.
  await core.call('set_presenting', { on: false });
  const { customers } = await core.call('search_customers', { limit: 500 });
  const pairs = (await core.call('list_pairs', { limit: 200 })).pairs;
  const personal = new Set([
    ...customers.flatMap(({ name, email, phone }) => [name, email, phone]),
    ...pairs.flatMap(({ left, right }) => [left, right]),
  ].filter((value) => value.length > 4));
  const held = async (page) => {
    const text = await page.evaluate(() => `${document.body.innerText} ${[...document.querySelectorAll('[title],[aria-label]')].map((one) => `${one.title} ${one.ariaLabel}`).join(' ')}`);
    return [...personal].filter((value) => text.includes(value));
  };
  const opened = await openPage(browser, `${core.address}#/customers`);
  try {
    await show(opened.page, '#/customers');
    assert.ok((await held(opened.page)).length > 0, 'before presenting names are seen');
    await opened.page.keyboard.press('Control+m');
    await opened.page.getByTestId('presenting').waitFor();
    for (const screen of [...SCREENS, `#/customers/${customers[3].customer}`, `#/matches/${pairs[0].pair}`]) {
      await t.test(screen, async () => {
        await show(opened.page, screen);
        assert.deepEqual(await held(opened.page), []);
      });
    }
    await show(opened.page, '#/customers');
    assert.deepEqual(await faults(opened.page), []);
    await opened.page.getByTestId('present').click();
    await opened.page.getByTestId('presenting').waitFor({ state: 'detached' });
  } finally {
    await core.call('set_presenting', { on: false });
    await opened.close();
  }
});
