import { describe, expect, it } from 'vitest';

import { begin, choosing, compares, counted, group, isWhole, tested } from './draft';

describe('a list while it is being made', () => {
  it('begins with conditions that can be counted', () => {
    for (const kind of ['event', 'source', 'consent', 'attribute', 'spent', 'state'] as const) {
      expect(isWhole(begin(kind, '3', 'email')), kind).toBe(true);
    }
    expect(isWhole(begin('source', '', 'email'))).toBe(false);
    for (const kind of ['list', 'check'] as const) {
      expect(begin(kind, '3', 'email', '7')).toMatchObject({ kind, subject: '7', test: 'in' });
      expect(isWhole(begin(kind, '3', 'email', '7')), kind).toBe(true);
      expect(isWhole(begin(kind, '3', 'email')), kind).toBe(false);
    }
  });

  it('asks what is permitted for a purpose, once one is named', () => {
    const allowed = begin('consent_for', '3', 'email', 'newsletter');
    expect(allowed).toMatchObject({ kind: 'consent_for', subject: 'email_consent', named: 'newsletter', test: 'yes' });
    expect(compares(allowed)).toBe('nothing');
    expect(isWhole(allowed)).toBe(true);
    expect(isWhole(begin('consent_for', '3', 'email'))).toBe(false);
  });

  it('asks for what a test compares with, and keeps what was typed', () => {
    const city = { ...begin('attribute', '3', 'city'), test: 'equals', values: ['Leeds'] };
    expect(compares(city)).toBe('text');
    expect(tested(city, 'contains', '2026-11-23').values).toEqual(['Leeds']);
    expect(tested(city, 'one_of', '2026-11-23').values).toEqual(['Leeds']);
    expect(tested(city, 'since', '2026-11-23').values).toEqual(['2026-11-23']);
    expect(tested(city, 'filled', '2026-11-23').values).toEqual([]);
    expect(isWhole({ ...city, values: [' '] })).toBe(false);
  });

  it('offers no check that names nobody', () => {
    const known = [
      { check: 'pressure', title: 'Pressure', names_people: true },
      { check: 'numbers', title: 'Three numbers', names_people: false },
    ];
    expect(choosing(known)).toEqual([{ code: 'pressure', name: 'Pressure' }]);
  });

  it('leaves groups off that hold nothing', () => {
    const list = group('all', [begin('state', '', ''), group('any', [group('none')])]);
    expect(counted(list).conditions).toHaveLength(1);
  });
});
