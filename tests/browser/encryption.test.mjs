/** A project is encrypted, opened with its passphrase, and decrypted by keyboard: in light and in dark. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startCore } from '../shared/core.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

const PASSPHRASE = 'heron teapot ladder';

let core;
let browser;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

for (const colorScheme of ['light', 'dark']) {
  test(`a passphrase is set, asked for and removed in ${colorScheme}`, async () => {
    const path = join(core.folder, `${colorScheme}.rollcall`);
    await core.call('create_project', { path, name: 'Shop' });
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    const { page } = opened;

    await page.getByTestId('encryption').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('encryption-dialog').waitFor();
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('passphrase-new').fill(PASSPHRASE);
    await page.getByTestId('passphrase-again').fill(PASSPHRASE);
    await page.getByTestId('passphrase-sure').focus();
    await page.keyboard.press('Space');
    await page.getByTestId('passphrase-again').press('Enter');
    await page.getByTestId('encryption-dialog').waitFor({ state: 'detached' });
    assert.equal((await core.call('project_summary', {})).encrypted, true);

    await core.call('close_project', {});
    await assert.rejects(core.call('open_project', { path }), { code: 'passphrase_needed' });
    await page.getByTestId('unlock-dialog').waitFor();
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('unlock-passphrase').fill('a guess');
    await page.keyboard.press('Enter');
    await page.getByTestId('unlock-failed').waitFor();
    assert.match(await page.getByTestId('unlock-failed').innerText(), /does not open/);
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('unlock-passphrase').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByTestId('unlock-dialog').waitFor({ state: 'detached' });

    await show(page, '#/overview');
    await page.getByTestId('encryption').click();
    await page.getByTestId('choose-remove').check();
    await page.getByTestId('passphrase-current').fill(PASSPHRASE);
    await page.getByTestId('passphrase-sure').check();
    assert.deepEqual(await faults(page), []);
    await page.getByTestId('encryption-do').click();
    await page.getByTestId('encryption-dialog').waitFor({ state: 'detached' });
    assert.equal((await core.call('project_summary', {})).encrypted, false);
    await opened.close();
  });
}
