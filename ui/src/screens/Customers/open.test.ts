import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import { TAGS, useTransport, type ConflictView } from '../../api';
import { changed } from '../../state/query.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport, MARKS } from '../../testing/fakeCore';
import Golden from './Golden.svelte';
import Surroundings from './Surroundings.svelte';

const [shop, till] = [MARKS[0], MARKS[2]] as [(typeof MARKS)[number], (typeof MARKS)[number]];
const OPEN: ConflictView = {
  customer: 'C000123',
  name: 'Anne Marsh',
  attribute: { code: 'family_name', label: 'Family name', family: 'person' },
  values: [{ value: 'Marsh', sources: [shop], as_of: null }, { value: 'Marsh-Cole', sources: [till], as_of: null }],
  winner: '',
  is_open: true,
  rule: 'Nobody has decided yet',
  decider: 'Legal',
};

let core: ReturnType<typeof fakeTransport>;

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport({ override_value: () => undefined as never });
  useTransport(core);
});

const written = (): unknown[] => core.asked.filter((one) => one.name === 'override_value').map((one) => one.payload);

it('says that no value holds yet instead of showing one', async () => {
  const { container } = render(Golden, { golden: [], disputed: new Set(['family_name']), open: [OPEN], onopen: () => undefined });
  const line = screen.getByTestId('open-family_name').textContent;
  expect(line).toContain('no value yet');
  expect(line).toContain('Nobody has decided yet');
  expect(line).not.toContain('Marsh');
  expect(await violations(container)).toEqual([]);
});

it('takes the answer beside each value, and only where the question is open', async () => {
  const settled = { ...OPEN, attribute: { ...OPEN.attribute, code: 'title', label: 'Title' }, is_open: false };
  const { container } = render(Surroundings, { conflicts: [OPEN, settled], household: [], shares: [], trail: [] });
  expect(screen.getAllByRole('button')).toHaveLength(2);
  expect(await violations(container)).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Use this value: Marsh-Cole' }));
  await waitFor(() => expect(written()).toEqual([{ customer: 'C000123', attribute: 'family_name', value: 'Marsh-Cole', reason: '' }]));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Where sources disagree'));
});
