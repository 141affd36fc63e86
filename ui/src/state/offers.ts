/** What several screens offer alike. */
import { attempt } from './attempt';
import { chooseFiles } from './files';
import { change } from './query.svelte';
import { session } from './session.svelte';

/** Works out who is who anew; the tray tells how it goes. */
export function workOut(): Promise<boolean> {
  return attempt(() => change('run_audit', {}));
}

/** Looks at files a person chooses, before anything of them is loaded. */
export async function addFiles(choose: () => Promise<string[]> = chooseFiles): Promise<void> {
  await attempt(async () => session.take(await choose()));
}
