import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Readiness as Answer } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { REPLIES } from '../../testing/fakeCore';
import Readiness from './Readiness.svelte';

const readiness = REPLIES.readiness?.({}) as Answer;

beforeEach(() => {
  session.door = undefined;
});

describe('the readiness score', () => {
  it('opens where each point went, with who answers for it', async () => {
    const onfollow = vi.fn();
    const { container } = render(Readiness, { props: { readiness, onfollow } });
    const line = screen.getByTestId('readiness');
    expect(line.textContent).toContain('Readiness: 88 of 100');
    expect(line.textContent).toContain('1 part is not known and left out');
    await fireEvent.click(within(line).getByRole('button'));

    const trace = within(screen.getByTestId('readiness-trace'));
    expect(trace.getByText(/Answers for it: nobody yet/)).toBeTruthy();
    expect(trace.getByText(/Answers for it: Dana/)).toBeTruthy();
    expect(trace.getByText(readiness.not_known[0] ?? '')).toBeTruthy();
    const lost = readiness.parts.reduce((sum, part) => sum + part.lost, 0);
    expect((readiness.score ?? 0) + lost).toBe(100);
    expect(await violations(container)).toEqual([]);

    await fireEvent.click(trace.getByRole('button', { name: /Nobody answers for 1 of 5/ }));
    expect(onfollow).toHaveBeenCalledWith('governance');
    expect(screen.queryByTestId('readiness-trace')).toBeNull();
  });

  it('leads from a finding to the list that says what to do about it', async () => {
    const [part] = readiness.parts;
    const [finding] = part?.findings ?? [];
    if (!part || !finding) throw new Error('the fake has a finding');
    const parts = [{ ...part, findings: [{ ...finding, list: 'merge:3' }] }];
    render(Readiness, { props: { readiness: { ...readiness, parts }, onfollow: vi.fn() } });
    await fireEvent.click(within(screen.getByTestId('readiness')).getByRole('button'));
    const link = within(screen.getByTestId('readiness-trace')).getByRole('link', { name: `What to merge : ${finding.sentence}` });
    expect(link.getAttribute('href')).toBe('#/lists/merge%3A3');
  });

  it('says in a sentence when nothing could be measured', () => {
    const none = { ...readiness, score: null, sentence: 'It cannot be told yet.', parts: [], not_known: [] };
    render(Readiness, { props: { readiness: none, onfollow: vi.fn() } });
    expect(screen.getByTestId('readiness').textContent).toContain('It cannot be told yet.');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
