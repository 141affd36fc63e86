import { counted } from '../format';
import type { Words } from '../shape';

export const encryption: Words['encryption'] = {
  begin: 'Dieses Projekt mit einer Passphrase verschlüsseln',
  change: 'Verschlüsselt: Passphrase ändern oder entfernen',
  titles: { set: 'Projekt verschlüsseln', change: 'Passphrase ändern', remove: 'Passphrase entfernen' },
  views: 'Was mit der Passphrase geschehen soll',
  lead: 'Die Projektdatei wird neu geschrieben, sodass ohne die Passphrase nichts darin lesbar ist. Die jetzt lesbare Datei und die Kopien, die Rollcall von ihr gemacht hat, werden überschrieben und entfernt.',
  lost: 'Eine vergessene Passphrase lässt sich nicht wiederfinden. Ohne sie kann niemand das Projekt öffnen: weder Rollcall noch die, die es gebaut haben. Schreiben Sie sie dort auf, wo nur Sie sie finden.',
  outside: 'Listen, Berichte und Dateien, die Sie aus dem Projekt schreiben, sind nicht verschlüsselt, ebenso wenig die Exporte, aus denen es entstand, Kopien, die Sie oder ein Sicherungsprogramm gemacht haben, und die Blöcke, die eine SSD freigegeben hat.',
  open: 'Ist die Passphrase entfernt, kann jeder die Datei lesen, der sie hat.',
  current: 'Jetzige Passphrase',
  fresh: 'Neue Passphrase',
  again: 'Noch einmal dieselbe',
  differs: 'Die beiden sind nicht gleich.',
  show: 'Zeigen, was ich tippe',
  sure: 'Ich habe die Passphrase dort verwahrt, wo ich sie finde.',
  sureOpen: 'Die Datei soll für jeden lesbar sein, der sie hat.',
  strength: (characters: number, fewest: number): string => {
    if (characters === 0) return 'Vier Wörter, die nichts miteinander zu tun haben, sind leicht zu merken und schwer zu erraten.';
    if (characters < fewest) return `Es ${fewest - characters === 1 ? 'fehlt' : 'fehlen'} noch ${counted(fewest - characters, 'Zeichen', 'Zeichen')}.`;
    if (characters < 14) return 'Kurz: Wer die Datei und einen schnellen Rechner hat, kann sie vielleicht erraten.';
    if (characters < 20) return 'Gut, wenn sie in keinem Buch steht und sonst nirgends verwendet wird.';
    return 'Lang, und darauf kommt es an.';
  },
  acts: { set: 'Verschlüsseln', change: 'Ändern', remove: 'Entfernen' },
  working: 'Das Projekt wird neu geschrieben. Das dauert etwa so lange wie eine Kopie der Datei.',
  unlock: {
    title: (file: string) => `${file} braucht die Passphrase`,
    lead: 'Die Datei ist verschlüsselt oder gar kein Projekt von Rollcall: Das zeigt erst die Passphrase.',
    label: 'Passphrase',
    act: 'Öffnen',
  },
};
