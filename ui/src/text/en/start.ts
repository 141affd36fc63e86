import { since } from '../format';

export const start = {
  promise: 'Nothing leaves this computer.',
  title: 'Who are your customers, really?',
  lead: 'Rollcall takes the exports of every system that knows your customers, works out who is who, shows where the systems disagree, and writes clean lists.',
  sample: 'Explore the sample project',
  sampleHint: 'Harbour & Pine, a made-up retailer: a dozen exports with every kind of trouble.',
  making: 'The sample project is being made …',
  files: 'Begin with files',
  folder: 'Begin with a folder',
  drop: 'or drop exports anywhere on this window: CSV, Excel, JSON, vCard, Parquet, ZIP',
  new: 'New empty project',
  open: 'Open a project',
  name: 'Name of the project',
  create: 'Create',
  recent: 'Recent projects',
  noRecent: 'Projects you open will be listed here.',
  gone: 'the file is no longer there',
  opened: (time: string) => since(time),
  current: 'open now',
  back: (name: string) => `Back to ${name}`,
  version: (version: string) => `Version ${version}`,
};
