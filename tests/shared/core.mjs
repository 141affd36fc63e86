/** The core over the workshop's server: the same commands the page gives. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { ROOT, SAMPLE, built, end, firstLine, scratch, until } from './places.mjs';

/** Longest a job may take on a busy machine, in milliseconds. */
const JOB = 240_000;

/** Starts a core of its own with the built page. */
export async function startCore() {
  const home = scratch('core');
  const server = spawn(
    built('ROLLCALL_DEVSERVER', 'rollcall-devserver'),
    ['--page', join(ROOT, 'ui', 'dist'), '--sample', SAMPLE, '--settings', home.folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const address = await firstLine(server);

  async function call(name, payload = {}) {
    const reply = await fetch(`${address}call/${name}`, { method: 'POST', body: JSON.stringify(payload) });
    const body = await reply.json();
    if (!reply.ok) throw Object.assign(new Error(`${name}: ${body.message}`), body);
    return body;
  }

  /** Begins a job and waits for its end. */
  async function work(name, payload = {}) {
    const { job } = await call(name, payload);
    const ended = await until(
      `${name} ends`,
      async () => (await call('list_jobs')).find((one) => one.job === job && one.state !== 'running'),
      JOB,
    );
    if (ended.state !== 'finished') throw new Error(`${name} ${ended.state}: ${ended.error}`);
    return ended;
  }

  return {
    address,
    folder: home.folder,
    call,
    work,
    async stop() {
      await end(server);
      await home.remove();
    },
  };
}

/** A list that has somebody in it, with the destination the screen shows first. */
export async function fullList(call) {
  const { lists } = await call('lists');
  for (const list of lists) {
    const request = { list: list.code, destination: list.destinations[0], days: list.windowed ? 30 : null, today: null };
    if ((await call('preview_list', request)).rows > 0) return list.code;
  }
  throw new Error('No list has anybody in it.');
}
