import { count, dateTime } from '../format';

export const history = {
  lead: 'Every change of this project, newest first. The last one can be taken back, and done again.',
  none: 'Here will stand every change of this project. Nothing was changed yet.',
  columns: { at: 'When', who: 'Who', sentence: 'What', state: 'State' },
  states: { done: 'done', undone: 'taken back' } as Readonly<Record<string, string>>,
  noUndo: 'cannot be taken back',
  steps: (number: number) => `${count(number)} steps`,
  when: dateTime,
};
