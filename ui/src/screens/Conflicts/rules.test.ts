import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { fakeTransport } from '../../testing/fakeCore';

let core: ReturnType<typeof fakeTransport>;

beforeEach(async () => {
  document.documentElement.dataset.ready = 'false';
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  core = fakeTransport();
  useTransport(core);
  location.hash = '#/conflicts';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await screen.findByTestId('rule-family_name');
});

const asked = (name: string): unknown[] => core.asked.filter((one) => one.name === name).map((one) => one.payload);

it('tells what a rule would change before anybody agrees, and why it was chosen', async () => {
  await fireEvent.change(screen.getByTestId('rule-family_name'), { target: { value: 'oldest' } });
  await waitFor(() => expect(screen.getByTestId('rule-sentence').textContent).toContain('12 of 900'));
  expect(screen.getByTestId('rule-effect').textContent).toContain('Marsh-Cole');
  expect(asked('preview_rule')).toEqual([{ attribute: 'family_name', rule: 'oldest', source_order: null }]);
  expect(asked('set_rule')).toEqual([]);
  await fireEvent.input(screen.getByTestId('rule-reason'), { target: { value: 'agreed with sales' } });
  await fireEvent.click(screen.getByTestId('rule-agree'));
  await waitFor(() => expect(asked('set_rule')).toEqual([{ attribute: 'family_name', rule: 'oldest', reason: 'agreed with sales' }]));
  await waitFor(() => expect(screen.queryByTestId('rule-effect')).toBeNull());
});

it('leaves everything as it was when the rule that holds is chosen again', async () => {
  await fireEvent.change(screen.getByTestId('rule-family_name'), { target: { value: 'oldest' } });
  await screen.findByTestId('rule-effect');
  await fireEvent.change(screen.getByTestId('rule-family_name'), { target: { value: 'most_recent' } });
  await waitFor(() => expect(screen.queryByTestId('rule-effect')).toBeNull());
  expect(asked('set_rule')).toEqual([]);
});

it('puts sources in an order and tries it first', async () => {
  const [first] = await screen.findAllByTestId('believe');
  if (!first) throw new Error('no source to believe');
  await fireEvent.click(first);
  await screen.findByTestId('rule-effect');
  expect(asked('preview_rule')).toEqual([{ attribute: null, rule: null, source_order: [1] }]);
  await fireEvent.click(screen.getByTestId('rule-agree'));
  await waitFor(() => expect(asked('set_source_order')).toEqual([{ sources: [1], reason: '' }]));
});
