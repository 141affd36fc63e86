import { counted } from '../format';
import type { Words } from '../shape';

export const uploads: Words['uploads'] = {
  title: 'Eine eigene Datei füllen',
  lead: 'Wählen Sie eine Datei, deren Spaltenköpfe sagen, wie eine Liste aussehen soll. Sie wird zu einem Zielsystem: genau diese Spaltenköpfe in dieser Reihenfolge, geschrieben wie Ihre Datei.',
  choose: 'Datei mit Spaltenköpfen wählen',
  dialog: 'Was Ihre Spalten enthalten',
  name: 'Name des Zielsystems',
  holds: (header: string) => `Was ${header} enthält`,
  blank: 'Bleibt leer',
  perhaps: (label: string) => `Vielleicht ${label}?`,
  open: (columns: number) => `${counted(columns, 'Spalte bleibt', 'Spalten bleiben')} leer, bis Sie sagen, was ${columns === 1 ? 'sie enthält' : 'sie enthalten'}.`,
  keep: 'Als Zielsystem speichern',
  kept: (name: string) => `${name} gehört jetzt zu den Zielsystemen.`,
  outcomes: 'Kamen die Uploads an?',
  accepted: (file: string) => `Zeilen aus ${file}, die die Plattform annahm`,
  took: 'Zeilen, die die Plattform annahm',
  nobodySaid: 'niemand hat es gesagt',
  noRows: 'Schreiben Sie eine Zahl von Zeilen, etwa 740, oder nichts, wenn es niemand weiß.',
};
