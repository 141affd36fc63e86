/** The report as people keep it: one file, in the window's font, light and dark, and printed. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { startCore } from '../shared/core.mjs';
import { faults, launch, openPage, show } from './browser.mjs';

/** The width of what is printed on a page with margins of 14 mm, in points of the screen. */
const PRINTED = { A4: Math.floor(((210 - 28) / 25.4) * 96), Letter: Math.floor(((215.9 - 28) / 25.4) * 96) };

let core;
let browser;
let file;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.work('open_sample');
  file = join(core.folder, 'report.html');
  await core.call('write_report', { path: file });
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

/** The file as it stands on the disk, opened by itself. */
async function opened(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  return { page, complaints, close: () => context.close() };
}

/** How light the paper is, 0 to 255. */
function paper(page) {
  return page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    return (red + green + blue) / 3;
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`the file opened by itself is accessible in ${colorScheme}, in the window's font, and asks for nothing`, async () => {
    const { page, complaints, close } = await opened({ colorScheme });
    const light = await paper(page);
    assert.ok(colorScheme === 'dark' ? light < 60 : light > 240, `${light}`);
    const fonts = await page.evaluate(() => [...document.fonts].filter((one) => one.status === 'loaded').map((one) => one.family.replaceAll(/["']/g, '')));
    assert.ok(fonts.includes('Inter Variable'), fonts.join(', '));
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('the printed report is dark on white whatever the screen shows, and nothing stands out of a page', async () => {
  const { page, close } = await opened({ colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.ok((await paper(page)) > 240);
  for (const [format, width] of Object.entries(PRINTED)) {
    await page.setViewportSize({ width, height: 1000 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} points stand out of ${format}`);
    const bytes = await page.pdf({ format, preferCSSPageSize: format === 'A4', margin: { top: '14mm', bottom: '14mm', left: '14mm', right: '14mm' }, printBackground: true });
    const pages = bytes.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    assert.ok(pages >= 3 && pages <= 60, `${pages} pages of ${format}`);
    if (process.env.ROLLCALL_PRINTED) await writeFile(join(process.env.ROLLCALL_PRINTED, `report-${format}.pdf`), bytes);
  }
  await close();
});

test('the window shows the report in the light or dark that was chosen there', async () => {
  const { page, complaints, close } = await openPage(browser, `${core.address}#/report`, { colorScheme: 'light' });
  const shown = () =>
    page.evaluate(() => {
      const body = document.querySelector('[data-testid="report-page"]').shadowRoot.querySelector('.page');
      const { backgroundColor, fontFamily } = getComputedStyle(body);
      return { light: Math.max(...backgroundColor.match(/\d+/g).slice(0, 3).map(Number)), fontFamily };
    });
  await show(page, '#/report');
  assert.ok((await shown()).light > 240);
  await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  const dark = await shown();
  assert.ok(dark.light < 60, `${dark.light}`);
  assert.match(dark.fontFamily, /Inter Variable/);
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('the tables behind the report are written from the window', async () => {
  const { page, complaints, close } = await openPage(browser, `${core.address}#/report`);
  const target = join(core.folder, 'tables.xlsx');
  await page.getByRole('button', { name: 'Write the tables' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(target);
  assert.deepEqual(await faults(page), []);
  await dialog.getByRole('textbox').press('Enter');
  await page.getByText(`KB written to ${target}`).first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
