/**
 * A workshop in the real window by keyboard alone, without a single file: from the start screen through an
 * inventory of nine sources, a use case, rules, decisions, questions and signatures to the report.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { scratch, until } from '../shared/places.mjs';
import { KEY, byTest, openWindow } from './window.mjs';

/** What is there, by the kind of system it is asked for under. */
const SYSTEMS = {
  shop: 'Harbour shop',
  crm: 'HubSpot',
  email_platform: 'Mailchimp',
  ad_platform: 'Google Ads',
  analytics: 'Web analytics',
  support: 'Zendesk',
  billing: 'Stripe',
  point_of_sale: 'Tills',
  loyalty: 'Loyalty cards',
};
/** What is answered about every source, in the order it is asked. */
const ABOUT = ['in the cloud', 'CSV, one file a week', 'Mara', 'campaigns', 'each week'];
const RULES = 6;
const TEAMS = 5;
const DECISIONS = ['The shop is believed first', 'Exports come on Mondays', 'Ads are last'];
const QUESTIONS = ['Who pays for the tool?', 'Who checks the lists?'];

let home;
let window;
/** Where dialogs save: under the name the window suggests. */
let folder;

before(async () => {
  home = scratch('workshop');
  folder = join(home.folder, 'reports');
  mkdirSync(folder);
  window = await openWindow({ home, program: [], picks: [folder] });
  await window.ready();
});

after(() => window?.close());

/** A step whose picture and page are kept when it fails. */
function step(name, act) {
  test(name, async () => {
    try {
      await act();
    } catch (error) {
      await window.keep(name.replaceAll(/\W+/g, '-')).catch(() => {});
      throw error;
    }
  });
}

const press = (...keys) => window.keys(...keys);
const write = (text) => window.keys(...text);
const focused = (css) => window.run('return document.activeElement?.matches(arguments[0]) ?? false', css);

/** Goes there as somebody without a mouse does. */
async function tabTo(css) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await focused(css)) return;
    await press(KEY.tab);
  }
  assert.fail(`The keyboard does not reach ${css}.`);
}

/** Opens what the palette finds first under these words. */
async function find(words) {
  await window.chord(KEY.control, 'k');
  await until('the palette listens', () => focused(byTest('palette-input')));
  await write(words);
  await press(KEY.enter);
  await window.gone(byTest('palette'));
}

const agenda = () => window.call('workshop');
const stops = async () => (await agenda()).topics.flatMap((topic) => topic.questions);
const answered = async (topic) => (await agenda()).topics.find((one) => one.topic === topic).answered;

/** The question on show, once the window shows it and heeds its keys. */
async function shown() {
  return until('a question is on show', async () => {
    const code = decodeURIComponent((await window.run('return location.hash')).split('/')[2] ?? '');
    const one = (await stops()).find((stop) => stop.question === code);
    return one && (await window.run('return document.querySelector(arguments[0])?.textContent', `${byTest('question')} h1`)) === one.text ? one : undefined;
  });
}

/** Goes on to the first question that takes such an answer, by the key that goes on. */
async function goOn(takes) {
  for (const _ of await stops()) {
    const here = await shown();
    if (takes(here)) return here;
    await press(KEY.pageDown);
    await until('the next is shown', async () => (await shown()).question !== here.question);
  }
  return assert.fail('No such question comes.');
}

/** From the heading into the box, a line, and Enter. */
async function answer(text) {
  await press(KEY.enter);
  await until('the box listens', () => focused('input[data-answer]'));
  await window.run('document.activeElement.select()');
  await write(text);
  await press(KEY.enter);
}

const isKept = (question) => until(`${question} is answered`, async () => (await stops()).find((one) => one.question === question)?.state === 'answered');

/** Back to the question, from wherever the focus is. */
async function toHeading() {
  if (!(await focused('h1'))) await press(KEY.escape);
  await until('the heading is back', () => focused('h1, body'));
}

step('a project without a file is begun, and the workshop opened in it', async () => {
  await tabTo(byTest('start-new'));
  await press(KEY.enter);
  await until('a name is asked for', () => focused('dialog input'));
  await write('Autumn workshop');
  await press(KEY.enter);
  await window.wait(byTest('screen-sources'));
  await find('workshop');
  await window.wait(byTest('screen-workshop'));
  assert.equal((await agenda()).answered, 0);
});

step('nine systems are named, and the other kinds are not there', async () => {
  for (const kind of await stops()) {
    if (kind.takes !== 'kind_state') break;
    await goOn((one) => one.question === kind.question);
    const name = SYSTEMS[kind.subject];
    await window.wait('[data-choice]');
    await press(name ? '1' : '2');
    await isKept(kind.question);
    if (!name) continue;
    await until('its name is asked for', () => focused(byTest('system-name')));
    await write(name);
    await press(KEY.enter);
    await until(`${name} is a source`, async () => (await window.call('inventory')).sources.some((one) => one.mark.name === name));
    // The page follows the core: not before a second system can be named may the box be left.
    await until('another could be named', async () => (await focused(byTest('system-name'))) && (await window.run('return document.activeElement.value')) === '');
    await toHeading();
  }
  assert.equal((await window.call('inventory')).sources.length, Object.keys(SYSTEMS).length);
});

step('where, what, whose, what for and how often is said of each', async () => {
  for (let source = 0; source < Object.keys(SYSTEMS).length; source += 1) {
    for (const [place, text] of ABOUT.entries()) {
      const asks = ['location', 'format', 'owner', 'used_for', 'refresh'][place];
      const question = await goOn((one) => one.takes === asks && one.state === 'open');
      await answer(text);
      await isKept(question.question);
    }
  }
  const { sources } = await window.call('inventory');
  for (const source of sources) {
    // Names are stand-ins while presenting, so that of the owner only that there is one.
    assert.notEqual(source.owner, '', source.mark.name);
  }
  assert.equal(await answered('sources'), sources.length * ABOUT.length);
});

step('one problem is chosen, with its baseline and its target', async () => {
  const problem = await goOn((one) => one.question === 'use_case:problem');
  await window.wait('[data-choice]');
  await press('1');
  await isKept(problem.question);
  for (const [member, text] of [['baseline', '20 %'], ['target', '2 %']]) {
    await goOn((one) => one.question === `use_case:${member}`);
    await window.wait('input[data-answer]');
    await answer(text);
    await isKept(`use_case:${member}`);
    await toHeading();
  }
  assert.equal(await answered('use_case'), 4);
});

step('six rules are agreed on, each after it was told what it changes', async () => {
  for (let agreed = 0; agreed < RULES; agreed += 1) {
    const rule = await goOn((one) => one.takes === 'rule' && one.state === 'open');
    await window.wait('[data-choice]');
    await press('1');
    await until('the key agrees', () => focused(byTest('rule-agreed')));
    await until('its effect is told', async () => /\.$/.test(await window.text(byTest('effect'))));
    await press(KEY.enter);
    await isKept(rule.question);
  }
  assert.equal(await answered('rules'), RULES);
});

step('what falls on the way is written down', async () => {
  await toHeading();
  for (const [key, texts] of [['d', DECISIONS], ['q', QUESTIONS]]) {
    for (const text of texts) {
      await press(key);
      await until('the line listens', () => focused(byTest('capture-text')));
      await write(text);
      await press(KEY.enter);
      await until('it is kept', async () => (await window.run('return document.querySelector(arguments[0]).value', byTest('capture-text'))) === '');
      await press(KEY.escape);
      await until('the keys are back', () => focused('h1'));
    }
  }
  const log = await window.call('decision_log');
  assert.deepEqual([log.entries.length, log.open_questions], [DECISIONS.length + QUESTIONS.length, QUESTIONS.length]);
});

step('the scope is frozen and five teams sign', async () => {
  await goOn((one) => one.takes === 'scope');
  await window.wait(byTest('freeze-scope'));
  await press(KEY.enter);
  await until('it can be frozen', () => focused(byTest('freeze-scope')));
  await press(KEY.enter);
  await isKept('scope');
  for (let team = 0; team < TEAMS; team += 1) {
    const asked = await goOn((one) => one.takes === 'sign_off' && one.state === 'open');
    if (team === 0) {
      await window.wait(byTest('freeze-rules'));
      await press(KEY.enter);
      await until('they can be frozen', () => focused(byTest('freeze-rules')));
      await press(KEY.enter);
    }
    await window.wait(byTest('answer-text'));
    await answer('Lena');
    await isKept(asked.question);
  }
  assert.equal(await answered('sign_off'), TEAMS);
});

step('the report tells all of it, and is written', async () => {
  await toHeading();
  await press(KEY.escape);
  await window.wait(byTest('screen-governance'));
  await find('report');
  await window.wait(byTest('report-page'));
  await tabTo(byTest('write-report'));
  await press(KEY.enter);
  const written = await until('the file is there', () => readdirSync(folder).find((name) => name.endsWith('.html')));
  const page = readFileSync(join(folder, written), 'utf8');
  assert.ok(page.includes('Nothing is loaded yet; 9 sources are named</span>.'));
  for (const told of [...Object.values(SYSTEMS), ...DECISIONS, ...QUESTIONS]) {
    assert.ok(page.includes(told), `the report tells ${told}`);
  }
});
