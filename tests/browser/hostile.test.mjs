/** Files, headers and cells that try to be a page of their own: every screen and the report show them as text. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { startCore } from '../shared/core.mjs';
import { launch, openPage, show } from './browser.mjs';
import { SCREENS } from './routes.mjs';

const IMAGE = '<img src=x onerror=window.hit=1>';
const SCRIPT = '<script>window.hit=1</script>';
const CLOSING = '</style></title></textarea><svg onload=window.hit=1>';
const LINK = 'javascript:window.hit=1';
const HANDLER = '" onmouseover="window.hit=1" autofocus onfocus="window.hit=1';

const MEMBERS = [
  `Member,First name,Last name,Email,Phone,City,Newsletter,Notes ${IMAGE}`,
  `1,Anne ${IMAGE},Ashford ${SCRIPT},anne@harbour.example,+44 20 7946 0001,Leeds ${CLOSING},yes,${LINK}`,
  `2,Tom,${CLOSING} Penrose,tom@harbour.example,+44 20 7946 0002,${SCRIPT},${IMAGE},{{7*7}}`,
  `3,Priya,"Nair ${HANDLER.replaceAll('"', '""')}",priya@harbour.example,+44 20 7946 0003,York,no,${SCRIPT}`,
  `4,Ben,Oakes,ben@harbour.example,,"Hull ${HANDLER.replaceAll('"', '""')}",yes,`,
].join('\n');

const ORDERS = [
  'Order,Created at,Name,Email,Total,Currency,Product,Campaign',
  `1001,2026-10-02 10:00,Ann ${SCRIPT} Ashford,anne@harbour.example,40.00,EUR,Lamp ${IMAGE},Winter ${IMAGE}`,
  `1002,2026-10-03 10:00,Thomas Penrose,tom@harbour.example,60.00,EUR,${SCRIPT},${CLOSING}`,
].join('\n');

let core;
let browser;
let routes;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.call('create_project', { path: join(core.folder, 'hostile.rollcall'), name: `Hostile ${IMAGE}` });
  const files = [[`crm ${IMAGE}.csv`, MEMBERS], [`orders ${HANDLER}.csv`, ORDERS]];
  const paths = files.map(([name, text]) => {
    const path = join(core.folder, name);
    writeFileSync(path, text);
    return path;
  });
  await core.work('import_files', { paths, choices: [], then_audit: true });
  await core.call('set_note', { about: 'region:eea', note: `Ask ${IMAGE}` });
  const mappings = await core.call('list_mappings');
  const { customers } = await core.call('search_customers', { limit: 500 });
  assert.ok(customers.length >= 4, 'the people of the files are there');
  routes = [...SCREENS, ...mappings.map(({ table }) => `#/mapping/${table}`), ...customers.map(({ customer }) => `#/customers/${customer}`)];
});

after(async () => {
  await browser?.close();
  await core?.stop();
});

/** What of the files became more than text. */
function alive(page) {
  return page.evaluate(() => [
    ...(window.hit ? ['a script ran'] : []),
    ...document.querySelectorAll('img[src="x"], svg[onload], [onmouseover], [onfocus], script:not([src]):not([type])'),
    ...document.querySelectorAll('a[href^="javascript:"]'),
  ].map((one) => one.outerHTML ?? one));
}

test('hostile cells, headers and names of files do nothing on any screen', async () => {
  const opened = await openPage(browser, `${core.address}#/overview`);
  const { page } = opened;
  const seen = new Set();
  for (const route of routes) {
    // A screen that only shows another part of itself says nothing new of being ready.
    if (!SCREENS.includes(route)) await show(page, '#/overview');
    await show(page, route).catch((error) => assert.fail(`${route} never gets ready: ${error.message}`));
    assert.deepEqual(await alive(page), [], route);
    const text = await page.evaluate(() => document.body.innerText);
    for (const one of [IMAGE, SCRIPT, LINK]) if (text.includes(one)) seen.add(one);
  }
  assert.deepEqual([...seen].sort(), [IMAGE, LINK, SCRIPT].sort(), 'each was shown somewhere, as the text it is');
  assert.deepEqual(await page.evaluate(() => window.policyBroken), []);
  assert.deepEqual(opened.complaints, []);
  await opened.close();
});

test('hostile cells do nothing in the report, however it is opened', async () => {
  const file = join(core.folder, 'report.html');
  await core.call('write_report', { path: file, unmasked: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  assert.ok((await page.evaluate(() => document.documentElement.textContent)).includes('onerror=window.hit=1'), 'it tells of the files');
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('img[src="x"], svg[onload], [onmouseover], [onfocus]')].map((one) => one.outerHTML)), []);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(asked, []);
  await context.close();
});

test('what became more than text would be told', async () => {
  const opened = await openPage(browser, `${core.address}#/overview`);
  for (const markup of [IMAGE, `<svg onload="x()"></svg>`, `<a href="${LINK}">x</a>`, '<b onmouseover="x()">x</b>']) {
    await opened.page.evaluate((html) => { document.body.insertAdjacentHTML('beforeend', html); }, markup);
    const told = await alive(opened.page);
    assert.equal(told.length, 1, markup);
    await opened.page.evaluate(() => document.body.lastElementChild.remove());
  }
  await opened.close();
});
