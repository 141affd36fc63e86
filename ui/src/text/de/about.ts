import { counted } from '../format';
import type { Words } from '../shape';

/** What the program is, and whose work it is made of. */
export const about: Words['about'] = {
  open: 'Über Rollcall, Lizenzen',
  title: 'Über Rollcall',
  version: (version: string) => `Version ${version}`,
  promise: 'Nichts verlässt diesen Rechner: kein Server, kein Konto, keine Aktualisierung, die nach Hause telefoniert.',
  own: 'Rollcall steht nach Ihrer Wahl unter MIT oder Apache-2.0.',
  madeOf: 'Gebaut aus der Arbeit anderer',
  lead: (packages: number) => `${counted(packages, 'Paket, aus dem', 'Pakete, aus denen')} dieses Programm gebaut ist, jedes unter seiner eigenen Lizenz. Öffnen Sie eines, um sie zu lesen.`,
  find: 'Paket oder Lizenz suchen',
  none: 'Kein Paket heißt so.',
  bare: 'Das Paket bringt keinen eigenen Text mit; die Lizenz, die es nennt, steht bei anderen dieser Liste.',
  missing: 'Die Lizenzen fehlen in dieser Version: Sie wurde ohne den Schritt gebaut, der sie sammelt.',
  failed: 'Die Liste der Lizenzen ließ sich nicht lesen.',
};
