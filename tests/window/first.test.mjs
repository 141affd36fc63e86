/** The first start: a page that breaks no policy, no way out of it, and a command line that is heard. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { until } from '../shared/places.mjs';
import { byTest, openWindow } from './window.mjs';

test('the first start shows where to begin and keeps to its policy', async () => {
  const window = await openWindow();
  try {
    await window.ready();
    await window.wait(byTest('screen-start'));
    assert.equal(await window.run('return document.title'), 'Rollcall');
    assert.equal(await window.run('return typeof window.__TAURI__'), 'undefined', 'no global bridge');

    await window.run(`window.broken = [];
      document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective));
      const script = document.createElement('script');
      script.textContent = 'window.smuggled = true';
      document.body.append(script);
      fetch('https://example.com/').catch(() => {});`);
    await until('the policy stops both', async () => (await window.run('return window.broken')).length >= 2);
    assert.equal(await window.run('return window.smuggled === true'), false);

    await window.run('location.href = "https://example.com/"');
    assert.match(await window.run('return location.href'), /^tauri:\/\/localhost/);
  } finally {
    await window.close();
  }
});

test('a project that cannot be opened at the start is told in the window', async () => {
  const window = await openWindow({ program: ['gone.rollcall'] });
  try {
    await window.ready();
    await until('it is told', async () => /gone\.rollcall/.test(await window.text(byTest('notices'))));
  } finally {
    await window.close();
  }
});

test('the page opens on a machine that names no language', async () => {
  // Such a machine calls its language "C", which no formatter of numbers knows.
  const window = await openWindow({ locale: 'C.UTF-8' });
  try {
    await window.ready();
    await window.wait(byTest('screen-start'));
  } finally {
    await window.close();
  }
});

test('the page has no right to files, programs or other windows', async () => {
  const window = await openWindow();
  try {
    await window.ready();
    const refused = async (command, payload) =>
      window.post('/execute/async', {
        script: `const [command, payload, done] = arguments;
          window.__TAURI_INTERNALS__.invoke(command, payload).then(() => done('allowed'), () => done('refused'));`,
        args: [command, payload],
      });
    assert.equal(await refused('plugin:opener|open_url', { url: 'https://example.com' }), 'refused');
    assert.equal(await refused('plugin:dialog|open', { options: {} }), 'refused');
    assert.equal(await refused('plugin:fs|read_text_file', { path: 'x' }), 'refused');
    assert.equal(await refused('plugin:webview|create_webview_window', { options: { label: 'other' } }), 'refused');
  } finally {
    await window.close();
  }
});

test('an unknown command is an answer, not a fault', async () => {
  const window = await openWindow();
  try {
    await window.ready();
    await assert.rejects(window.call('no_such_command'), (error) => error.code === 'not_found' && /no_such_command/.test(error.message));
    const logs = join(window.home.folder, 'data', 'org.rollcall.desktop', 'logs');
    await until('the log is written', () => existsSync(logs) && readdirSync(logs).length > 0);
  } finally {
    await window.close();
  }
});
