/** Projects come and go. */
import { asApiError } from '../api';
import { inFolder, safeName } from './files';
import { change } from './query.svelte';
import { session } from './session.svelte';

const ENDING = '.rollcall';

/** Files begin a project where none is open or where it was said so, named after where they come from. */
export async function openProjectFor(sources: readonly string[]): Promise<void> {
  if (session.project && !session.begins) return;
  const name = safeName(sources.slice(0, 2).join(' and '));
  await createProject(suggestedPath(name, new Date()), name);
  session.begins = false;
}

/** Makes a project and opens it. */
export async function createProject(path: string, name: string): Promise<void> {
  await change('create_project', { path: path.endsWith(ENDING) ? path : `${path}${ENDING}`, name });
  await session.refresh();
}

/** Opens a project. Where it needs its passphrase the window asks for it; tells whether it is open. */
export async function openProject(path: string): Promise<boolean> {
  try {
    await change('open_project', { path });
  } catch (thrown) {
    if (asApiError(thrown).code !== 'passphrase_needed') throw thrown;
    session.unlocking = path;
    return false;
  }
  await session.refresh();
  return true;
}

/** Opens an encrypted project. */
export async function unlockProject(path: string, passphrase: string): Promise<void> {
  await change('unlock_project', { path, passphrase });
  await session.refresh();
}

/** Makes the sample project: a job that can be watched in the tray. */
export async function openSample(): Promise<void> {
  await change('open_sample', {});
  await session.refresh();
}

/** A path no project has yet: the moment is part of the name. */
export function suggestedPath(name: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const moment = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return inFolder(session.app?.projects_folder ?? '', `${safeName(name)} ${day} ${moment}${ENDING}`);
}

