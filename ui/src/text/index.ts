/** The words of the window in the reader's language. */
export { t } from './chosen';
export * from './format';
export { said } from './values';
