/** Pictures of the report as it is printed on A4: its first pages, for the guide. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startCore } from '../shared/core.mjs';
import { installed } from '../shared/places.mjs';
import { launch } from './browser.mjs';

/** Pages the guide shows. */
const PAGES = 3;
/** Points of the picture to an inch of paper. */
const DENSITY = 96;

const out = join(resolve(process.argv[2] ?? 'ui/pictures'), 'printed');
mkdirSync(out, { recursive: true });

const [core, browser] = await Promise.all([startCore(), launch()]);
try {
  await core.work('open_sample');
  const file = join(core.folder, 'report.html');
  await core.call('write_report', { path: file });
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  const printed = join(core.folder, 'report.pdf');
  await page.pdf({ path: printed, format: 'A4', preferCSSPageSize: true, margin: { top: '14mm', bottom: '14mm', left: '14mm', right: '14mm' }, printBackground: true });
  execFileSync(installed('gs'), [
    '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=png16m', `-r${DENSITY}`, '-dTextAlphaBits=4', '-dGraphicsAlphaBits=4',
    '-dFirstPage=1', `-dLastPage=${PAGES}`, `-sOutputFile=${join(core.folder, 'page-%d.png')}`, printed,
  ]);
  for (let number = 1; number <= PAGES; number += 1) {
    execFileSync(installed('convert', 'magick'), [
      join(core.folder, `page-${number}.png`), '-strip', '-define', 'webp:lossless=true', '-define', 'webp:method=6', join(out, `page-${number}.webp`),
    ]);
  }
} finally {
  await browser.close();
  await core.stop();
}
console.log(`The printed pages are in ${out}.`);
