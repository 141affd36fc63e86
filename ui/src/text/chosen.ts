/** The words of the language that was chosen. */
import { de } from './de';
import { en } from './en';
import { language } from './language';
import type { Words } from './shape';

export const t: Words = language === 'de' ? de : en;
