/** The workshop by keyboard alone: after every answer the keys still go to the stage. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { startCore } from '../shared/core.mjs';
import { until } from '../shared/places.mjs';
import { launch, openPage } from './browser.mjs';

let core;
let browser;
let opened;

before(async () => {
  [core, browser] = await Promise.all([startCore(), launch()]);
  await core.call('create_project', { path: join(core.folder, 'workshop.rollcall'), name: 'Workshop' });
  opened = await openPage(browser, `${core.address}#/workshop`);
});

after(async () => {
  await opened?.close();
  await browser?.close();
  await core?.stop();
});

const questions = async () => (await core.call('workshop')).topics.flatMap((topic) => topic.questions);
const press = (key) => opened.page.keyboard.press(key);
const focused = (css) => opened.page.evaluate((one) => document.activeElement?.matches(one) ?? false, css);
const isFocused = (what, css) => until(what, () => focused(css));

/** The question the window shows. */
async function shown() {
  return until('a question is on show', async () => {
    const code = decodeURIComponent(await opened.page.evaluate(() => location.hash.split('/')[2] ?? ''));
    const one = (await questions()).find((question) => question.question === code);
    const title = await opened.page.getByTestId('question').locator('h1').textContent();
    return one?.text === title ? one : undefined;
  });
}

/** From the heading into the line, a few words, and Enter. */
async function write(text, css = 'input[data-answer]') {
  if (!(await focused(css))) await press('Enter');
  await isFocused('the line listens', css);
  await press('Control+a');
  await opened.page.keyboard.type(text);
  await press('Enter');
}

/** The first answer is reached by Enter, and Enter gives it. */
async function first(css) {
  await opened.page.locator(css).first().waitFor();
  await press('Enter');
  await isFocused('the first answer is chosen', css);
  await press('Enter');
}

async function agree() {
  await opened.page.locator('[data-choice]').first().waitFor();
  await press('Enter');
  await isFocused('the first choice is reached', '[data-choice]');
  await press('Enter');
  await isFocused('the key agrees', '[data-testid="rule-agreed"]');
  await press('Enter');
}

async function sign() {
  await opened.page.locator('[data-testid="freeze-rules"], [data-testid="answer-text"]').first().waitFor();
  if (await opened.page.getByTestId('freeze-rules').count()) {
    await first('[data-testid="freeze-rules"]');
    await opened.page.getByTestId('answer-text').waitFor();
    await held('the rules are frozen');
  }
  await write('Lena');
}

/** One way to answer each kind of question. */
const WAYS = {
  kind_state: () => first('[data-choice]'),
  location: () => write('in the cloud'),
  format: () => write('CSV'),
  used_for: () => write('campaigns'),
  refresh: () => write('each week'),
  owner: () => write('Mara'),
  decider: () => write('Mara'),
  rule: agree,
  factor: () => first('[data-choice]'),
  scope: () => first('[data-answer]'),
  sign_off: sign,
};

/** What is done to the problem itself differs from what is said of it. */
const wayOf = ({ takes, question }) => (takes === 'use_case' ? (question === 'use_case:problem' ? () => first('[data-choice]') : () => write('20 %')) : WAYS[takes]);

/** Notes in every picture the window shows whether nothing has the focus, from the first question on. */
async function watch() {
  await isFocused('the heading listens', 'h1');
  await opened.page.evaluate(() => {
    window.lost = 0;
    const look = () => {
      if (document.activeElement === document.body) window.lost += 1;
      requestAnimationFrame(look);
    };
    look();
  });
}

/** The focus is on the stage once the page has settled, and was never lost meanwhile. */
async function held(after) {
  await opened.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const place = await opened.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? 'nothing');
  const lost = await opened.page.evaluate(() => {
    const pictures = window.lost;
    window.lost = 0;
    return pictures;
  });
  assert.equal(lost, 0, `the focus was lost after: ${after}`);
  assert.ok(await focused('[data-testid="screen-workshop"] *'), `${after}: the focus is on ${place}`);
}

const isAnswered = (question) =>
  until(`${question} is told as answered`, async () => (await opened.page.locator('[data-testid="agenda"] a[aria-current="step"]').getAttribute('data-state')) === 'answered');

test('the keyboard is never lost in a workshop, whatever is answered', async (t) => {
  const walked = new Set();
  await shown();
  await watch();
  for (;;) {
    const here = await shown();
    await t.test(here.question, async () => {
      // Back to the question, as Escape leads there from a line.
      if (!(await focused('h1'))) await press('Escape');
      await isFocused('the heading listens', 'h1');
      const way = wayOf(here);
      assert.ok(way, `there is a way to answer ${here.takes}`);
      if (here.state === 'open') {
        await press('o');
        await until('it is put off', async () => (await shown()).state === 'deferred');
        await held('it is put off');
      }
      await way();
      await isAnswered(here.question);
      await held(here.question);
      if (here.takes === 'kind_state' && here.subject === 'shop') {
        await write('Harbour shop', '[data-testid="system-name"]');
        await until('it is a source', async () => (await core.call('inventory')).sources.length === 1);
        await held('a system is named');
      }
    });
    walked.add(here.question);
    await press('PageDown');
    const next = await until('the next is shown, or this is the last', async () => {
      const now = await shown();
      const all = await questions();
      return now.question !== here.question || all.at(-1).question === here.question ? now : undefined;
    });
    if (walked.has(next.question)) break;
  }
  const takes = new Set((await questions()).map((one) => one.takes));
  assert.deepEqual([...takes].sort(), [...new Set((await questions()).filter((one) => walked.has(one.question)).map((one) => one.takes))].sort());
  assert.ok(walked.size > 20, `${walked.size} questions were answered`);
});

test('a reason to freeze the scope again keeps the keyboard as well', async () => {
  await opened.page.evaluate(() => (location.hash = '#/workshop/scope'));
  await until('the scope is on show', async () => (await shown()).question === 'scope');
  const before = (await core.call('scope')).frozen.at;
  await isFocused('the heading listens', 'h1');
  await write('a source came');
  await until('it is frozen again', async () => (await core.call('scope')).frozen.reason !== '' || (await core.call('scope')).frozen.at !== before);
  await held('the scope is frozen again');
});
