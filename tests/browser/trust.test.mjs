/** How far to trust who is who: each number opens its people, and how careful to be is tried before it is set. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
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

test('e-mail alone stands beside everything, and every number opens its people', async () => {
  const told = await core.call('trust');
  const alone = told.email_alone;
  assert.equal(alone.people_by_email + alone.too_few, alone.people + alone.too_many);
  await show(page, '#/matches/trust');
  assert.deepEqual(await faults(page), []);
  const lines = told.lines.filter(({ measure }) => measure.latest?.found > 0).map(({ measure }) => `trust-${measure.measure}`);
  assert.ok(lines.length >= 5, lines.join());
  for (const line of ['torn', 'mixed', ...lines]) {
    await page.getByTestId(line).getByRole('button').click();
    const drawer = page.getByTestId('drawer');
    await drawer.getByTestId('drawer-total').waitFor();
    assert.notEqual(await drawer.getByTestId('drawer-total').innerText(), '0', line);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  }
  assert.deepEqual(opened.complaints, []);
});

test('a tier is tried without being set', async () => {
  await show(page, '#/matches/model');
  const before = await core.call('match_summary');
  await page.getByTestId('try-strict').click();
  await page.getByTestId('trial').waitFor({ timeout: 240_000 });
  assert.deepEqual(await faults(page), []);
  const { trial } = await core.call('tried_tier');
  assert.equal(await page.getByTestId('trial-changes').locator('tbody tr').count(), Math.min(50, trial.total));
  const now = await core.call('match_summary');
  assert.deepEqual([now.tier, now.run, now.customers], [before.tier, before.run, before.customers]);
  await page.getByTestId('adopt').click();
  await page.getByTestId('trial').waitFor({ state: 'detached' });
  assert.equal((await core.call('match_summary')).tier, 'strict');
  assert.deepEqual(opened.complaints, []);
});
