/** Every word the window says, in German: the keys are those of the English. */
import { about } from './de/about';
import { approach } from './de/approach';
import { backups } from './de/backups';
import { charts } from './de/charts';
import { checks } from './de/checks';
import { columns } from './de/columns';
import { conflicts } from './de/conflicts';
import { consents } from './de/consents';
import { costs } from './de/costs';
import { customers } from './de/customers';
import { encryption } from './de/encryption';
import { files } from './de/files';
import { frame } from './de/frame';
import { governance } from './de/governance';
import { guide } from './de/guide';
import { history } from './de/history';
import { lists } from './de/lists';
import { log } from './de/log';
import { making } from './de/making';
import { mapping } from './de/mapping';
import { matches } from './de/matches';
import { measures, stale } from './de/measures';
import { overview } from './de/overview';
import { personal } from './de/personal';
import { quality } from './de/quality';
import { report } from './de/report';
import { requests } from './de/requests';
import { rules } from './de/rules';
import { scorecard } from './de/scorecard';
import { sources } from './de/sources';
import { start } from './de/start';
import { timeline } from './de/timeline';
import { trust } from './de/trust';
import { uploads } from './de/uploads';
import { useCase } from './de/useCase';
import { words } from './de/words';
import { workshop } from './de/workshop';
import type { Words } from './shape';

export const de: Words = {
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
};
