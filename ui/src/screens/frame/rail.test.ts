import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import type { ProjectSummary } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { REPLIES } from '../../testing/fakeCore';
import Rail from './Rail.svelte';

const project = REPLIES.project_summary?.({}) as ProjectSummary;

beforeEach(() => {
  session.project = project;
});

it('says beside a screen how much waits there, lists and checks among them', async () => {
  const { container } = render(Rail);
  expect(screen.getByTestId('rail-lists').textContent).toContain('2 waiting');
  expect(screen.getByTestId('rail-checks').textContent).toContain('1 waiting');
  expect(screen.getByTestId('rail-matches').textContent).toContain('38 waiting');
  expect(await violations(container)).toEqual([]);
});

it('says nothing where nothing waits', () => {
  session.project = { ...project, waiting: { ...project.waiting, lists: 0, checks: 0 } };
  render(Rail);
  expect(screen.getByTestId('rail-lists').textContent).not.toContain('waiting');
  expect(screen.getByTestId('rail-checks').textContent).not.toContain('waiting');
});
