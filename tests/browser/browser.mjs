/** A browser on the page, which complains about everything that goes wrong in it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { chromium } from 'playwright-core';

import { installed, until } from '../shared/places.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export function launch() {
  const executablePath = installed('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page of its own. `complaints` holds what broke: faults, refused requests, broken policy. */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`fault: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  await page.addInitScript(() => {
    window.policyBroken = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.policyBroken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  await page.goto(address);
  await ready(page);
  return { page, complaints, close: () => context.close() };
}

/** Waits until the screen shows what it has to show. */
export async function ready(page) {
  await page.waitForSelector('html[data-ready="true"]', { timeout: 30_000 });
}

/** Goes to a screen by its address and waits for it. */
export async function show(page, route) {
  await page.evaluate((to) => {
    // A screen that is shown already says nothing new.
    if (location.hash !== to) document.documentElement.dataset.ready = 'false';
    location.hash = to;
  }, route);
  await ready(page);
}

/** What axe finds wrong, as sentences. */
export async function faults(page) {
  // Evaluated by the browser's tools, which no policy of the page stops.
  await page.evaluate(AXE);
  const result = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  return result.violations.map(
    (found) => `${found.id}: ${found.help} (${found.nodes.length}×, ${found.nodes[0]?.target.join(' ')})`,
  );
}

/** Waits for a sentence of the page to hold. */
export function waitFor(page, what, ask, limit) {
  return until(what, () => page.evaluate(ask), limit);
}
