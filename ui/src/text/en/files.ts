import { counted, listed } from '../format';

export const files = {
  add: 'Add files',
  addFolder: 'Add a folder',
  path: {
    title: { files: 'Which files?', folder: 'Which folder?', project: 'Which project?', save: 'Where to?' },
    label: { files: 'Paths of files or folders, one a line', folder: 'Path of the folder', project: 'Path of the project file', save: 'Path of the file to write' },
    go: 'Use',
  },
  reading: {
    title: 'Before it is loaded',
    looking: 'Looking into the files …',
    lead: (tables: number, names: string[]) => `${counted(tables, 'table', 'tables')} from ${names.length > 4 ? counted(names.length, 'source', 'sources') : listed(names)}. What was guessed can be changed here; what stands in the files is kept as it is.`,
    nothing: 'None of these files could be read.',
    load: (tables: number) => `Load ${counted(tables, 'table', 'tables')}`,
    audit: 'Work out who is who when everything is loaded',
    include: 'Load this table',
    hidden: 'hidden sheet',
    source: 'Source',
    encoding: 'Encoding',
    delimiter: 'Between columns',
    header: 'Header in row',
    decimal: 'Decimal mark',
    decimals: { country: 'as in the row’s country', comma: 'comma 1.234,56', point: 'point 1,234.56' },
    delimiters: { '': 'none: a line is one cell', ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as Readonly<Record<string, string>>,
    raw: 'First lines as they stand in the file',
    rows: 'Read as',
    skipped: (rows: number) => `${counted(rows, 'line', 'lines')} before the header`,
    problems: 'Already known',
    tables: 'Tables found',
  },
};
