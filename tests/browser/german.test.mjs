/** The window in German: chosen once, spoken on every screen of the sample, and nothing is too long for its place. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { faults, launch, openPage, ready, show } from './browser.mjs';
import { SCREENS } from './routes.mjs';

let core;
let browser;
let opened;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.work('open_sample');
  opened = await openPage(browser, `${core.address}#/start`);
});

after(async () => {
  await opened?.close();
  await browser?.close();
  await core?.stop();
});

/** What stands out of the page, or out of the button, link or head it is written in. */
function outOfPlace(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const tight = [...document.querySelectorAll('button, nav a, th, [role=columnheader] > .cut')]
      // What may be cut off says so and shows the whole in another way, but for heads; inline boxes have no width of their own.
      // Words for screen readers alone take the one point of a box nobody sees.
      .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && (one.matches('[role] > .cut') || getComputedStyle(one).textOverflow !== 'ellipsis'))
      .map((one) => `${one.tagName.toLowerCase()} “${one.textContent.trim().slice(0, 60)}”: ${one.scrollWidth} in ${one.clientWidth}`);
    return wide > 0 ? [`page: ${wide} points stand out on the right`, ...tight] : tight;
  });
}

test('the choice on the start screen turns the whole window to German', async () => {
  const { page } = opened;
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  // The page begins anew once it is chosen.
  await Promise.all([page.waitForEvent('load'), page.getByTestId('language').selectOption('de')]);
  await ready(page);
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  assert.equal(await page.getByTestId('language').inputValue(), 'de');
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(await outOfPlace(page), []);
});

test('every screen in German is accessible and has room for its words', async (t) => {
  const { page } = opened;
  for (const screen of SCREENS) {
    await t.test(screen, async () => {
      await show(page, screen);
      assert.equal(await page.getAttribute('html', 'lang'), 'de');
      assert.equal(await page.locator('h1').count(), 1, 'one heading names the screen');
      assert.deepEqual(await outOfPlace(page), []);
      assert.deepEqual(await faults(page), []);
    });
  }
});

test('the guide opens in German, from any screen and on a part of a page', async () => {
  const { page } = opened;
  await show(page, '#/history');
  await page.keyboard.press('?');
  const guide = page.getByTestId('guide');
  await guide.getByRole('heading', { level: 2, name: 'Rückgängig und Verlauf' }).waitFor();
  assert.deepEqual(await outOfPlace(page), []);
  assert.deepEqual(await faults(page), []);
  await guide.locator('a[href="#/guide-handover"]').click();
  const part = guide.locator('[data-part="entscheidungen-für-ein-anderes-projekt"]');
  await part.waitFor();
  await until('the part is in view', () => part.evaluate((one) => one.getBoundingClientRect().top < innerHeight));
  await page.keyboard.press('Escape');
  await guide.waitFor({ state: 'detached' });
});

test('the bar turns it back to English, and nothing was complained about', async () => {
  const { page, complaints } = opened;
  await page.getByTestId('language-turn').click();
  await Promise.all([page.waitForEvent('load'), page.getByTestId('language-go').click()]);
  await ready(page);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.deepEqual(complaints, []);
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
});
