import { count } from '../format';

export const report = {
  lead: 'What will be printed, as it will be printed. One page that loads nothing and runs nothing.',
  page: 'The report',
  write: 'Write the report',
  unmasked: 'Show examples unmasked',
  name: (project: string) => `${project} report.html`,
  written: (path: string, bytes: number) => `${count(Math.ceil(bytes / 1024))} KB written to ${path}.`,
} as const;
