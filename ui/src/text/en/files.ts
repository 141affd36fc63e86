import { counted, listed } from '../format';

export const files = {
  add: 'Add files',
  addFolder: 'Add a folder',
  path: {
    title: { files: 'Which files?', folder: 'Which folder?', project: 'Which project?', save: 'Where to?' },
    label: { files: 'Paths of files or folders, one a line', folder: 'Path of the folder', project: 'Path of the project file', save: 'Path of the file to write' },
    go: 'Use',
  },
  paste: {
    open: 'Paste a table',
    title: 'Paste a copied table',
    text: 'The copied cells, headers included',
    how: 'Copy the cells in a spreadsheet or on a page and paste them here.',
    lines: (rows: number) => `${counted(rows, 'line', 'lines')}, the headers included`,
    name: 'Where it comes from',
    nameHint: 'Such as: CRM contacts. The next paste under the same name is a newer load of it.',
    go: 'Look at it',
  },
  reading: {
    title: 'Before it is loaded',
    looking: 'Looking into the files …',
    backToGuess: 'Back to the guess',
    lead: (tables: number, names: string[]) => `${counted(tables, 'table', 'tables')} from ${names.length > 4 ? counted(names.length, 'source', 'sources') : listed(names)}. What was guessed can be changed here; what stands in the files is kept as it is.`,
    nothing: 'None of these files could be read.',
    load: (tables: number) => `Load ${counted(tables, 'table', 'tables')}`,
    audit: 'Work out who is who when everything is loaded',
    include: 'Load this table',
    hidden: 'hidden sheet',
    source: 'Source',
    renews: 'Is a newer export of',
    ownRecipe: 'Read it by',
    noRecipe: 'what was guessed',
    myRecipe: (name: string) => `my recipe ${name}`,
    recipeFits: (names: string[]) => `The columns are those of your ${names.length === 1 ? 'recipe' : 'recipes'} ${listed(names)}. It is used only if you choose it.`,
    recipeNear: (name: string, added: string | null, gone: string | null) =>
      added !== null && gone !== null
        ? `Nearly your recipe ${name}: ${added} stands here, ${gone} there.`
        : added !== null
          ? `Nearly your recipe ${name}: ${added} is one column more.`
          : `Nearly your recipe ${name}: ${gone ?? ''} is missing.`,
    ownTable: 'nothing: a table of its own',
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
