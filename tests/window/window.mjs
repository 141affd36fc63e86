/** The real window on a screen of its own, driven over WebDriver by nothing but fetch. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ARTIFACTS, SAMPLE, built, end, firstLine, freePort, installed, scratch, until } from '../shared/places.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Opens the window. `picks` are the paths its dialogs answer with; `program` are its arguments; `size` is the screen's, in pixels. */
export async function openWindow({ program = ['--sample', SAMPLE], picks = [], home = scratch('window'), locale = 'C', size = [1280, 800] } = {}) {
  const screen = await startScreen(size);
  const port = await freePort();
  const environment = surroundings(home.folder, screen.display, picks, locale);
  const driver = spawn(installed('WebKitWebDriver'), ['--host=127.0.0.1', `--port=${port}`], {
    env: environment,
    stdio: 'ignore',
  });
  const base = `http://127.0.0.1:${port}`;
  await until('the driver answers', () => fetch(`${base}/status`).then((reply) => reply.ok, () => false));
  const binary = built('ROLLCALL_WINDOW', 'rollcall-desktop');
  const { sessionId } = await send('POST', `${base}/session`, {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: program } } },
  });
  const window = drive(`${base}/session/${sessionId}`);
  await window.post('/timeouts', { script: 30_000, pageLoad: 60_000, implicit: 0 });
  await window.post('/window/rect', { x: 0, y: 0, width: size[0], height: size[1] });

  return Object.assign(window, {
    home,
    /** What stands on the screen, frame and all. */
    picture(path) {
      mkdirSync(dirname(path), { recursive: true });
      // Of a format that could lose something nothing is to be lost: letters would blur.
      execFileSync('import', ['-display', screen.display, '-window', 'root', '-define', 'webp:lossless=true', '-define', 'webp:method=6', path]);
    },
    /** Keeps what is needed to see why a test failed. */
    async keep(name) {
      mkdirSync(ARTIFACTS, { recursive: true });
      this.picture(join(ARTIFACTS, `${name}.png`));
      writeFileSync(join(ARTIFACTS, `${name}.html`), await this.run('return document.documentElement.outerHTML'));
    },
    /** Ends the program without a word to it, as a crash or a failing battery does. */
    async kill() {
      const programs = programsOf(binary, home.folder);
      if (programs.length === 0) throw new Error('There is no program to kill.');
      for (const pid of programs) process.kill(Number(pid), 'SIGKILL');
      await this.close({ keepHome: true });
    },
    async close({ keepHome = false } = {}) {
      await send('DELETE', `${base}/session/${sessionId}`).catch(() => {});
      await end(driver);
      await screen.stop();
      if (!keepHome) await home.remove();
    },
  });
}

/** The processes of a program that run in the folders of one test. */
function programsOf(binary, home) {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(join('/proc', name, 'exe')) === binary && readFileSync(join('/proc', name, 'environ'), 'latin1').split('\0').includes(`HOME=${join(home, 'home')}`);
    } catch {
      // It has ended meanwhile, or is not ours to look into.
      return false;
    }
  });
}

async function startScreen([width, height]) {
  const xvfb = spawn(installed('Xvfb'), ['-displayfd', '1', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await firstLine(xvfb);
  return { display: `:${number}`, stop: () => end(xvfb) };
}

/** Folders and messages of its own, so that no test meets another or the person's own Rollcall. */
function surroundings(home, display, picks, locale) {
  const folder = (name) => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const { WAYLAND_DISPLAY: _none, ...rest } = process.env;
  return {
    ...rest,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    HOME: folder('home'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_DATA_HOME: folder('data'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('runtime'),
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    NO_AT_BRIDGE: '1',
    TAURI_WEBVIEW_AUTOMATION: 'true',
    LC_ALL: locale,
    ROLLCALL_PICK: picks.join(':'),
  };
}

async function send(method, address, body) {
  const reply = await fetch(address, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = await reply.json();
  if (!reply.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function drive(base) {
  const post = (path, body = {}) => send('POST', `${base}${path}`, body);
  const get = (path) => send('GET', `${base}${path}`);

  const window = {
    post,
    get,
    run: (script, ...args) => post('/execute/sync', { script, args }),
    /** Calls the core as the page does. */
    call: async (name, payload = {}) => {
      const answer = await post('/execute/async', {
        script: `const [name, payload, done] = arguments;
          window.__TAURI_INTERNALS__.invoke('call', { name, payload }).then((value) => done({ value }), (error) => done({ error }));`,
        args: [name, payload],
      });
      if (answer.error) throw Object.assign(new Error(`${name}: ${answer.error.message}`), answer.error);
      return answer.value;
    },
    find: async (css) => {
      const found = await post('/elements', { using: 'css selector', value: css });
      return found.map((one) => one[ELEMENT]);
    },
    wait: (css, limit) => until(`${css} is there`, async () => (await window.find(css))[0], limit),
    gone: (css, limit) => until(`${css} is gone`, async () => (await window.find(css)).length === 0, limit),
    click: async (css) => post(`/element/${await window.wait(css)}/click`),
    text: async (css) => get(`/element/${await window.wait(css)}/text`),
    type: async (css, text) => post(`/element/${await window.wait(css)}/value`, { text }),
    /** Keys to whatever has the focus. */
    keys: (...keys) => post('/actions', {
      actions: [{
        type: 'key',
        id: 'keyboard',
        actions: keys.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]),
      }],
    }),
    /** Keys held together, such as Control and a letter. */
    chord: (...keys) => post('/actions', {
      actions: [{
        type: 'key',
        id: 'keyboard',
        actions: [...keys.map((value) => ({ type: 'keyDown', value })), ...keys.toReversed().map((value) => ({ type: 'keyUp', value }))],
      }],
    }),
    ready: () => window.wait('html[data-ready="true"]'),
    show: async (route) => {
      // A screen that is shown already says nothing new.
      await window.run(
        'if (location.hash !== arguments[0]) document.documentElement.dataset.ready = "false"; location.hash = arguments[0];',
        route,
      );
      await window.ready();
    },
  };
  return window;
}

/** Keys that have no letter. */
export const KEY = { enter: '\uE007', escape: '\uE00C', tab: '\uE004', pageDown: '\uE00F', control: '\uE009' };

/** A control by the name tests know it by. */
export const byTest = (name) => `[data-testid="${name}"]`;
