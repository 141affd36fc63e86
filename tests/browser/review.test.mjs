/** The review queue by keyboard alone: what follows, batches, a second reviewer, a sample. */
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

const listed = (filter) => core.call('list_pairs', { filter, limit: 500 });

/** Three pairs of three records, each with each. */
async function triangle() {
  const of = new Map();
  for (const { pair } of (await listed('all')).pairs) {
    const { left, right } = await core.call('get_pair', { pair });
    of.set([left.record, right.record].sort((a, b) => a - b).join(), pair);
  }
  const between = (one, other) => of.get([one, other].sort((a, b) => a - b).join());
  const ends = [...of.keys()].map((key) => key.split(',').map(Number));
  for (const [a, b] of ends) {
    for (const [c, d] of ends) {
      if (c === b && between(a, d)) return [between(a, b), between(b, d), between(a, d)];
    }
  }
  throw new Error('No three records are in doubt of each other.');
}

test('every pair says why it is asked, and how many are left', async () => {
  await show(page, '#/matches');
  assert.match(await page.getByTestId('reason').innerText(), /likely to be one person; .*hang/);
  assert.match(await page.getByTestId('left').innerText(), /\d+ pairs left/);
  assert.deepEqual(await faults(page), []);
  const heading = () => page.locator('[data-testid="queue"] [aria-current="true"]').innerText();
  const first = await heading();
  await page.keyboard.press('l');
  await until('the next pair is shown', async () => (await heading()) !== first);
  await page.keyboard.press('j');
  await until('and the one before again', async () => (await heading()) === first);
  await page.keyboard.press('?');
  await page.getByTestId('keys').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('keys').waitFor({ state: 'detached' });
});

test('the other records of both people stand beside a pair, and the queue is narrowed', async () => {
  await show(page, '#/matches');
  await page.getByTestId('case').waitFor();
  await page.keyboard.press('c');
  await page.getByTestId('case-record').first().waitFor();
  assert.match(await page.getByTestId('case-record').first().innerText(), /row \d/);
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press('c');
  await page.getByTestId('case-record').first().waitFor({ state: 'detached' });
  const { total } = await core.call('list_pairs', { doubt: 'E-mail' });
  await page.getByTestId('pair-doubt').selectOption('E-mail');
  await until('pairs of this doubt alone are listed', async () => (await page.getByTestId('of-this-kind').innerText()).startsWith(`${total} pair`));
  assert.equal(await page.getByTestId('queue').locator('li').count(), total);
  assert.deepEqual(await faults(page), []);
});

test('what follows from two answers is told, listed, and goes with the answer it came from', async () => {
  const [ab, bc, ac] = await triangle();
  await core.call('judge_pair', { pair: ab, verdict: 'same' });
  await show(page, `#/matches?show=all&pair=${bc}`);
  await page.locator(`[data-testid="pair"][data-pair="${bc}"]`).waitFor();
  await page.keyboard.press('s');
  await until('it is told aloud', async () => /1 more answer follows/.test(await page.getByTestId('spoken').innerText()));
  await page.getByTestId('implied').press('Enter');
  await page.getByTestId('follows').waitFor();
  assert.match(await page.getByTestId('follows').innerText(), /the same person, since you said/);
  assert.deepEqual(await faults(page), []);
  const { pairs } = await listed('implied');
  assert.deepEqual(pairs.map((one) => one.pair), [ac]);
  await page.keyboard.press('z');
  await until('nothing follows any more', async () => (await listed('implied')).total === 0);
});

test('a batch is looked through, a pair left out, the rest judged and taken back at once', async () => {
  const before = (await listed('decided')).total;
  await show(page, '#/matches/batches');
  assert.deepEqual(await faults(page), []);
  await page.getByTestId('batch').first().press('Enter');
  await page.getByTestId('batch-rows').waitFor();
  assert.deepEqual(await faults(page), []);
  const rows = await page.getByTestId('batch-pair').count();
  await page.getByTestId('batch-pair').first().press('Space');
  assert.match(await page.getByTestId('batch-chosen').innerText(), new RegExp(`^${rows - 1} of ${rows}`));
  await page.getByTestId('batch-different').press('Enter');
  await page.getByTestId('batch-dialog').waitFor({ state: 'detached' });
  await until('all but one are judged', async () => (await listed('decided')).total === before + rows - 1);
  await page.getByTestId('undo').press('Enter');
  await until('all of it is taken back', async () => (await listed('decided')).total === before);
});

test('a second person judges blind, and where both differ is listed', async () => {
  await show(page, '#/matches/second');
  assert.deepEqual(await faults(page), []);
  await page.getByTestId('second-name').fill('Priya');
  await page.keyboard.press('Enter');
  await page.getByTestId('pair').waitFor();
  assert.equal(await page.getByTestId('reason').count(), 0);
  assert.ok(!/C\d{6}/.test(await page.getByTestId('pair').innerText()), 'no customer is told');
  assert.deepEqual(await faults(page), []);
  // The name has the focus; a key belongs to the screen once it is left.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('d');
  await until('they are compared', async () => (await core.call('agreement')).reviewers.length === 1);
  const [both] = (await core.call('agreement')).reviewers;
  assert.equal(both.second, 'Priya');
  await until('the share is told with its denominator', async () => (await page.getByTestId('agreed').innerText()).includes(`${both.agreed} of ${both.pairs}`));
  assert.deepEqual(await faults(page), []);
});

test('a sample tells precision with its interval once it is judged, and nothing before', async () => {
  await show(page, '#/matches/sample');
  assert.equal(await page.getByTestId('sample-precision').innerText(), 'not measured');
  assert.deepEqual(await faults(page), []);
  const { pairs } = await listed('sampled');
  const linked = [];
  for (const { pair, tied, verdict } of pairs) if (tied && verdict === null) linked.push(pair);
  for (const pair of linked.slice(0, 10)) await core.call('judge_pair', { pair, verdict: 'same' });
  await until('precision is told', async () => /%/.test(await page.getByTestId('sample-precision').innerText()));
  assert.equal(await page.getByTestId('sample-recall').innerText(), 'not measured');
  const judged = (await core.call('match_summary')).decided;
  await page.getByTestId('pair').waitFor();
  await page.keyboard.press('u');
  await until('a key judges here too', async () => (await core.call('match_summary')).decided === judged + 1);
});

test('nothing was complained about on the way', async () => {
  assert.deepEqual(opened.complaints, []);
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
});
