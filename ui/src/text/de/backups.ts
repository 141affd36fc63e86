import { backups as english } from '../en/backups';
import { count, counted, dateTime } from '../format';
import type { Words } from '../shape';

const { size } = english;

export const backups: Words['backups'] = {
  title: (file: string) => `Sicherungen von ${file}`,
  open: 'Sicherungen dieses Projekts',
  short: 'Sicherungen',
  of: (name: string) => `Sicherungen von ${name}`,
  lead: (days: number) => `Rollcall kopiert das Projekt einmal für jeden Tag, an dem es geändert wurde, so wie dieser Tag es hinterließ, und behält ${days === 1 ? 'den letzten Tag' : `die letzten ${count(days)} Tage`}. Wird eine Person gelöscht, verschwinden alle früheren Sicherungen.`,
  none: 'Es gibt noch keine Sicherung. Die erste entsteht am Tag nach der ersten Änderung des Projekts.',
  total: (number: number, bytes: number) => `${counted(number, 'Sicherung', 'Sicherungen')}, ${size(bytes)}`,
  choose: 'Welche Sicherung wiederhergestellt wird',
  as: (at: string) => `Stand ${dateTime(at)}`,
  before: (at: string) => `Stand vor einer Wiederherstellung, ${dateTime(at)}`,
  last: (sentence: string) => `Letzte Änderung: ${sentence}`,
  unknown: 'Was zuletzt geändert wurde, zeigt sich, sobald sie mit der Passphrase geöffnet ist.',
  size,
  what: 'Die Sicherung tritt an die Stelle des Projekts. Der jetzige Stand wird als eigene Sicherung beiseitegelegt und lässt sich zurückholen.',
  passphrase: 'Passphrase des Projekts',
  act: 'Wiederherstellen',
  unsure: 'Unter einem anderen Namen liegen geblieben, von diesem Projekt oder einer Kopie davon; von welchem, lässt sich nicht sagen. Sie stehen nicht in der Liste, und eine Löschung erreicht sie nicht. Bitte löschen Sie, was nicht gebraucht wird.',
  working: 'Die Sicherung wird Seite für Seite geprüft und eingesetzt.',
  on: 'Dieses Projekt sichern',
  restore: 'Sicherungen ansehen',
};
