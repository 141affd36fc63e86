import { counted } from '../format';

export const uploads = {
  title: 'Fill a file of your own',
  lead: 'Choose a file whose header row says how a list is to look. It becomes a destination: exactly those headers in that order, written as your file is.',
  choose: 'Choose a file of headers',
  dialog: 'What your columns hold',
  name: 'Name of the destination',
  holds: (header: string) => `What ${header} holds`,
  blank: 'Stays blank',
  perhaps: (label: string) => `Perhaps ${label}?`,
  open: (columns: number) => `${counted(columns, 'column stays', 'columns stay')} blank until you say what ${columns === 1 ? 'it holds' : 'they hold'}.`,
  keep: 'Keep as a destination',
  kept: (name: string) => `${name} is among the destinations now.`,
  outcomes: 'Did the uploads take?',
  accepted: (file: string) => `Rows of ${file} the platform took`,
  took: 'Rows the platform took',
  nobodySaid: 'nobody said',
  noRows: 'Write a number of rows, such as 740, or nothing where nobody knows.',
};
