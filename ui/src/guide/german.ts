/** The guide in German: the Markdown files of a folder of their own, under the names of the English ones. */
import { readPages } from './markdown';

export const PAGES = readPages(import.meta.glob<string>('./de/*.md', { query: '?raw', import: 'default', eager: true }));
