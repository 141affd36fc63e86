/** The guide: opened from any screen by its key, read and left by keyboard, without a project as well. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

/** Screens, and the page that belongs to each. */
const SCREENS = { '#/overview': 'first-audit', '#/matches': 'pairs', '#/governance/requests': 'people', '#/lists': 'lists', '#/workshop': 'workshop', '#/history': 'history' };

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

const shown = (page) => page.getByTestId('guide-page').getAttribute('data-page');
const isFocused = (page, name) => until(`${name} is focused`, () => page.evaluate((one) => document.activeElement?.dataset.testid === one, name));

async function isFaultless({ page, complaints }) {
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(complaints, []);
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
}

test('the guide opens before there is a project, leads to all pages, and back to where one was', async () => {
  const empty = await startCore();
  const opened = await openPage(browser, empty.address);
  const { page } = opened;
  try {
    await page.getByTestId('guide-open').focus();
    await page.keyboard.press('Enter');
    await isFocused(page, 'guide-page');
    assert.equal(await shown(page), 'first-audit');
    await isFaultless(opened);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await isFocused(page, 'guide-all');
    await page.keyboard.press('Enter');
    await until('all pages are shown', async () => (await shown(page)) === 'README');
    await isFocused(page, 'guide-page');
    await isFaultless(opened);
    await page.locator('[data-testid="guide-page"] a[href="#/guide-uploads"]').press('Enter');
    await until('the page is shown', async () => (await shown(page)) === 'uploads');
    await isFaultless(opened);
    await page.getByTestId('guide-back').press('Enter');
    await until('the page before is shown', async () => (await shown(page)) === 'README');
    await page.keyboard.press('Escape');
    await page.getByTestId('guide').waitFor({ state: 'detached' });
    await isFocused(page, 'guide-open');
  } finally {
    await opened.close();
    await empty.stop();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`the key opens the page of each screen, with its keys, in ${colorScheme}`, async (t) => {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    const { page } = opened;
    for (const [screen, name] of Object.entries(SCREENS)) {
      await t.test(screen, async () => {
        await show(page, screen);
        await page.keyboard.press('?');
        await isFocused(page, 'guide-page');
        assert.equal(await shown(page), name);
        assert.ok(await page.getByTestId('keys').isVisible());
        await isFaultless(opened);
        await page.keyboard.press('Escape');
        await page.getByTestId('guide').waitFor({ state: 'detached' });
        assert.equal(await page.evaluate(() => location.hash.split('/')[1]), screen.split('/')[1], 'the screen stays');
      });
    }
    // The workshop masks, and leaving it does not unmask.
    await core.call('set_presenting', { on: false });
    await opened.close();
  });
}

test('the pictures are those of the light or the dark window', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const { page, close } = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    await page.keyboard.press('?');
    const picture = page.locator(`[data-testid="guide-page"] figure.both img.${colorScheme}`).first();
    await picture.scrollIntoViewIfNeeded();
    await until('the picture has come', () => picture.evaluate((image) => image.complete && image.naturalWidth === 1280));
    assert.equal(await page.locator(`[data-testid="guide-page"] figure.both img.${colorScheme === 'light' ? 'dark' : 'light'}`).first().isVisible(), false);
    await close();
  }
});
