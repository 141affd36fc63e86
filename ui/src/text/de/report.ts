import { count } from '../format';
import type { Words } from '../shape';

export const report: Words['report'] = {
  lead: 'Was gedruckt wird, so wie es gedruckt wird. Eine Seite, die nichts nachlädt und nichts ausführt.',
  page: 'Der Bericht',
  write: 'Bericht schreiben',
  writeTables: 'Tabellen schreiben',
  tables: 'Eine Arbeitsmappe (XLSX) mit jeder Tabelle hinter dem Bericht',
  handOver: 'Übergeben …',
  handOverTitle: 'Datensätze, Modell und Regeln für Splink auf DuckDB oder Spark, in einen leeren Ordner. Er enthält personenbezogene Daten.',
  replaceTitle: 'Eine Übergabe ist schon da',
  replaceSure: (folder: string) => `${folder} enthält eine vollständige Übergabe. Wer damit arbeitet, verliert sie, wenn sie ersetzt wird. Um sie zu behalten, wählen Sie einen anderen Ordner.`,
  replace: 'Ersetzen',
  unmasked: 'Beispiele unverdeckt zeigen',
  name: (project: string) => `${project} Bericht.html`,
  tablesName: (project: string) => `${project} Bericht.xlsx`,
  written: (path: string, bytes: number) => `${count(Math.ceil(bytes / 1024))} KB nach ${path} geschrieben.`,
};
