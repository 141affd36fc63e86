import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';

import { useTransport } from '../../api';
import { session } from '../../state/session.svelte';
import { violations } from '../../testing/axe';
import { fakeTransport } from '../../testing/fakeCore';
import { opened } from '../../testing/opened';
import About from './About.svelte';

const SHIPPED = {
  packages: [
    { name: 'csv', version: '1.4.0', licence: 'Unlicense OR MIT', texts: [0] },
    { name: 'openssl-src', version: '300.6.1', licence: 'MIT OR Apache-2.0', texts: [0, 1] },
    { name: 'ts-rs', version: '12.0.1', licence: 'MIT', texts: [] },
  ],
  texts: ['Permission is hereby granted <b>free</b>', 'Apache License'],
};

const names = (): string[] => screen.getAllByTestId('about-package').map((one) => one.textContent ?? '');

afterEach(() => {
  session.about = false;
});

it('shows each package with its licence and, on a click, its texts', async () => {
  render(About, { onclose: () => undefined, load: () => Promise.resolve(SHIPPED) });
  await screen.findByTestId('about-find');
  expect(names()).toHaveLength(3);
  expect(names()[0]).toContain('Unlicense OR MIT');
  expect(await violations(screen.getByTestId('about'))).toEqual([]);
  await fireEvent.input(screen.getByTestId('about-find'), { target: { value: 'apache' } });
  expect(names()).toHaveLength(1);
  await fireEvent.click(screen.getByTestId('about-package'));
  expect(screen.getAllByTestId('about-text').map((one) => one.textContent)).toEqual(SHIPPED.texts);
});

it('tells where a package brings no text, and where a build brings no list', async () => {
  render(About, { onclose: () => undefined, load: () => Promise.resolve(SHIPPED) });
  await screen.findByTestId('about-find');
  await fireEvent.click(screen.getAllByTestId('about-package')[2] as HTMLElement);
  expect(screen.getByTestId('about').textContent).toContain('brings no text of its own');

  const { container } = render(About, { onclose: () => undefined, load: () => Promise.resolve(undefined) });
  await screen.findByText(/not in this build/);
  expect(container.querySelector('[data-testid="about-find"]')).toBeNull();
});

it('opens from the first screen and names the version', async () => {
  await opened('start');
  await fireEvent.click(screen.getByTestId('about-open'));
  expect((await screen.findByTestId('about-version')).textContent).toContain('Version');
});

it('tells why the project could not be opened that the program was started with', async () => {
  const refusals = [
    { code: 'not_found', message: 'There is no project march.rollcall.', hint: null, context: [], id: '' },
    { code: 'passphrase_needed', message: 'It needs its passphrase.', hint: null, context: [], id: '' },
  ];
  const onRefused = (tell: (error: unknown) => void) => {
    for (const refusal of refusals) tell(refusal);
    return () => undefined;
  };
  useTransport({ ...fakeTransport(), onRefused });
  const stop = await session.begin();
  expect(session.notices.map((notice) => notice.sentence)).toEqual(['There is no project march.rollcall.']);
  stop();
  session.notices = [];
});
