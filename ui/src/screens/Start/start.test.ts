import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';

import App from '../../App.svelte';
import { TAGS, useTransport } from '../../api';
import { changed } from '../../state/query.svelte';
import { session } from '../../state/session.svelte';
import { fakeTransport, REPLIES } from '../../testing/fakeCore';
import ReadingDialog from '../frame/ReadingDialog.svelte';

beforeEach(() => {
  changed(Object.values(TAGS).flatMap((one) => one.tags));
  session.incoming = undefined;
  session.begins = false;
  session.notices = [];
});

it('begins a project with files chosen at the start, whatever is open and whatever is told of it meanwhile', async () => {
  const summary = REPLIES.project_summary?.({});
  if (!summary) throw new Error('a project that is open');
  const core = Object.assign(fakeTransport({ create_project: () => summary, import_files: () => ({ job: 4 }) }), { pickFiles: () => Promise.resolve(['/home/m/other/customers.csv']) });
  useTransport(core);
  location.hash = '#/start';
  dispatchEvent(new Event('hashchange'));
  render(App);
  await fireEvent.click(await screen.findByTestId('start-files'));
  await screen.findByTestId('plan');
  // As when work ends that runs in the open project.
  await session.refresh();
  await fireEvent.click(screen.getByTestId('load'));
  const done = () => core.asked.map((one) => one.name).filter((name) => name === 'create_project' || name === 'import_files');
  await waitFor(() => expect(done()).toEqual(['create_project', 'import_files']));
  await waitFor(() => expect(session.incoming).toBeUndefined());
  expect(session.begins).toBe(false);
});

it('looks into a file anew each time it is chosen', async () => {
  const core = fakeTransport();
  useTransport(core);
  for (const times of [1, 2]) {
    const { unmount } = render(ReadingDialog, { paths: ['/home/m/customers.csv'] });
    await screen.findByTestId('plan');
    unmount();
    expect(core.asked.filter((one) => one.name === 'inspect_files')).toHaveLength(times);
  }
});

it('keeps files that wait when others are dropped', () => {
  session.take(['/home/m/a.csv']);
  session.take(['/home/m/b.csv', '/home/m/a.csv']);
  expect(session.incoming).toEqual(['/home/m/a.csv', '/home/m/b.csv']);
});
