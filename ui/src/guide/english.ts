/** The guide in English: the Markdown files beside this one. */
import { readPages } from './markdown';

export const PAGES = readPages(import.meta.glob<string>('./*.md', { query: '?raw', import: 'default', eager: true }));
