import { count } from '../format';

export const report = {
  lead: 'What will be printed, as it will be printed. One page that loads nothing and runs nothing.',
  page: 'The report',
  write: 'Write the report',
  writeTables: 'Write the tables',
  tables: 'A workbook (XLSX) with every table behind the report',
  handOver: 'Hand over…',
  handOverTitle: 'Records, model and rules for Splink on DuckDB or Spark, into an empty folder. It holds personal data.',
  replaceTitle: 'A hand-over is there already',
  replaceSure: (folder: string) => `${folder} holds a hand-over that is complete. Whoever works with it loses it when it is replaced. To keep it, choose another folder.`,
  replace: 'Replace it',
  unmasked: 'Show examples unmasked',
  name: (project: string) => `${project} report.html`,
  tablesName: (project: string) => `${project} report.xlsx`,
  written: (path: string, bytes: number) => `${count(Math.ceil(bytes / 1024))} KB written to ${path}.`,
} as const;
