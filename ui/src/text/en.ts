/** Every word the window says, in English. Another language is another file of this shape. */
import { about } from './en/about';
import { approach } from './en/approach';
import { backups } from './en/backups';
import { charts } from './en/charts';
import { checks } from './en/checks';
import { columns } from './en/columns';
import { conflicts } from './en/conflicts';
import { consents } from './en/consents';
import { costs } from './en/costs';
import { customers } from './en/customers';
import { encryption } from './en/encryption';
import { files } from './en/files';
import { frame } from './en/frame';
import { governance } from './en/governance';
import { guide } from './en/guide';
import { history } from './en/history';
import { lists } from './en/lists';
import { log } from './en/log';
import { making } from './en/making';
import { mapping } from './en/mapping';
import { matches } from './en/matches';
import { measures, stale } from './en/measures';
import { overview } from './en/overview';
import { personal } from './en/personal';
import { quality } from './en/quality';
import { report } from './en/report';
import { requests } from './en/requests';
import { rules } from './en/rules';
import { scorecard } from './en/scorecard';
import { sources } from './en/sources';
import { start } from './en/start';
import { timeline } from './en/timeline';
import { trust } from './en/trust';
import { uploads } from './en/uploads';
import { useCase } from './en/useCase';
import { words } from './en/words';
import { workshop } from './en/workshop';

export const en = {
  about,
  approach,
  backups,
  charts,
  checks,
  columns,
  conflicts,
  consents,
  costs,
  customers,
  encryption,
  files,
  frame,
  governance,
  guide,
  history,
  lists,
  log,
  making,
  mapping,
  matches,
  measures,
  overview,
  personal,
  quality,
  report,
  requests,
  rules,
  scorecard,
  sources,
  stale,
  start,
  timeline,
  trust,
  uploads,
  useCase,
  words,
  workshop,
} as const;
