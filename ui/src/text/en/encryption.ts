import { counted } from '../format';

export const encryption = {
  begin: 'Encrypt this project with a passphrase',
  change: 'Encrypted: change or remove the passphrase',
  titles: { set: 'Encrypt this project', change: 'Change the passphrase', remove: 'Remove the passphrase' },
  views: 'What to do with the passphrase',
  lead: 'The project file is written anew, so that nothing in it can be read without the passphrase. The file that can be read now, and the copies Rollcall made of it, are written over and taken away.',
  lost: 'A forgotten passphrase cannot be recovered. Nobody can open the project without it: neither Rollcall nor those who made it. Write it down where only you find it.',
  outside: 'Lists, reports and files you write out of the project are not encrypted, and neither are the exports it was made from, copies made by you or by a program for backups, and the blocks a solid-state disk has set free.',
  open: 'Anybody who has the file can read it once the passphrase is removed.',
  current: 'Passphrase it has now',
  fresh: 'New passphrase',
  again: 'The same again',
  differs: 'The two are not the same.',
  show: 'Show what I type',
  sure: 'I have kept the passphrase where I will find it.',
  sureOpen: 'I want the file to be readable by anybody who has it.',
  strength: (characters: number, fewest: number): string => {
    if (characters === 0) return 'Four words that have nothing to do with each other are easy to remember and hard to guess.';
    if (characters < fewest) return `${counted(fewest - characters, 'more character is', 'more characters are')} needed.`;
    if (characters < 14) return 'Short: somebody who has the file and a fast computer may guess it.';
    if (characters < 20) return 'Good, if it stands in no book and is used nowhere else.';
    return 'Long, which is what counts.';
  },
  acts: { set: 'Encrypt', change: 'Change', remove: 'Remove' },
  working: 'The project is written anew. This takes about as long as copying the file.',
  unlock: {
    title: (file: string) => `${file} needs its passphrase`,
    lead: 'It is encrypted, or is no project of Rollcall at all: only the passphrase tells.',
    label: 'Passphrase',
    act: 'Open',
  },
} as const;
