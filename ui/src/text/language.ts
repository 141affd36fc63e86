/** The language the window speaks: chosen by a person and kept by the page, as light and dark are; English until then. */

export type Language = 'en' | 'de';

const KEY = 'language';

/** Each in its own words, for whoever reads only one of them. */
export const LANGUAGES: readonly { code: Language; name: string; short: string; turn: string; about: string; lost: string }[] = [
  { code: 'en', name: 'English', short: 'EN', turn: 'Change to English', about: 'The window, what is found, messages, the report and the guide change; the pictures of the guide stay English.', lost: 'The window begins anew: what is written somewhere and not kept yet is lost.' },
  { code: 'de', name: 'Deutsch', short: 'DE', turn: 'Auf Deutsch umstellen', about: 'Fenster, Befunde, Meldungen, Bericht und Anleitung wechseln; die Bilder der Anleitung bleiben englisch.', lost: 'Das Fenster beginnt neu: Was irgendwo geschrieben und noch nicht gespeichert ist, geht verloren.' },
];

/** How the choice is called, in both languages. */
export const LANGUAGE_LABEL = 'Language · Sprache';

function kept(): Language {
  try {
    return localStorage.getItem(KEY) === 'de' ? 'de' : 'en';
  } catch {
    return 'en';
  }
}

/** Chosen when the page began: words and numbers are made for one language, so another one takes a new page. */
export const language: Language = kept();

/** Keeps the choice and begins the page anew in it. */
export function chooseLanguage(chosen: Language, renew: () => void = () => location.reload()): void {
  if (chosen === language) return;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // A surface without storage cannot keep it: a new page would speak as this one does.
    return;
  }
  renew();
}
