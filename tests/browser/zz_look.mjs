import { startCore } from '../shared/core.mjs';
import { faults, launch, openPage, show } from './browser.mjs';
import { writeFileSync } from 'node:fs';
const [core, browser] = await Promise.all([startCore(), launch()]);
try {
  await core.work('open_sample');
  const book = await core.call('check_book');
  for (const one of book.checks.slice(5)) {
    console.log(`## ${one.check} ${one.verdict} ${one.figure ? `${one.figure.found}/${one.figure.among} ${one.figure.of}` : '-'}\n${one.sentence}\n${one.window}`);
    for (const u of one.unknown) console.log('  ? ' + u);
    for (const i of one.inputs) console.log('  < ' + i.source.name + ' ' + i.table + ' ' + i.gave);
    for (const p of one.pictures) { console.log('  ' + p.title); for (const l of p.lines.slice(0, 20)) console.log('    ' + l.label + ' ' + JSON.stringify(l.values) + ' ' + l.note + ' ' + l.verdict); }
    console.log('  people', one.people_total, one.people[0]?.why);
  }
  const saved = await core.call('list_saved');
  const template = saved.templates.find((one) => one.code === 'not_known_as_buyers');
  const count = await core.call('count_list', { draft: { purpose: 'contact', condition: template.condition }, destination: null, today: null });
  console.log('list', count.chosen, template.sentence);
  for (const colorScheme of ['light', 'dark']) {
    const opened = await openPage(browser, `${core.address}#/overview`, { colorScheme });
    for (const screen of ['#/checks', '#/checks/known_buyers', '#/checks/link_tests', '#/checks/stale_lists', '#/lists/from:not_known_as_buyers']) {
      await show(opened.page, screen);
      console.log(colorScheme, screen, await opened.page.locator('h1').count(), JSON.stringify(await faults(opened.page)));
      if (screen !== '#/lists/from:not_known_as_buyers') await opened.page.screenshot({ path: `/tmp/guidea-${colorScheme}-${screen.split('/').at(-1)}.png`, fullPage: true });
    }
    console.log(opened.complaints);
    await opened.close();
  }
  // The same while presenting.
  await core.call('set_presenting', { on: true }).catch((error) => console.log(error.message));
  const masked = await core.call('check_book');
  const support = masked.checks.find((one) => one.check === 'support');
  console.log(masked.checks.find((one) => one.check === 'known_buyers').people.slice(0, 2), support.sentence);
} finally {
  await browser.close();
  await core.stop();
}
