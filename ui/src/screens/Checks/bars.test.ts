import { expect, it } from 'vitest';

import { bars } from './bars';

const picture = (kind: string, values: (number | null)[][]) => ({ kind, title: '', sentence: '', columns: [], lines: values.map((one, index) => ({ label: String(index), named: false, values: one, note: '', verdict: '', unexplained: false, figure: null })) });

it('steps of a bridge begin where the one before led', () => {
  const [first, step, last] = bars(picture('bridge', [[800, 800], [-200, 600], [600, 600]]));
  expect(first).toMatchObject({ from: 0, width: 100 });
  expect(step).toMatchObject({ from: 75, width: 25, value: -200 });
  expect(last).toMatchObject({ from: 0, width: 75 });
});

it('a part is shown within its whole', () => {
  expect(bars(picture('bars', [[5, 20], [0, 10]]))).toMatchObject([{ part: 25, width: 100 }, { part: 0, width: 50 }]);
});

it('what is not known is no nought', () => {
  const [unknown, whole] = bars(picture('bars', [[null, null], [null, 20]]));
  expect(unknown).toMatchObject({ value: null, part: undefined, width: 0 });
  expect(whole).toMatchObject({ value: 20, part: undefined, width: 100 });
});

it('gains and losses begin at nought, one to its right and one to its left', () => {
  const [gain, none, loss] = bars(picture('shares', [[6, 10, 4], [null, 3, null], [-2, 1, 3]]));
  expect(gain).toMatchObject({ from: 25, width: 75, value: 6, zero: 25 });
  expect(none).toMatchObject({ value: null, width: 0, zero: 25 });
  expect(loss).toMatchObject({ from: 0, width: 25, value: -2, zero: 25 });
  expect(bars(picture('shares', [[3], [1]]))[0]).toMatchObject({ from: 0, width: 100, zero: undefined });
  expect(bars(picture('shares', [[0]]))).toMatchObject([{ from: 0, width: 0 }]);
});

it('nothing is no division by nothing', () => {
  expect(bars(picture('cohorts', [[null, null]]))).toMatchObject([{ width: 0, value: 0 }]);
});
