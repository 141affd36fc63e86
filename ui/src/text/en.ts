/** Every word the window says, in English. Another language is another file of this shape. */
import { approach } from './en/approach';
import { charts } from './en/charts';
import { checks } from './en/checks';
import { columns } from './en/columns';
import { conflicts } from './en/conflicts';
import { costs } from './en/costs';
import { customers } from './en/customers';
import { files } from './en/files';
import { frame } from './en/frame';
import { governance } from './en/governance';
import { history } from './en/history';
import { lists } from './en/lists';
import { log } from './en/log';
import { making } from './en/making';
import { mapping } from './en/mapping';
import { matches } from './en/matches';
import { overview } from './en/overview';
import { quality } from './en/quality';
import { report } from './en/report';
import { rules } from './en/rules';
import { sources } from './en/sources';
import { start } from './en/start';
import { uploads } from './en/uploads';
import { useCase } from './en/useCase';
import { words } from './en/words';
import { workshop } from './en/workshop';

export const en = { approach, charts, checks, columns, conflicts, costs, customers, files, frame, governance, history, lists, log, making, mapping, matches, overview, quality, report, rules, sources, start, uploads, useCase, words, workshop } as const;
