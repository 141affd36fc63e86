import { since } from '../format';
import type { Words } from '../shape';

export const start: Words['start'] = {
  promise: 'Nichts verlässt diesen Rechner.',
  title: 'Wer sind Ihre Kunden wirklich?',
  lead: 'Rollcall nimmt die Exporte jedes Systems, das Ihre Kunden kennt, ermittelt, wer wer ist, zeigt, wo die Systeme sich widersprechen, und schreibt saubere Listen.',
  sample: 'Beispielprojekt erkunden',
  sampleHint: 'Harbour & Pine, ein erfundener Händler: ein Dutzend Exporte mit jeder Art von Ärger.',
  making: 'Das Beispielprojekt wird angelegt …',
  files: 'Mit Dateien beginnen',
  folder: 'Mit einem Ordner beginnen',
  drop: 'oder legen Sie Exporte irgendwo auf dieses Fenster: CSV, Excel, JSON, vCard, Parquet, ZIP; oder fügen Sie kopierte Zellen ein',
  new: 'Neues leeres Projekt',
  open: 'Projekt öffnen',
  name: 'Name des Projekts',
  create: 'Anlegen',
  recent: 'Zuletzt geöffnet',
  noRecent: 'Projekte, die Sie öffnen, stehen dann hier.',
  gone: 'die Datei ist nicht mehr da',
  opened: (time: string) => since(time),
  current: 'jetzt offen',
  back: (name: string) => `Zurück zu ${name}`,
  version: (version: string) => `Version ${version}`,
};
