/**
 * The grid in the real window over very many rows: whatever is scrolled to, the right rows stand there, and only those
 * on the screen are nodes of the page. 100,000 rows unless ROLLCALL_WINDOW_ROWS names another number.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { scratch, until } from '../shared/places.mjs';
import { KEY, byTest, openWindow } from './window.mjs';

const ROWS = Number(process.env.ROLLCALL_WINDOW_ROWS ?? 100_000);
/** Rows that may be nodes of the page at once. */
const MOST_NODES = 200;
/** Height of a row and of the head of the grid, in pixels. */
const ROW = 28;
/** Longest that loading may take on a busy machine, in milliseconds. */
const LONG = 600_000;

const GRID = byTest('drawer-grid');
const name = (index) => `member-${String(index).padStart(7, '0')}`;

let home;
let window;
let file;

before(async () => {
  home = scratch('rows');
  const folder = join(home.folder, 'projects');
  mkdirSync(folder);
  file = join(home.folder, 'members.csv');
  const lines = ['Member,City,Number'];
  for (let index = 0; index < ROWS; index += 1) lines.push(`${name(index)},Leeds,${index % 97}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  window = await openWindow({ home, program: [], picks: [folder] });
  await window.ready();
});

after(() => window?.close());

/** A step whose picture and page are kept when it fails. */
function step(title, act) {
  test(title, async () => {
    try {
      await act();
    } catch (error) {
      await window.keep(title.replaceAll(/\W+/g, '-')).catch(() => {});
      throw error;
    }
  });
}

/** What the grid holds: its nodes, how many rows it says there are, and those that can be seen whole. */
function held() {
  return window.run(`
    const grid = document.querySelector(arguments[0]);
    if (!grid) return undefined;
    const box = grid.getBoundingClientRect();
    // The head is row 1.
    const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) => Number(row.getAttribute('aria-rowindex')) > 1);
    const seen = rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= box.top + arguments[1] - 1 && bottom <= box.bottom + 1;
    });
    return {
      nodes: rows.length,
      total: Number(grid.getAttribute('aria-rowcount')) - 1,
      seen: seen.map((row) => ({ index: Number(row.getAttribute('aria-rowindex')) - 2, text: row.textContent })),
    };`, GRID, ROW);
}

/** What is held once every row that can be seen has come. */
async function shown(what) {
  return until(`${what}: every row has come`, async () => {
    const now = await held();
    const isThere = now && now.seen.length > 0 && now.seen.every(({ index, text }) => text.includes(name(index)));
    return isThere && now;
  });
}

/** Scrolls to a share of the whole way down. */
function scrollTo(share) {
  return window.run(
    'const grid = document.querySelector(arguments[0]); grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * arguments[1];',
    GRID, share,
  );
}

step('a project is begun and the rows are loaded', async () => {
  await window.click(byTest('start-new'));
  await until('a name is asked for', () => window.run('return document.activeElement?.matches("dialog input") ?? false'));
  await window.keys(...'Members', KEY.enter);
  await window.wait(byTest('screen-sources'));
  await window.call('import_files', { paths: [file] });
  await until('every row is loaded', async () => (await window.call('list_loads'))[0]?.rows_loaded === ROWS, LONG);
});

step('the grid begins at the first row', async () => {
  await window.show('#/sources/loads');
  await window.click(`${byTest('loads')} tbody .number button`);
  await window.wait(GRID);
  const first = await shown('at the top');
  assert.equal(first.total, ROWS);
  assert.equal(first.seen[0].index, 0);
  assert.ok(first.nodes < MOST_NODES, `${first.nodes} rows are nodes`);
});

step('at the end stands the last row', async () => {
  await scrollTo(1);
  const last = await until('the last row is drawn', async () => {
    const now = await shown('at the end');
    return now.seen.at(-1).index === ROWS - 1 && now;
  });
  assert.ok(last.nodes < MOST_NODES, `${last.nodes} rows are nodes`);
});

step('in the middle stand those of the middle', async () => {
  await scrollTo(0.5);
  const middle = await until('the middle is drawn', async () => {
    const now = await shown('in the middle');
    return Math.abs(now.seen[0].index + now.seen.length / 2 - ROWS / 2) <= now.seen.length + 2 && now;
  });
  const indexes = middle.seen.map(({ index }) => index);
  assert.deepEqual(indexes, indexes.map((_, place) => indexes[0] + place), 'one after the other');
  assert.ok(middle.nodes < MOST_NODES, `${middle.nodes} rows are nodes`);
});

step('scrolling about leaves no nodes behind', async () => {
  for (let place = 0; place <= 20; place += 1) {
    await scrollTo((place * 7 % 21) / 20);
    const { nodes } = await held();
    assert.ok(nodes < MOST_NODES, `${nodes} rows are nodes`);
  }
  await scrollTo(0);
  const first = await until('the first row is back', async () => {
    const now = await shown('at the top again');
    return now.seen[0].index === 0 && now;
  });
  assert.ok(first.nodes < MOST_NODES, `${first.nodes} rows are nodes`);
});
