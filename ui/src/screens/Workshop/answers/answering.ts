/** What an answer on the stage is given and what it does. */
import type { AgendaQuestion } from '../../../api';

export interface AnswerProps {
  question: AgendaQuestion;
  /** Names used so far. */
  people: readonly string[];
  /** Keeps the answer by the command it is for; told is what is said of it. Tells whether it was kept. */
  onkeep: (act: () => Promise<unknown>, told: string) => Promise<boolean>;
  /** Leads to another question. */
  ongo: (question: string) => void;
}
