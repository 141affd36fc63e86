/** Paths people choose: by the dialog of the system where there is one, by typing them elsewhere. */
import { surface } from '../api';
import { pathQuestion } from './question.svelte';

/** Files to look at; none when the person thought better of it. */
export async function chooseFiles(): Promise<string[]> {
  const pick = surface().pickFiles;
  return pick ? pick() : pathQuestion.ask('files', '');
}

export async function chooseFolder(): Promise<string | undefined> {
  const pick = surface().pickFolder;
  return pick ? ((await pick()) ?? undefined) : (await pathQuestion.ask('folder', ''))[0];
}

export async function chooseProject(folder: string): Promise<string | undefined> {
  const pick = surface().pickProject;
  return pick ? ((await pick()) ?? undefined) : (await pathQuestion.ask('project', folder))[0];
}

/** Where to write; nothing when the person thought better of it. */
export async function chooseTarget(suggested: string): Promise<string | undefined> {
  const pick = surface().pickSave;
  return pick ? ((await pick(suggested)) ?? undefined) : (await pathQuestion.ask('save', suggested))[0];
}

/** A file in a folder, with the separator the folder itself uses. */
export function inFolder(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) || folder === '' ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** A name that every file system takes. */
export function safeName(name: string): string {
  return name.normalize('NFC').replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 80) || 'Customers';
}
