/** Made-up words of a column and recipes of one's own. */
import type { OwnRecipes, SaidWord, ValueMap, WordReading } from '../api';
import { SCHEMA } from './fakeSchema';

const UNKNOWN: WordReading = { value: '', label: '', state: 'unknown' };
const GIVEN: WordReading = { value: 'opted_in', label: 'Permission given', state: 'valid' };

function valueMap(request: { meanings?: SaidWord[] }): ValueMap {
  const said = request.meanings?.find((one) => one.word === 'VIP')?.meaning ?? null;
  const after = said === null ? UNKNOWN : said === '' ? { value: '', label: '', state: 'blank' } : GIVEN;
  return {
    table: 1,
    column: 3,
    header: 'NEWSLETTER',
    attribute: { code: 'email_consent', label: 'E-mail consent', family: 'consent' },
    choices: [{ meaning: 'opted_in', label: 'Permission given' }, { meaning: 'opted_out', label: 'Permission refused or withdrawn' }],
    words: [
      { word: 'yes', rows: 1200, said: null, before: GIVEN, after: GIVEN },
      { word: 'VIP', rows: 40, said, before: UNKNOWN, after },
    ],
    before: [{ state: 'valid', label: 'Permission given', rows: 1200 }, { state: 'unknown', label: '', rows: 40 }],
    after: after === GIVEN ? [{ state: 'valid', label: 'Permission given', rows: 1240 }] : [{ state: 'valid', label: 'Permission given', rows: 1200 }, { state: after.state, label: '', rows: 40 }],
    unknown_words: after === UNKNOWN ? 1 : 0,
    unknown_rows: after === UNKNOWN ? 40 : 0,
    blank_rows: 12,
    other_rows: 0,
  };
}

export const OWN_RECIPES: OwnRecipes = {
  folder: '/home/m/.config/rollcall/recipes',
  recipes: [{ file: 'harbour_club.toml', name: 'Harbour club', source: 'Harbour', system: 'loyalty', table: 'members', role: 'customers', columns: 12, used: 9, saved: '2026-11-23' }],
  unread: [{ file: 'broken.toml', what: 'This is not a recipe of your own: line 4: unknown variant.' }],
};

export const MEANINGS = {
  value_map: valueMap,
  set_value_map: valueMap,
  own_recipes: () => OWN_RECIPES,
  save_own_recipe: () => OWN_RECIPES,
  rename_own_recipe: () => OWN_RECIPES,
  delete_own_recipe: () => OWN_RECIPES,
  schema: () => SCHEMA,
};
