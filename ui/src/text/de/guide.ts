import type { Words } from '../shape';

/** Around the pages of the guide; the pages themselves are Markdown files. */
export const guide: Words['guide'] = {
  open: 'Hilfe zu dieser Ansicht',
  page: 'Seite der Anleitung',
  all: 'Alle Seiten',
  back: 'Zurück',
  moves: 'Durch die Anleitung',
  failed: 'Die Anleitung ließ sich nicht lesen.',
};
