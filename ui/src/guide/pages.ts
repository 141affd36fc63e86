/** The guide for people: its pages are Markdown files in two languages, readable on the repository's page as well. */
import type { ScreenName } from '../state/route';
import type { Language } from '../text/language';
import type { GuidePages } from './markdown';

/** The page that leads to all others. */
export const ALL_PAGES = 'README';

/** Which page belongs to a screen. */
const OF_SCREEN: Readonly<Record<ScreenName, string>> = {
  start: 'first-audit',
  overview: 'first-audit',
  sources: 'files-and-columns',
  mapping: 'files-and-columns',
  quality: 'files-and-columns',
  matches: 'pairs',
  conflicts: 'conflicts-and-rules',
  customers: 'people',
  governance: 'conflicts-and-rules',
  workshop: 'workshop',
  lists: 'lists',
  checks: 'checks',
  report: 'report',
  history: 'history',
};

/** Views of a screen that have a page of their own. */
const OF_PART: Readonly<Record<string, string>> = {
  'sources/loads': 'monthly-routine',
  'governance/consents': 'people',
  'governance/requests': 'people',
  'governance/use-case': 'workshop',
  'governance/approach': 'workshop',
  'governance/costs': 'workshop',
  'governance/log': 'workshop',
  'checks/stale_lists': 'monthly-routine',
  'checks/measures': 'monthly-routine',
  'history/runs': 'monthly-routine',
  'history/decisions': 'handover',
};

/** The pages in a language. They are no part of what the window begins with: only who opens the guide waits for them. */
export async function pagesIn(language: Language): Promise<GuidePages> {
  const edition = language === 'de' ? await import('./german') : await import('./english');
  return edition.PAGES;
}

export function pageFor(screen: ScreenName, part: string | undefined): string {
  return OF_PART[`${screen}/${part ?? ''}`] ?? OF_SCREEN[screen];
}
