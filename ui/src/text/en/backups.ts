import { count, counted, dateTime } from '../format';

/** Bytes as people read them. */
const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${count(Math.ceil(bytes / 1024))} KB` : `${count(Math.ceil(bytes / 1024 / 1024))} MB`);

export const backups = {
  title: (file: string) => `Backups of ${file}`,
  open: 'Backups of this project',
  short: 'Backups',
  of: (name: string) => `Backups of ${name}`,
  lead: (days: number) => `Rollcall copies the project once for each day it was changed on, as that day left it, and keeps the last ${count(days)} days. Erasing a person takes every backup of before away.`,
  none: 'There is no backup yet. The first is made on the day after the project was first changed.',
  total: (number: number, bytes: number) => `${counted(number, 'backup', 'backups')}, ${size(bytes)}`,
  choose: 'Which backup to restore',
  as: (at: string) => `As of ${dateTime(at)}`,
  before: (at: string) => `What was there before a restore, ${dateTime(at)}`,
  last: (sentence: string) => `Last change: ${sentence}`,
  unknown: 'What was changed last shows once it is opened with the passphrase.',
  size,
  what: 'The backup takes the place of the project. What is there now is put aside as a backup of its own, so it can be brought back.',
  passphrase: 'Passphrase of the project',
  act: 'Restore',
  unsure: 'Left under another name, of this project or of a copy of it; nobody can say which. They are not in the list, and an erasure does not reach them. Delete what is not needed.',
  working: 'The backup is looked at page by page and put in place.',
  on: 'Make backups of this project',
  restore: 'Look at its backups',
} as const;
