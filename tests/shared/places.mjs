/** Where things are, and folders that are gone when the tests are. */
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const SAMPLE = join(ROOT, 'sample-data', 'exports');
export const NEXT_MONTH = join(ROOT, 'sample-data', 'next-month');
export const ARTIFACTS = join(ROOT, 'tests', 'artifacts');

/** A program that cargo built; the task that runs the tests says where. */
export function built(variable, name) {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
  const path = process.env[variable] ?? join(target, 'debug', name);
  if (!existsSync(path)) throw new Error(`${path} is not built: run \`cargo xtask test\`.`);
  return path;
}

/** The first of some programs that is installed. */
export function installed(...names) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/lib/chromium'];
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  throw new Error(`None of ${names.join(', ')} is installed: \`cargo xtask test\` installs it on Debian and Ubuntu.`);
}

/** A new folder, and the way to remove it. */
export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `rollcall-${name}-`));
  return { folder, remove: () => removed(folder) };
}

/**
 * A window that is just closing may still write its caches into its folder. Retries of `rmSync` try
 * the folder alone again, not what was written into it meanwhile, so the whole is tried again.
 */
async function removed(folder, tries = 50) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (fault) {
    if (fault.code !== 'ENOTEMPTY' || tries === 1) throw fault;
    await new Promise((done) => setTimeout(done, 100));
    await removed(folder, tries - 1);
  }
}

/** A port nobody uses now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Ends a process and waits until it has ended. */
export function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** The first line a process writes. */
export function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`It ended (${code}) before it said anything.`)));
    child.stdout.on('data', (data) => {
      text += data;
      if (text.includes('\n')) resolve(text.split('\n', 1)[0].trim());
    });
  });
}

/** Asks until the answer is yes, or gives up with a sentence. */
export async function until(what, ask, limit = 30_000) {
  const begun = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() - begun > limit) throw new Error(`Waited ${limit / 1000} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
