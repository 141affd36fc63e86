/**
 * Rules, conflicts, households, values set by hand, tiers and the comparison of runs by keyboard alone: from the
 * palette or the tabs to the last answer, and nothing that axe finds wrong on the way.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { NEXT_MONTH, until } from '../shared/places.mjs';
import { faults, launch, openPage, ready } from './browser.mjs';

/** The farthest anything may be, in presses of Tab. */
const FARTHEST = 600;

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

const press = (key) => page.keyboard.press(key);
const type = (text) => page.keyboard.type(text);
const byTest = (name) => `[data-testid="${name}"]`;
const focused = (css) => page.evaluate((one) => document.activeElement?.matches(one) ?? false, css);
const isFocused = (what, css) => until(what, () => focused(css));

/** Goes there as somebody without a mouse does. */
async function tabTo(css) {
  await page.locator(css).first().waitFor();
  for (let presses = 0; presses < FARTHEST; presses += 1) {
    if (await focused(css)) return;
    await press('Tab');
  }
  assert.fail(`The keyboard does not reach ${css}.`);
}

async function enter(css) {
  await tabTo(css);
  await press('Enter');
}

/** Opens a screen, or somebody, by the palette. */
async function find(words, screen) {
  await press('Control+k');
  await isFocused('the palette listens', byTest('palette-input'));
  await type(words);
  await until('it is found', async () => (await page.getByTestId('palette').innerText()).toLowerCase().includes(words.toLowerCase()));
  await press('Enter');
  await page.getByTestId(screen).waitFor();
  await ready(page);
}

async function isFaultless() {
  assert.deepEqual(await faults(page), []);
}

test('a rule is chosen, its effect told, and agreed on with a reason', async () => {
  await find('governance', 'screen-governance');
  await enter(byTest('tab-rules'));
  await page.getByTestId('rule-counts').waitFor();
  const { rules } = await core.call('governed_rules');
  const rule = rules.find((one) => one.kind === 'deletion' && one.choices.length > 1) ?? rules.find((one) => one.kind === 'consent');
  const line = byTest(`rule-${rule.rule}`);
  await tabTo(`${line} ${byTest('choice')}`);
  const before = await page.locator(`${line} ${byTest('choice')}`).inputValue();
  await press('ArrowDown');
  if ((await page.locator(`${line} ${byTest('choice')}`).inputValue()) === before) await press('ArrowUp');
  await page.getByTestId('preview').waitFor();
  await page.getByTestId('preview-sentence').waitFor();
  await isFaultless();
  await tabTo(byTest('reason'));
  await type('agreed in the workshop');
  await press('Enter');
  const agreed = await until('it is agreed on', async () => {
    const now = (await core.call('governed_rules')).rules.find((one) => one.rule === rule.rule);
    return now.version > rule.version && now;
  });
  assert.equal(agreed.reason, 'agreed in the workshop');
  await page.getByTestId('preview').waitFor({ state: 'detached' });
  await isFaultless();
});

test('conflicts are given to somebody, narrowed to them, and one is opened', async () => {
  await find('conflicts', 'screen-conflicts');
  await page.getByTestId('by-decider').waitFor();
  await isFaultless();
  await enter(byTest('decider'));
  await isFocused('a name is asked for', byTest('decider-input'));
  await type('Mara');
  await press('Enter');
  const mara = await until('she has the word', async () => (await core.call('conflict_summary')).deciders.find((one) => one.person === 'Mara'));
  await page.locator(`${byTest('by-decider')} tr`, { hasText: 'Mara' }).waitFor();
  // Those nobody has the word on come first or last, by their number.
  for (let row = 0; ; row += 1) {
    await tabTo(`${byTest('by-decider')} tbody tr:nth-child(${row + 1}) button`);
    if (await page.evaluate(() => document.activeElement.closest('tr').textContent.includes('Mara'))) break;
  }
  await press('Enter');
  await until('the key says it is pressed', () => page.evaluate(() => document.activeElement?.getAttribute('aria-pressed') === 'true'));
  const grid = byTest('conflicts');
  await until('the list is narrowed', async () => (await page.locator(grid).getAttribute('aria-rowcount')) === String(mara.conflicts + 1));
  assert.match(await page.getByTestId('by-whom').innerText(), /Mara$/);
  await isFaultless();
  await tabTo(`${grid} [role="gridcell"]`);
  await press('ArrowDown');
  await press('Enter');
  await page.getByTestId('screen-customer').waitFor();
});

test('who lives together is found and followed', async () => {
  const { households } = await core.call('households', { limit: 1 });
  const [one] = households[0].members;
  await find('customers', 'screen-customers');
  await enter(byTest('tab-households'));
  await page.getByTestId('screen-households').waitFor();
  await tabTo(byTest('household-search'));
  await type(one.customer);
  await until('one is left', async () => (await page.locator(`${byTest('households')} > li`).count()) === 1);
  await isFaultless();
  await enter(`${byTest('households')} a`);
  await page.getByTestId('screen-customer').waitFor();
  await ready(page);
  await isFaultless();
});

test('a value is set by hand and given back to the rule', async () => {
  const { customers } = await core.call('search_customers', { records_at_least: 3, limit: 1 });
  const [{ customer }] = customers;
  const city = async () => (await core.call('get_customer', { customer })).golden.find((one) => one.attribute.code === 'given_name');
  const before = await city();
  await find(customer, 'screen-customer');
  await enter(byTest('golden-given_name'));
  await page.getByTestId('lineage').waitFor();
  await tabTo(byTest('override'));
  await press('Control+a');
  await type('Wilhelmina');
  await isFaultless();
  await press('Tab');
  await type('she said so');
  await press('Enter');
  await until('it is set', async () => (await city()).value === 'Wilhelmina');
  await page.getByTestId('lineage').waitFor({ state: 'detached' });
  await isFocused('the keyboard is back at the value', byTest('golden-given_name'));
  await isFaultless();
  await enter(byTest('undo'));
  await until('it is the value of before', async () => (await city()).value === before.value);
});

test('a tier is tried, its changes read, and it is adopted', async () => {
  await find('matches', 'screen-matches');
  await enter(byTest('tab-model'));
  await enter(byTest('try-strict'));
  await page.getByTestId('trial').waitFor({ timeout: 240_000 });
  await isFaultless();
  await enter(byTest('adopt'));
  await until('it is adopted', async () => (await core.call('match_summary')).tier === 'strict');
  await page.getByTestId('trial').waitFor({ state: 'detached' });
  await isFaultless();
  await tabTo(`${byTest('tier-strict')}`);
  await press('ArrowDown');
  await until('the next tier is chosen', async () => (await core.call('match_summary')).tier !== 'strict');
});

test('two runs are compared, and what changed is narrowed', async () => {
  await core.work('import_files', { paths: [NEXT_MONTH], then_audit: true });
  await find('history', 'screen-history');
  await enter(byTest('tab-runs'));
  await page.getByTestId('runs-sentence').waitFor();
  await isFaultless();
  const compared = await core.call('compare_runs', {});
  const kind = compared.counts.find((one) => one.count > 0).change;
  await enter(byTest(`change-${kind}`));
  await until('it is narrowed', async () => (await page.getByTestId(`change-${kind}`).getAttribute('aria-pressed')) === 'true');
  await tabTo(byTest('run-before'));
  await tabTo(`${byTest('run-changes')} a`);
  await isFaultless();
  await press('Enter');
  await page.getByTestId('screen-customer').waitFor();
});

test('nothing was complained about on the way', async () => {
  assert.deepEqual(opened.complaints, []);
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
});
