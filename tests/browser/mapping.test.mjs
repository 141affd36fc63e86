/** What people say of columns, in the page: words, cells, and recipes of their own. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

const MEMBERS = 'Member,Email,Newsletter,Town\n1,anne@harbour.example,VIP,Leeds\n2,tom@harbour.example,vip,York\n3,priya@harbour.example,yes,York\n';

let core;
let browser;
let table;
let file;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.call('create_project', { path: join(core.folder, 'words.rollcall'), name: 'Words' });
  file = join(core.folder, 'crm_members.csv');
  writeFileSync(file, MEMBERS);
  await core.work('import_files', { paths: [file], choices: [], then_audit: true });
  [{ table }] = await core.call('list_mappings');
  await core.call('set_column', { table, column: 2, attribute: 'email_consent', group: 0, date_order: null });
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

for (const colorScheme of ['light', 'dark']) {
  test(`its dialogs are accessible in ${colorScheme}`, async () => {
    const opened = await openPage(browser, `${core.address}#/mapping/${table}`, { colorScheme });
    const { page } = opened;
    const column = page.locator('[data-testid="column"][data-header="Newsletter"]');
    for (const [door, dialog] of [[column.getByTestId('open-words'), 'words-dialog'], [column.getByTestId('open-cells'), 'cells-dialog'], [page.getByTestId('open-recipes'), 'recipes-dialog']]) {
      await door.click();
      await page.getByTestId(dialog).waitFor();
      if (dialog === 'words-dialog') await page.locator('[data-testid="word"][data-word="VIP"]').waitFor();
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press('Escape');
      await page.getByTestId(dialog).waitFor({ state: 'detached' });
    }
    await page.getByTestId('constant-add').click();
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
}

test('a word of a list of requests is said to ask for a correction', async () => {
  const asked = join(core.folder, 'privacy_requests.csv');
  writeFileSync(asked, 'Received on,Email,Anliegen\n2026-11-01,anne@harbour.example,Hausnummer stimmt nicht ganz\n2026-11-02,tom@harbour.example,Deletion\n2026-11-03,priya@harbour.example,Access\n');
  const known = (await core.call('list_mappings')).map((one) => one.table);
  await core.work('import_files', { paths: [asked], choices: [], then_audit: true });
  const requests = (await core.call('list_mappings')).map((one) => one.table).find((one) => !known.includes(one));
  await core.call('set_column', { table: requests, column: 2, attribute: 'email_consent', group: 0, date_order: null });
  const opened = await openPage(browser, `${core.address}#/mapping/${requests}`);
  const { page } = opened;
  await page.locator('[data-testid="column"][data-header="Anliegen"]').getByTestId('open-words').click();
  const word = page.locator('[data-testid="word"][data-word="Hausnummer stimmt nicht ganz"]');
  await word.getByTestId('meaning').selectOption('rectification');
  await until('the effect stands there', async () => (await page.getByTestId('words-after').innerText()).includes('Asks for a correction'));
  await page.getByTestId('words-save').click();
  await page.getByTestId('words-dialog').waitFor({ state: 'detached' });
  const map = await core.call('value_map', { table: requests, column: 2 });
  assert.equal(map.unknown_words, 0);
  assert.equal(map.words.find((one) => one.word.startsWith('Hausnummer')).said, 'rectification');
  assert.deepEqual(opened.complaints, []);
  await opened.close();
});

test('a word gets a meaning, a recipe is kept, and another project is offered it', async () => {
  const opened = await openPage(browser, `${core.address}#/mapping/${table}`);
  const { page } = opened;
  const column = page.locator('[data-testid="column"][data-header="Newsletter"]');
  await column.getByTestId('open-words').click();
  const word = page.locator('[data-testid="word"][data-word="VIP"]');
  await word.getByTestId('meaning').selectOption('opted_in');
  await until('the effect stands there', async () => (await page.getByTestId('words-after').innerText()).startsWith('3 '));
  await page.getByTestId('words-save').click();
  await page.getByTestId('words-dialog').waitFor({ state: 'detached' });
  const map = await core.call('value_map', { table, column: 2 });
  assert.equal(map.unknown_words, 0);

  await page.getByTestId('open-recipes').click();
  await page.getByTestId('recipe-name').fill('Harbour club');
  await page.getByTestId('recipe-save').click();
  await page.getByTestId('own-recipe').waitFor();
  assert.match(await page.getByTestId('own-recipe').innerText(), /Harbour club/);
  await page.keyboard.press('Escape');
  assert.deepEqual(opened.complaints, []);
  // The page shows a table that the other project does not have.
  await opened.close();

  await core.call('create_project', { path: join(core.folder, 'other.rollcall'), name: 'Other' });
  const looked = await core.call('inspect_files', { paths: [file] });
  assert.deepEqual(looked.tables[0].own_recipes.map((one) => [one.name, one.fits]), [['Harbour club', true]]);
});
