/** The words of the window in the reader's language; English until there is another. */
import { en } from './en';

export * from './format';
export { said } from './values';
export const t = en;
